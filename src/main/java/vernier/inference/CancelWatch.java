package vernier.inference;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import vernier.image.Progress;

/**
 * Asks, while a thread computes a tile, whether the user has cancelled, and if so stops the model that this thread runs: a
 * large tile takes long, and asking between tiles is too late.
 */
final class CancelWatch implements AutoCloseable {

	private static final long PERIOD_MS = 200;

	private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
		final Thread thread = new Thread(task, "Vernier looks for cancelling");
		thread.setDaemon(true);
		return thread;
	});

	private final Thread thread = Thread.currentThread();
	private final Progress progress;
	private final ScheduledFuture<?> looking;
	private boolean closed;

	/** From now until it is closed, models that the calling thread runs end as cancelled once the progress says so. */
	CancelWatch(final Progress progress) {
		this.progress = progress;
		looking = TIMER.scheduleWithFixedDelay(this::look, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
	}

	private synchronized void look() {
		if (!closed && progress.isCancelled())
			Ending.stop(thread);
	}

	/** Afterwards nothing of this thread is stopped. */
	@Override
	public synchronized void close() {
		closed = true;
		looking.cancel(false);
	}
}
