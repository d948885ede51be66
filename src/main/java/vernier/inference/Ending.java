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
 * the running model uses, and the process would crash: it is kept from that, and models that run are told to stop. So is
 * one that the user cancels.
 */
final class Ending {

	/** For the operation of a network that is computed at the moment, the only one that is completed. */
	private static final long PATIENCE_SECONDS = 10;
	private static final Set<Run> RUNNING = new HashSet<>();
	private static final AtomicBoolean PREPARED = new AtomicBoolean();
	private static final AtomicBoolean BEGUN = new AtomicBoolean();

	/** A run of a model. */
	static final class Run {

		private final RunOptions options = new RunOptions();
		private final Thread thread = Thread.currentThread();
		private boolean stopped;

		private Run() throws OrtException {
			// else ONNX Runtime prints itself what the exception says, also that a run was stopped
			options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
		}

		/** To be given to the model. */
		RunOptions options() {
			return options;
		}

		private void stop() throws OrtException {
			options.setTerminate(true);
			stopped = true;
		}
	}

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
	 * @return to be given to {@link #end}
	 * @throws CancelledException if the process is ending
	 */
	static Run begin() throws OrtException {
		synchronized (RUNNING) {
			if (BEGUN.get())
				throw new CancelledException();
			final Run run = new Run();
			RUNNING.add(run);
			return run;
		}
	}

	/** After each run, however it ended. */
	static void end(final Run run) {
		synchronized (RUNNING) {
			RUNNING.remove(run);
			run.options.close();
			RUNNING.notifyAll();
		}
	}

	/** True if the run was told to stop. */
	static boolean isStopped(final Run run) {
		synchronized (RUNNING) {
			return run.stopped;
		}
	}

	/** Tells the run in a thread, if there is one, to stop. */
	static void stop(final Thread thread) {
		synchronized (RUNNING) {
			try {
				for (final Run run : RUNNING)
					if (run.thread == thread)
						run.stop();
			}
			catch (final OrtException e) {
				// then it goes on to its end
			}
		}
	}

	private static void stop() {
		final long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		synchronized (RUNNING) {
			BEGUN.set(true);
			try {
				for (final Run run : RUNNING)
					run.stop();
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
