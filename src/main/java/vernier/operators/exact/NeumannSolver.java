package vernier.operators.exact;

/**
 * Solves (1 + beta L) u = f, where L is minus the Laplacian of five points with reflecting borders. Direct: a cosine
 * transform (DCT-II, by J. Makhoul, "A fast cosine transform in one and two dimensions", 1980) of the columns leaves
 * a tridiagonal system for every row.
 */
final class NeumannSolver {

	/** Columns transformed at a time: half of them as real parts, half as imaginary parts. */
	private static final int LANES = 32;

	private final int width;
	private final int height;
	private final LaneFft fft;
	private final float[] cos;
	private final float[] sin;

	NeumannSolver(final int width, final int height) {
		this.width = width;
		this.height = height;
		fft = new LaneFft(height, LANES);
		cos = new float[height];
		sin = new float[height];
		for (int k = 0; k < height; k++) {
			cos[k] = (float) Math.cos(Math.PI * k / (2 * height));
			sin[k] = (float) Math.sin(Math.PI * k / (2 * height));
		}
	}

	/** @param values f, row by row; becomes u */
	void solve(final float[] values, final double beta) {
		transform(values, true);
		Parallel.rows(height, (from, to) -> {
			final double[] factor = new double[width];
			for (int k = from; k < to; k++) {
				final double half = Math.sin(Math.PI * k / (2 * height));
				row(values, k * width, beta, 1 + beta * 4 * half * half, factor);
			}
		});
		transform(values, false);
	}

	/** Thomas' algorithm; in double, for where the sum of all is fixed by the 1 in 1 + beta L alone. */
	private void row(final float[] values, final int start, final double beta, final double diagonal,
		final double[] factor)
	{
		double before = 0;
		final double[] forward = new double[width];
		for (int x = 0; x < width; x++) {
			final int neighbours = (x > 0 ? 1 : 0) + (x + 1 < width ? 1 : 0);
			final double pivot = 1 / (diagonal + beta * (neighbours - (x > 0 ? factor[x - 1] : 0)));
			factor[x] = beta * pivot;
			before = (values[start + x] + beta * before) * pivot;
			forward[x] = before;
		}
		double after = 0;
		for (int x = width - 1; x >= 0; x--) {
			after = forward[x] + (x + 1 < width ? factor[x] * after : 0);
			values[start + x] = (float) after;
		}
	}

	private void transform(final float[] values, final boolean forward) {
		final int strips = (width + 2 * LANES - 1) / (2 * LANES);
		Parallel.rows(strips, (from, to) -> {
			final float[] re = new float[fft.size()];
			final float[] im = new float[fft.size()];
			final float[] re2 = new float[fft.size()];
			final float[] im2 = new float[fft.size()];
			for (int strip = from; strip < to; strip++) {
				final int x = strip * 2 * LANES;
				final int first = Math.min(LANES, width - x);
				final int second = Math.max(0, Math.min(LANES, width - x - LANES));
				if (forward)
					forward(values, x, first, second, re, im, re2, im2);
				else
					inverse(values, x, first, second, re, im, re2, im2);
			}
		});
	}

	/** Where row y goes before the transform: the even rows in order, then the odd ones backwards. */
	private int place(final int y) {
		return y % 2 == 0 ? y / 2 : height - 1 - y / 2;
	}

	private void forward(final float[] values, final int x, final int first, final int second, final float[] re,
		final float[] im, final float[] re2, final float[] im2)
	{
		for (int y = 0; y < height; y++) {
			System.arraycopy(values, y * width + x, re, place(y) * LANES, first);
			if (second > 0)
				System.arraycopy(values, y * width + x + LANES, im, place(y) * LANES, second);
		}
		fft.transform(re, im, re2, im2);
		for (int k = 0; k < height; k++) {
			final int here = k * LANES;
			final int mirror = (height - k) % height * LANES;
			final int row = k * width + x;
			final float c = cos[k] / 2;
			final float s = sin[k] / 2;
			for (int j = 0; j < first; j++)
				values[row + j] = c * (re[here + j] + re[mirror + j]) + s * (im[here + j] - im[mirror + j]);
			for (int j = 0; j < second; j++)
				values[row + LANES + j] = c * (im[here + j] + im[mirror + j]) - s * (re[here + j] - re[mirror + j]);
		}
	}

	private void inverse(final float[] values, final int x, final int first, final int second, final float[] re,
		final float[] im, final float[] re2, final float[] im2)
	{
		for (int k = 0; k < height; k++) {
			final int here = k * LANES;
			final int row = k * width + x;
			final int mirror = (height - k) * width + x;
			final boolean has = k > 0;
			final float c = cos[k] / height;
			final float s = sin[k] / height;
			// V = (X[k] - i X[n - k]) exp(i pi k / 2n) for both halves; re + i im = V of the first + i V of the second
			for (int j = 0; j < first; j++) {
				final float a = values[row + j];
				final float b = has ? values[mirror + j] : 0;
				re[here + j] = a * c + b * s;
				im[here + j] = a * s - b * c;
			}
			for (int j = 0; j < second; j++) {
				final float a = values[row + LANES + j];
				final float b = has ? values[mirror + LANES + j] : 0;
				re[here + j] -= a * s - b * c;
				im[here + j] += a * c + b * s;
			}
		}
		// the inverse is the transform with both parts exchanged
		fft.transform(im, re, im2, re2);
		for (int y = 0; y < height; y++) {
			System.arraycopy(re, place(y) * LANES, values, y * width + x, first);
			if (second > 0)
				System.arraycopy(im, place(y) * LANES, values, y * width + x + LANES, second);
		}
	}
}
