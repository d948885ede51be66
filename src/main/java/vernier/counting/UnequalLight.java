package vernier.counting;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;
import vernier.counting.spots.LogDetector;
import vernier.counting.spots.Spot;
import vernier.image.Progress;

/**
 * Whether some objects of a few pixels have many times the light of the others. Their number follows from the light, so that
 * a bright one counts as many, or the others as less than they are.
 */
final class UnequalLight {

	/** Size from which on shapes tell more than light, in pixels. */
	private static final double SHAPES = 5;
	/** Sides of the middle of the plane that is looked at, in pixels. */
	private static final long MOST = 1024;
	/** Objects of which this can be told. */
	private static final int LEAST = 20;
	/** The brightest tenth by the middle one; objects in heaps reach 4. */
	private static final double UNEQUAL = 10;
	private static final double PROBABILITY = 0.99;

	private UnequalLight() {}

	/**
	 * @param plane axes (x, y), bright objects
	 * @return what to know of it, if there is something
	 */
	static Optional<String> of(final RandomAccessibleInterval<?> plane, final CountOptions options, final Progress progress) {
		if (options.objectSize() >= SHAPES)
			return Optional.empty();
		try (LogDetector detector = new LogDetector(LocalMaxima.sigma(options.objectSize()), options.budget(), options.tile())) {
			final List<Spot> spots = detector.detect(middle(plane), PROBABILITY, progress.part(0, 0));
			final double[] light = spots.stream().mapToDouble(Spot::intensity).sorted().toArray();
			if (light.length < LEAST)
				return Optional.empty();
			final double times = light[light.length * 9 / 10] / light[light.length / 2];
			return times < UNEQUAL ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "Some objects have %.0f times the " +
				"light of others: where objects are this small their number follows from their light, and counts are wrong beyond " +
				"their intervals; method LoG, or Localise Spots, finds them one by one", times));
		}
	}

	private static RandomAccessibleInterval<?> middle(final RandomAccessibleInterval<?> plane) {
		final long[] min = new long[2];
		final long[] max = new long[2];
		for (int d = 0; d < 2; d++) {
			min[d] = plane.min(d) + Math.max(0, plane.dimension(d) - MOST) / 2;
			max[d] = Math.min(plane.max(d), min[d] + MOST - 1);
		}
		return Views.zeroMin(Views.interval(plane, min, max));
	}
}
