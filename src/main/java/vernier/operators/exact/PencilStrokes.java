package vernier.operators.exact;

import vernier.image.Progress;

/** The outlines of a pencil drawing: Lu, Xu, Jia, NPAR 2012, section 3.1. */
final class PencilStrokes {

	private static final int DIRECTIONS = 8;

	private PencilStrokes() {}

	/**
	 * How much each pixel is covered by strokes: each step is drawn as a line in the one of 8 directions in which it is
	 * continued best (equations 2 to 4).
	 *
	 * @param reach length of a line to each side of its middle
	 * @return 0 or more, in the unit of the steps
	 */
	static float[] draw(final float[] steps, final int width, final int height, final int reach,
		final Progress progress)
	{
		final float[] best = new float[steps.length], strokes = new float[steps.length];
		final byte[] direction = new byte[steps.length];
		for (int d = 0; d < DIRECTIONS; d++) {
			progress.checkCancelled();
			progress.update(0.5 * d / DIRECTIONS);
			final float[] along = new float[steps.length];
			addLines(steps, along, width, height, d, reach);
			for (int i = 0; i < best.length; i++)
				if (along[i] > best[i]) {
					best[i] = along[i];
					direction[i] = (byte) d;
				}
		}
		final float[] own = new float[steps.length];
		for (int d = 0; d < DIRECTIONS; d++) {
			progress.checkCancelled();
			progress.update(0.5 + 0.5 * d / DIRECTIONS);
			for (int i = 0; i < own.length; i++)
				own[i] = direction[i] == d ? steps[i] : 0;
			addLines(own, strokes, width, height, d, reach);
		}
		return strokes;
	}

	/** Adds the means along lines in a direction; lines end at the border. */
	private static void addLines(final float[] from, final float[] to, final int width, final int height,
		final int direction, final int reach)
	{
		final double angle = Math.PI * direction / DIRECTIONS, dx = Math.cos(angle), dy = Math.sin(angle);
		final double longer = Math.max(Math.abs(dx), Math.abs(dy));
		final float share = 1f / (2 * reach + 1);
		Parallel.rows(height, (first, last) -> {
			for (int y = first; y < last; y++)
				for (int t = -reach; t <= reach; t++) {
					final int x0 = (int) Math.rint(t * dx / longer), row = y + (int) Math.rint(t * dy / longer);
					if (row < 0 || row >= height)
						continue;
					final int target = y * width, source = row * width + x0;
					for (int x = Math.max(0, -x0); x < Math.min(width, width - x0); x++)
						to[target + x] += share * from[source + x];
				}
		});
	}
}
