package vernier.operators.exact;

/** The smallest or greatest value in square windows, which the border of the picture clips. */
public final class WindowExtremes {

	/** Which of two values is kept. */
	private interface Choice {

		/** Of two rows, at each place. */
		void keep(float[] kept, int at, float[] others, int from, int count);
	}

	private WindowExtremes() {}

	/**
	 * The least value within (2 radius + 1) x (2 radius + 1) pixels; for small radii.
	 *
	 * @param values width x height
	 */
	public static float[] least(final float[] values, final int width, final int height, final int radius) {
		return filter(values, width, height, radius, (kept, at, others, from, count) -> {
			for (int x = 0; x < count; x++)
				kept[at + x] = Math.min(kept[at + x], others[from + x]);
		});
	}

	/** The greatest value, likewise. */
	public static float[] greatest(final float[] values, final int width, final int height, final int radius) {
		return filter(values, width, height, radius, (kept, at, others, from, count) -> {
			for (int x = 0; x < count; x++)
				kept[at + x] = Math.max(kept[at + x], others[from + x]);
		});
	}

	private static float[] filter(final float[] values, final int width, final int height, final int radius,
		final Choice choice)
	{
		final float[] rows = values.clone(), result = new float[values.length];
		final int most = Math.min(radius, width - 1);
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++)
				for (int d = 1; d <= most; d++) {
					choice.keep(rows, y * width, values, y * width + d, width - d);
					choice.keep(rows, y * width + d, values, y * width, width - d);
				}
		});
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++) {
				System.arraycopy(rows, y * width, result, y * width, width);
				for (int other = Math.max(0, y - radius); other < Math.min(height, y + radius + 1); other++)
					choice.keep(result, y * width, rows, other * width, width);
			}
		});
		return result;
	}
}
