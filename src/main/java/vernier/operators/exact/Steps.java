package vernier.operators.exact;

/** Differences between neighbours. */
final class Steps {

	private Steps() {}

	/** Size of the step to the right and down neighbours; beyond the border there is no step. */
	static float[] sizes(final float[] luma, final int width, final int height) {
		final float[] steps = new float[luma.length];
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++)
				for (int x = 0; x < width; x++) {
					final int i = y * width + x;
					final float dx = x < width - 1 ? luma[i + 1] - luma[i] : 0;
					final float dy = y < height - 1 ? luma[i + width] - luma[i] : 0;
					steps[i] = (float) Math.sqrt(dx * dx + dy * dy);
				}
		});
		return steps;
	}
}
