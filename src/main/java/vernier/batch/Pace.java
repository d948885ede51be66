package vernier.batch;

import java.util.List;
import java.util.Locale;

import vernier.image.Progress;

/** How far a batch is, by the sizes of its files, and how long the rest will take at the pace so far. */
final class Pace {

	private final Progress progress;
	private final double[] weights;
	private final double total;
	private final long start = System.nanoTime();
	private double begun;
	private double computed;
	private double passed;

	Pace(final Progress progress, final List<Long> sizes) {
		this.progress = progress;
		// opening and closing cost something, too, however small a file is
		weights = sizes.stream().mapToDouble(size -> size + 1e4).toArray();
		double sum = 0;
		for (final double weight : weights)
			sum += weight;
		total = sum;
	}

	/** The part of the progress that the next file is. */
	synchronized Progress part(final int number) {
		final double from = Math.min(1, begun / total);
		begun += weights[number];
		return progress.part(from, from + weights[number] / total);
	}

	/** Notes a file as finished; one that was not computed says nothing about the pace. */
	synchronized void finished(final int number, final boolean done) {
		if (done)
			computed += weights[number];
		else
			passed += weights[number];
	}

	/** "about 3 min left", or "" while that cannot be said or nothing is left. */
	synchronized String left() {
		final double rest = total - computed - passed;
		if (computed == 0 || rest <= 0.5)
			return "";
		final double seconds = (System.nanoTime() - start) / 1e9 * rest / computed;
		return seconds < 90 ? Math.round(seconds) + " s left" : seconds < 5400 ? Math.round(seconds / 60) + " min left"
			: String.format(Locale.ROOT, "%.1f h left", seconds / 3600);
	}
}
