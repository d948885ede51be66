package vernier.operators.exact;

/** Means over square windows, which the border of the picture clips; time does not depend on their size. */
final class BoxFilter {

	/** Columns summed at the same time: some, so that memory is read in order; each by itself from top to bottom. */
	private static final int COLUMNS = 32;

	private BoxFilter() {}

	/** The mean over (2 radius + 1) x (2 radius + 1) pixels; the same to the last bit on any number of threads. */
	static float[] mean(final float[] values, final int width, final int height, final int radius) {
		final float[] rows = new float[values.length];
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++)
				alongRow(values, rows, y * width, width, radius);
		});
		final float[] result = new float[values.length];
		Parallel.rows((width + COLUMNS - 1) / COLUMNS, (from, to) -> {
			for (int block = from; block < to; block++)
				alongColumns(rows, result, width, height, radius, block * COLUMNS);
		});
		return result;
	}

	private static void alongRow(final float[] from, final float[] to, final int start, final int n, final int radius) {
		double sum = 0;
		for (int x = 0; x < Math.min(radius, n); x++)
			sum += from[start + x];
		for (int x = 0; x < n; x++) {
			if (x + radius < n)
				sum += from[start + x + radius];
			if (x > radius)
				sum -= from[start + x - radius - 1];
			to[start + x] = (float) (sum / (Math.min(n, x + radius + 1) - Math.max(0, x - radius)));
		}
	}

	private static void alongColumns(final float[] from, final float[] to, final int width, final int height,
		final int radius, final int first)
	{
		final int n = Math.min(COLUMNS, width - first);
		final double[] sums = new double[n];
		for (int y = 0; y < Math.min(radius, height); y++)
			for (int x = 0; x < n; x++)
				sums[x] += from[y * width + first + x];
		for (int y = 0; y < height; y++) {
			if (y + radius < height)
				for (int x = 0; x < n; x++)
					sums[x] += from[(y + radius) * width + first + x];
			if (y > radius)
				for (int x = 0; x < n; x++)
					sums[x] -= from[(y - radius - 1) * width + first + x];
			final double share = 1.0 / (Math.min(height, y + radius + 1) - Math.max(0, y - radius));
			for (int x = 0; x < n; x++)
				to[y * width + first + x] = (float) (sums[x] * share);
		}
	}
}
