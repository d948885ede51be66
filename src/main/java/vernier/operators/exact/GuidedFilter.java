package vernier.operators.exact;

import vernier.image.Progress;

/**
 * The guided filter: K. He, J. Sun, X. Tang, "Guided Image Filtering", ECCV 2010 (TPAMI 2013). The result is locally
 * an affine function of the guide: equations 19 to 21 for colour guides, 5, 6 and 8 for gray ones.
 */
final class GuidedFilter {

	private GuidedFilter() {}

	/**
	 * Filters values by a picture of the same size.
	 *
	 * @param radius of the square windows, in pixels
	 * @param epsilon variance of the guide below which windows are just averaged
	 */
	static float[] apply(final Picture guide, final float[] values, final int radius, final double epsilon,
		final Progress progress)
	{
		final int width = guide.width(), height = guide.height(), n = guide.channels().length;
		final float[][] means = new float[n][], products = new float[n][], covariances = new float[n * (n + 1) / 2][];
		final float[] mean = BoxFilter.mean(values, width, height, radius);
		for (int i = 0, k = 0; i < n; i++) {
			progress.checkCancelled();
			progress.update(0.7 * i / n);
			means[i] = BoxFilter.mean(guide.channels()[i], width, height, radius);
			products[i] = meanOfProduct(guide.channels()[i], values, width, height, radius);
			for (int j = 0; j <= i; j++)
				covariances[k++] = meanOfProduct(guide.channels()[i], guide.channels()[j], width, height, radius);
		}
		// a takes the place of the products, b that of the mean
		Parallel.rows(height, (from, to) -> {
			final double[][] matrix = new double[n][n];
			final double[] a = new double[n];
			for (int p = from * width; p < to * width; p++) {
				for (int i = 0, k = 0; i < n; i++) {
					for (int j = 0; j <= i; j++)
						matrix[i][j] = covariances[k++][p] - (double) means[i][p] * means[j][p];
					matrix[i][i] = Math.max(0, matrix[i][i]) + epsilon;
					a[i] = products[i][p] - (double) means[i][p] * mean[p];
				}
				solve(matrix, a);
				double b = mean[p];
				for (int i = 0; i < n; i++) {
					products[i][p] = (float) a[i];
					b -= a[i] * means[i][p];
				}
				mean[p] = (float) b;
			}
		});
		final float[] result = BoxFilter.mean(mean, width, height, radius);
		for (int i = 0; i < n; i++) {
			progress.checkCancelled();
			progress.update(0.7 + 0.3 * i / n);
			final float[] slope = BoxFilter.mean(products[i], width, height, radius), channel = guide.channels()[i];
			for (int p = 0; p < result.length; p++)
				result[p] += slope[p] * channel[p];
		}
		return result;
	}

	private static float[] meanOfProduct(final float[] a, final float[] b, final int width, final int height,
		final int radius)
	{
		final float[] product = new float[a.length];
		for (int i = 0; i < product.length; i++)
			product[i] = a[i] * b[i];
		return BoxFilter.mean(product, width, height, radius);
	}

	/** Solves a small symmetric positive system by Cholesky's method; only the lower half is read, and overwritten. */
	private static void solve(final double[][] m, final double[] x) {
		final int n = x.length;
		for (int i = 0; i < n; i++) {
			for (int j = 0; j <= i; j++) {
				double sum = m[i][j];
				for (int k = 0; k < j; k++)
					sum -= m[i][k] * m[j][k];
				// rounding may have eaten the positive rest that epsilon leaves
				m[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / m[j][j];
			}
			for (int k = 0; k < i; k++)
				x[i] -= m[i][k] * x[k];
			x[i] /= m[i][i];
		}
		for (int i = n - 1; i >= 0; i--) {
			for (int k = i + 1; k < n; k++)
				x[i] -= m[k][i] * x[k];
			x[i] /= m[i][i];
		}
	}
}
