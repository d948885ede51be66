package vernier.imagej1;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import vernier.image.Progress;

/** A thread for previews. The newest request wins: one that still computes when another comes is told to stop. */
final class PreviewThread {

	private final AtomicLong newest = new AtomicLong();
	private volatile boolean ending;
	private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
		final Thread thread = new Thread(task, "Vernier preview");
		thread.setDaemon(true);
		return thread;
	});

	/** Begins a request, or cancels all there are; its number. */
	long next() {
		return newest.incrementAndGet();
	}

	/** True as long as no other request has begun. */
	boolean isNewest(final long request) {
		return newest.get() == request;
	}

	/** Tells a computation to stop as soon as another request has begun. */
	Progress progress(final long request) {
		return until(() -> !isNewest(request));
	}

	/** Tells what is done once for all requests to stop as soon as the thread is to end. */
	Progress untilTheEnd() {
		return until(() -> ending);
	}

	private static Progress until(final BooleanSupplier cancelled) {
		return new Progress() {

			@Override
			public void update(final double fraction) {
				// the progress bar belongs to commands
			}

			@Override
			public boolean isCancelled() {
				return cancelled.getAsBoolean();
			}
		};
	}

	void execute(final Runnable task) {
		worker.execute(task);
	}

	/** Ends the thread after what it has to do. */
	void shutdown() {
		ending = true;
		worker.shutdown();
	}

	/** Ends the thread and leaves out what waits. */
	void shutdownNow() {
		ending = true;
		worker.shutdownNow();
	}
}
