package vernier.operators.exact;

/**
 * Halving and doubling of pictures for Laplacian pyramids: P. Burt, E. Adelson, "The Laplacian Pyramid as a Compact
 * Image Code", IEEE Trans. Communications 31, 1983, with the binomial kernel 1 4 6 4 1 and mirrored borders.
 */
final class Pyramid {

	private Pyramid() {}

	/** Columns or rows of the next coarser level. */
	static int half(final int n) {
		return (n + 1) / 2;
	}

	/** Smooths and keeps every second pixel, beginning with the first. */
	static float[] reduce(final float[] values, final int width, final int height) {
		final int w = half(width), h = half(height);
		final float[] result = new float[w * h];
		Parallel.rows(h, (from, to) -> {
			final float[] row = new float[width];
			for (int y = from; y < to; y++) {
				final int a = Mirror.index(2 * y - 2, height) * width, b = Mirror.index(2 * y - 1, height) * width,
						c = 2 * y * width, d = Mirror.index(2 * y + 1, height) * width,
						e = Mirror.index(2 * y + 2, height) * width;
				for (int x = 0; x < width; x++)
					row[x] = binomial(values[a + x], values[b + x], values[c + x], values[d + x], values[e + x]);
				for (int x = 0; x < w; x++) {
					final int i = 2 * x;
					result[y * w + x] = i >= 2 && i < width - 2 //
						? binomial(row[i - 2], row[i - 1], row[i], row[i + 1], row[i + 2]) //
						: binomial(row[Mirror.index(i - 2, width)], row[Mirror.index(i - 1, width)], row[i],
							row[Mirror.index(i + 1, width)], row[Mirror.index(i + 2, width)]);
				}
			}
		});
		return result;
	}

	private static float binomial(final float a, final float b, final float c, final float d, final float e) {
		return ((a + e) + 4 * (b + d) + 6 * c) / 16;
	}

	/** Enlarges a level to the size of the finer one; in the result, rows and columns of it are 0, 2, 4 and so on. */
	static float[] expand(final float[] coarse, final int width, final int height) {
		final int w = half(width), h = half(height);
		final float[] result = new float[width * height];
		Parallel.rows(height, (from, to) -> {
			final float[] row = new float[w];
			for (int y = from; y < to; y++) {
				final int k = y / 2, b = k * w, c = next(k, height) * w;
				if ((y & 1) == 0) {
					final int a = previous(k, height) * w;
					for (int x = 0; x < w; x++)
						row[x] = (coarse[a + x] + coarse[c + x] + 6 * coarse[b + x]) / 8;
				}
				else
					for (int x = 0; x < w; x++)
						row[x] = (coarse[b + x] + coarse[c + x]) / 2;
				final int start = y * width;
				for (int x = 0; x < w; x++) {
					result[start + 2 * x] = (row[previous(x, width)] + row[next(x, width)] + 6 * row[x]) / 8;
					if (2 * x + 1 < width)
						result[start + 2 * x + 1] = (row[x] + row[next(x, width)]) / 2;
				}
			}
		});
		return result;
	}

	/** The coarse index before, as the finer level's mirror shows it. */
	private static int previous(final int k, final int finer) {
		return k > 0 ? k - 1 : Mirror.index(2, finer) / 2;
	}

	private static int next(final int k, final int finer) {
		return 2 * k + 2 < finer ? k + 1 : Mirror.index(2 * k + 2, finer) / 2;
	}
}
