package vernier.counting.spots;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.Progress;
import vernier.quality.PositiveDefinite;

/**
 * To which side the values of a plane are skewed by its objects: the third moment about a surface of the second order, which
 * takes uneven light and vignetting off. Seen are {@link SampledPixels}.
 */
final class Skewness {

	/** Smaller planes tell nothing of their light. */
	private static final int LEAST_SIDE = 8;
	private static final int TERMS = 6;
	/** Less variance than this, of the plane's, is that of rounding. */
	private static final double ROUNDING = 1e-9;

	private final RandomAccessibleInterval<?> plane;
	private final Progress progress;
	private final double[][] products = new double[TERMS][TERMS];
	private final double[] sums = new double[TERMS];
	private double squares;
	private double restSquares;
	private double restCubes;
	/** Taken off all values, so that a large offset does no harm. */
	private double first = Double.NaN;

	private Skewness(final RandomAccessibleInterval<?> plane, final Progress progress) {
		this.plane = plane;
		this.progress = progress;
	}

	/** @return 0 if the plane is constant */
	static double of(final RandomAccessibleInterval<?> plane, final Progress progress) {
		return new Skewness(plane, progress).value();
	}

	private double value() {
		final double[] at = new double[TERMS];
		pass((x, y, value) -> {
			terms(x, y, at);
			for (int a = 0; a < TERMS; a++) {
				sums[a] += at[a] * value;
				for (int b = 0; b <= a; b++)
					products[a][b] += at[a] * at[b];
			}
			squares += value * value;
		});
		final double n = products[0][0];
		final double mean = sums[0] / n;
		final double variance = squares / n - mean * mean;
		final double[] surface = surface(mean);
		pass((x, y, value) -> {
			terms(x, y, at);
			double rest = value;
			for (int a = 0; a < TERMS; a++)
				rest -= surface[a] * at[a];
			restSquares += rest * rest;
			restCubes += rest * rest * rest;
		});
		final double square = restSquares / n;
		return square > ROUNDING * variance && variance > 0 ? restCubes / n / Math.pow(square, 1.5) : 0;
	}

	/** Coefficients of the surface; of the mean alone where the pixels do not determine more. */
	private double[] surface(final double mean) {
		for (int a = 0; a < TERMS; a++)
			for (int b = a + 1; b < TERMS; b++)
				products[a][b] = products[b][a];
		final boolean small = Math.min(plane.dimension(0), plane.dimension(1)) < LEAST_SIDE;
		final double[] fitted = small ? null : PositiveDefinite.solve(products, sums);
		return fitted != null ? fitted : new double[] { mean, 0, 0, 0, 0, 0 };
	}

	private static void terms(final double x, final double y, final double[] terms) {
		terms[0] = 1;
		terms[1] = x;
		terms[2] = y;
		terms[3] = x * x;
		terms[4] = x * y;
		terms[5] = y * y;
	}

	private void pass(final SampledPixels.Pixel pixel) {
		SampledPixels.forEach(plane, progress, (x, y, value) -> {
			first = Double.isNaN(first) ? value : first;
			pixel.take(x, y, value - first);
		});
	}
}
