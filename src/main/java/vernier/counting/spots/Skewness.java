package vernier.counting.spots;

import java.nio.FloatBuffer;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.GrayReader;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.inference.Buffers;
import vernier.quality.PositiveDefinite;

/**
 * To which side the values of a plane are skewed by its objects: the third moment about a surface of the second order, which
 * takes uneven light and vignetting off. Large planes are sampled by rows; values that are not finite are left out.
 */
final class Skewness {

	private static final int WANTED = 1 << 20;
	/** Smaller planes tell nothing of their light. */
	private static final int LEAST_SIDE = 8;
	private static final int TERMS = 6;
	/** Less variance than this, of the plane's, is that of rounding. */
	private static final double ROUNDING = 1e-9;

	/** Takes a value and its place, -1 to 1 along each axis. */
	private interface Pixel {

		void take(double x, double y, double value);
	}

	private final GrayReader reader;
	private final Progress progress;
	private final double[][] products = new double[TERMS][TERMS];
	private final double[] sums = new double[TERMS];
	private double squares;
	private double restSquares;
	private double restCubes;
	/** Taken off all values, so that a large offset does no harm. */
	private double first = Double.NaN;

	private Skewness(final RandomAccessibleInterval<?> plane, final Progress progress) {
		reader = new GrayReader(plane, new ValueRange(0, 1, Double.NaN));
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
		final boolean small = Math.min(reader.width(), reader.height()) < LEAST_SIDE;
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

	private void pass(final Pixel pixel) {
		final long step = Math.max(1, reader.width() * reader.height() / WANTED);
		final FloatBuffer row = Buffers.allocate(reader.width());
		for (long y = 0; y < reader.height(); y += step) {
			progress.checkCancelled();
			reader.read(new Region(0, y, (int) reader.width(), 1), row);
			for (int x = 0; x < reader.width(); x++) {
				final float value = row.get(x);
				if (!Float.isFinite(value))
					continue;
				first = Double.isNaN(first) ? value : first;
				pixel.take(2 * (x + 0.5) / reader.width() - 1, 2 * (y + 0.5) / reader.height() - 1, value - first);
			}
		}
	}
}
