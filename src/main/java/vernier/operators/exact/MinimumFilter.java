package vernier.operators.exact;

import java.util.Arrays;

/** The smallest value in square windows, which the border of the picture clips. */
final class MinimumFilter {

	private MinimumFilter() {}

	/** The minimum over (2 radius + 1) x (2 radius + 1) pixels; for small radii. */
	static float[] apply(final float[] values, final int width, final int height, final int radius) {
		final float[] rows = new float[values.length], result = new float[values.length];
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++) {
				final int start = y * width;
				System.arraycopy(values, start, rows, start, width);
				for (int d = 1; d <= Math.min(radius, width - 1); d++)
					for (int x = 0; x < width - d; x++) {
						rows[start + x] = Math.min(rows[start + x], values[start + x + d]);
						rows[start + x + d] = Math.min(rows[start + x + d], values[start + x]);
					}
			}
		});
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++) {
				final int start = y * width;
				Arrays.fill(result, start, start + width, Float.POSITIVE_INFINITY);
				for (int other = Math.max(0, y - radius); other < Math.min(height, y + radius + 1); other++)
					for (int x = 0; x < width; x++)
						result[start + x] = Math.min(result[start + x], rows[other * width + x]);
			}
		});
		return result;
	}
}
