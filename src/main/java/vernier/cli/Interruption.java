package vernier.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C. The Java process is held back until the running command has noticed, within one tile, and removed what it had
 * begun to write; a file that is being written at that moment is completed.
 */
final class Interruption implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 60;

	private final CountDownLatch done = new CountDownLatch(1);
	private volatile boolean happened;

	private Interruption() {}

	/** From now on Ctrl-C is noted, and waits for {@link #close}. */
	static Interruption watch() {
		final Interruption interruption = new Interruption();
		Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "Vernier interruption"));
		return interruption;
	}

	/** True once the user has pressed Ctrl-C. */
	boolean happened() {
		return happened;
	}

	private void stop() {
		if (done.getCount() == 0)
			return;
		happened = true;
		try {
			done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		done.countDown();
	}
}
