package vernier.operators.exact;

import java.util.stream.IntStream;

import vernier.image.Progress;

/** Loops over rows on all processors. */
final class Parallel {

	/** Work on a range of rows. */
	interface Rows {

		void run(int from, int to);
	}

	/** Rows between two questions whether to stop. */
	private static final int BAND = 256;

	private Parallel() {}

	/**
	 * As below, of work that takes long: band by band.
	 *
	 * @param progress asked before each band, in this thread, whether to stop
	 */
	static void rows(final int n, final Progress progress, final Rows work) {
		for (int y = 0; y < n; y += BAND) {
			progress.checkCancelled();
			final int start = y;
			rows(Math.min(BAND, n - y), (from, to) -> work.run(start + from, start + to));
		}
	}

	/** Splits 0 to n into a few ranges a processor and runs them at the same time; returns when all are done. */
	static void rows(final int n, final Rows work) {
		final int parts = Math.max(1, Math.min(n, 4 * Runtime.getRuntime().availableProcessors()));
		if (parts == 1)
			work.run(0, n);
		else
			IntStream.range(0, parts).parallel() //
				.forEach(i -> work.run((int) ((long) n * i / parts), (int) ((long) n * (i + 1) / parts)));
	}
}
