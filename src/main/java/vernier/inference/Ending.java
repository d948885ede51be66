package vernier.inference;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.RunOptions;
import vernier.image.CancelledException;

/**
 * The end of the Java process while a model runs, as when ImageJ is quit. ONNX Runtime's own shutdown hook would free what
 * the running model uses, and the process would crash: it is kept from that, and models that run are told to stop.
 */
final class Ending {

	/** For the operation of a network that is computed at the moment, the only one that is completed. */
	private static final long PATIENCE_SECONDS = 10;
	private static final Set<RunOptions> RUNNING = new HashSet<>();
	private static final AtomicBoolean PREPARED = new AtomicBoolean();
	private static final AtomicBoolean BEGUN = new AtomicBoolean();

	private Ending() {}

	/**
	 * To be called once there is an environment.
	 *
	 * @throws IllegalStateException if the process is ending already
	 */
	static void prepare() {
		synchronized (RUNNING) {
			if (PREPARED.get())
				return;
			keep();
			Runtime.getRuntime().addShutdownHook(new Thread(Ending::stop, "Vernier stops models"));
			PREPARED.set(true);
		}
	}

	/**
	 * Takes a second handle of the environment, which lives as long as it has any. Java's hooks run all at once, so that no
	 * hook can come before the one that gives the first handle back; and there is no public way to another.
	 */
	private static void keep() {
		try {
			final Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
			final Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
			api.setAccessible(true);
			create.setAccessible(true);
			create.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "vernier");
		}
		catch (final ReflectiveOperationException | RuntimeException e) {
			// another version, of which the test of this class says whether it needs it
		}
	}

	/**
	 * Before each run of a model.
	 *
	 * @return to be given to it, and then to {@link #end}
	 * @throws CancelledException if the process is ending
	 */
	static RunOptions begin() throws OrtException {
		synchronized (RUNNING) {
			if (BEGUN.get())
				throw new CancelledException();
			final RunOptions run = new RunOptions();
			RUNNING.add(run);
			return run;
		}
	}

	/** After each run, however it ended. */
	static void end(final RunOptions run) {
		synchronized (RUNNING) {
			RUNNING.remove(run);
			run.close();
			RUNNING.notifyAll();
		}
	}

	/** True if runs are told to stop. */
	static boolean hasBegun() {
		return BEGUN.get();
	}

	private static void stop() {
		final long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		synchronized (RUNNING) {
			BEGUN.set(true);
			try {
				for (final RunOptions run : RUNNING)
					run.setTerminate(true);
				while (!RUNNING.isEmpty() && System.nanoTime() < latest)
					TimeUnit.MILLISECONDS.timedWait(RUNNING, 100);
			}
			catch (final OrtException e) {
				// then they are not stopped
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}
	}
}
