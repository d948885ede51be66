package vernier.quality;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import vernier.image.VernierException;

/**
 * Mean structural similarity (Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image quality assessment: from
 * error visibility to structural similarity", IEEE Trans. Image Processing 13, 2004): 11 x 11 Gaussian window of sigma
 * 1.5, K1 = 0.01, K2 = 0.03, weighted population variances, and the mean over the windows that lie wholly in the image.
 */
public final class Ssim {

	private static final int WINDOW = 11;
	private static final double[] GAUSSIAN = gaussian(1.5);
	/** Local moments: of a, b, a a, b b and a b. */
	private static final int MOMENTS = 5;

	private Ssim() {}

	/**
	 * Compares two planes.
	 *
	 * @param a axes (x, y), at least 11 x 11 pixels
	 * @param b the same size
	 * @param range difference between the largest and the smallest possible value (L), 255 for 8 bit
	 * @return at most 1, which equal images reach
	 * @throws VernierException if their sizes differ, or they are smaller than the window or no planes
	 */
	public static double of(final RandomAccessibleInterval<? extends RealType<?>> a,
		final RandomAccessibleInterval<? extends RealType<?>> b, final double range)
	{
		Comparison.requireSameSize(a, b);
		if (a.numDimensions() != 2 || a.dimension(0) < WINDOW || a.dimension(1) < WINDOW)
			throw new VernierException("The images are " + Comparison.size(a) +
				"; structural similarity needs two dimensions of at least 11 pixels each.");
		final int columns = Math.toIntExact(a.dimension(0) - WINDOW + 1);
		final double c1 = 0.01 * range * 0.01 * range;
		final double c2 = 0.03 * range * 0.03 * range;
		final double[][][] rows = new double[WINDOW][MOMENTS][columns];
		final double[][] moments = new double[MOMENTS][columns];
		double sum = 0;
		for (long y = 0; y < a.dimension(1); y++) {
			filterRow(row(a, y), row(b, y), rows[(int) (y % WINDOW)]);
			if (y < WINDOW - 1)
				continue;
			filterColumns(rows, y + 1, moments);
			for (int x = 0; x < columns; x++) {
				final double meanA = moments[0][x];
				final double meanB = moments[1][x];
				final double varianceA = moments[2][x] - meanA * meanA;
				final double varianceB = moments[3][x] - meanB * meanB;
				final double covariance = moments[4][x] - meanA * meanB;
				sum += (2 * meanA * meanB + c1) * (2 * covariance + c2) / //
					((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
			}
		}
		return sum / ((double) columns * (a.dimension(1) - WINDOW + 1));
	}

	private static double[] row(final RandomAccessibleInterval<? extends RealType<?>> image, final long y) {
		final RandomAccess<? extends RealType<?>> access = image.randomAccess();
		access.setPosition(image.min(0), 0);
		access.setPosition(image.min(1) + y, 1);
		final double[] row = new double[(int) image.dimension(0)];
		for (int x = 0; x < row.length; x++) {
			row[x] = access.get().getRealDouble();
			access.fwd(0);
		}
		return row;
	}

	/** The moments of one row, weighted along x. */
	private static void filterRow(final double[] a, final double[] b, final double[][] moments) {
		for (int x = 0; x < moments[0].length; x++) {
			double sumA = 0;
			double sumB = 0;
			double sumAA = 0;
			double sumBB = 0;
			double sumAB = 0;
			for (int k = 0; k < WINDOW; k++) {
				final double weight = GAUSSIAN[k];
				final double valueA = a[x + k];
				final double valueB = b[x + k];
				sumA += weight * valueA;
				sumB += weight * valueB;
				sumAA += weight * valueA * valueA;
				sumBB += weight * valueB * valueB;
				sumAB += weight * valueA * valueB;
			}
			moments[0][x] = sumA;
			moments[1][x] = sumB;
			moments[2][x] = sumAA;
			moments[3][x] = sumBB;
			moments[4][x] = sumAB;
		}
	}

	/** The moments of the window whose first row is at {@code oldest} in the ring of rows, modulo its length. */
	private static void filterColumns(final double[][][] rows, final long oldest, final double[][] moments) {
		for (int m = 0; m < MOMENTS; m++)
			for (int x = 0; x < moments[m].length; x++) {
				double sum = 0;
				for (int k = 0; k < WINDOW; k++)
					sum += GAUSSIAN[k] * rows[(int) ((oldest + k) % WINDOW)][m][x];
				moments[m][x] = sum;
			}
	}

	private static double[] gaussian(final double sigma) {
		final double[] weights = new double[WINDOW];
		double sum = 0;
		for (int k = 0; k < WINDOW; k++) {
			final double distance = k - WINDOW / 2;
			sum += weights[k] = Math.exp(-distance * distance / (2 * sigma * sigma));
		}
		for (int k = 0; k < WINDOW; k++)
			weights[k] /= sum;
		return weights;
	}
}
