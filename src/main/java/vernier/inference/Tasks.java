package vernier.inference;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import vernier.image.CancelledException;

/** Waiting for work in other threads. */
final class Tasks {

	private Tasks() {}

	/** Waits for a task, whose failure becomes that of the caller. */
	static <T> T await(final Future<T> task) {
		try {
			return task.get();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancelledException();
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException runtime)
				throw runtime;
			if (e.getCause() instanceof Error error)
				throw error;
			throw new IllegalStateException(e.getCause());
		}
	}

	/** Waits until a task has ended in one way or another; null has. */
	static void settle(final Future<?> task) {
		boolean interrupted = false;
		while (task != null && !task.isDone())
			try {
				task.get();
			}
			catch (final InterruptedException e) {
				interrupted = true;
			}
			catch (final ExecutionException e) {
				// the failure that matters is already on its way
			}
		if (interrupted)
			Thread.currentThread().interrupt();
	}
}
