package vernier.operators.exact;

import vernier.image.Border;

/**
 * Convolution with a sampled Gaussian. The border is a mirror that repeats the pixel at it, so that the filter is its
 * own adjoint and keeps the sum of all pixels.
 */
final class GaussianFilter {

	/** The kernel from its centre outwards; with its mirror image it adds up to 1. */
	private final float[] kernel;

	/**
	 * @param sigma standard deviation in pixels, above 0
	 * @param radius pixels on each side of the centre
	 */
	GaussianFilter(final double sigma, final int radius) {
		final double[] weights = new double[radius + 1];
		double sum = 0;
		for (int i = 0; i <= radius; i++) {
			weights[i] = Math.exp(-0.5 * i * i / (sigma * sigma));
			sum += (i == 0 ? 1 : 2) * weights[i];
		}
		kernel = new float[radius + 1];
		for (int i = 0; i <= radius; i++)
			kernel[i] = (float) (weights[i] / sum);
	}

	/** @return the filtered values, in a new array */
	float[] apply(final float[] values, final int width, final int height) {
		final int radius = kernel.length - 1;
		final float[] across = new float[values.length];
		Parallel.rows(height, (from, to) -> {
			final float[] row = new float[width + 2 * radius];
			for (int y = from; y < to; y++) {
				for (int i = 0; i < radius; i++) {
					row[i] = values[y * width + Border.mirrored(i - radius, width)];
					row[radius + width + i] = values[y * width + Border.mirrored(width + i, width)];
				}
				System.arraycopy(values, y * width, row, radius, width);
				for (int i = 0; i <= radius; i++)
					add(kernel[i], row, radius - i, row, radius + i, i == 0, across, y * width, width);
			}
		});
		final float[] result = new float[values.length];
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++)
				for (int i = 0; i <= radius; i++)
					add(kernel[i], across, Border.mirrored(y - i, height) * width, across, Border.mirrored(y + i, height) * width, i == 0,
						result, y * width, width);
		});
		return result;
	}

	private static void add(final float factor, final float[] a, final int atA, final float[] b, final int atB,
		final boolean once, final float[] sum, final int at, final int n)
	{
		if (once)
			for (int j = 0; j < n; j++)
				sum[at + j] += factor * a[atA + j];
		else
			for (int j = 0; j < n; j++)
				sum[at + j] += factor * (a[atA + j] + b[atB + j]);
	}
}
