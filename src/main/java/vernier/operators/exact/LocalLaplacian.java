package vernier.operators.exact;

import vernier.image.Progress;

/**
 * The local Laplacian filter: changes the size of steps, whatever their width, without halos at edges.
 * <p>
 * M. Aubry, S. Paris, S. Hasinoff, J. Kautz, F. Durand, "Fast Local Laplacian Filters: Theory and Applications", ACM
 * TOG 33(5), 2014, section 5: the Laplacian coefficient at each place is that of the picture remapped about the value
 * g that the Gaussian pyramid has there; it is computed for {@value #SAMPLES} values g from 0 to 1 and interpolated
 * linearly between them. There are {@value #LEVELS} levels, and what remains is kept, so that a finite neighbourhood
 * decides.
 */
final class LocalLaplacian {

	private static final int SAMPLES = 21, LEVELS = 5;

	/** Entries of the table of the remapping, for steps 0 to 1. */
	private static final int TABLE = 4096;

	private final float[] values;
	private final int[] widths = new int[LEVELS + 1], heights = new int[LEVELS + 1];

	private LocalLaplacian(final float[] values, final int width, final int height) {
		this.values = values;
		widths[0] = width;
		heights[0] = height;
		for (int l = 0; l < LEVELS; l++) {
			widths[l + 1] = Pyramid.half(widths[l]);
			heights[l + 1] = Pyramid.half(heights[l]);
		}
	}

	/** @param remap new size of a step by its size, 0 for 0 */
	static float[] apply(final float[] values, final int width, final int height, final ToneCurve remap,
		final Progress progress)
	{
		return new LocalLaplacian(values, width, height).run(remap, progress);
	}

	private float[] run(final ToneCurve remap, final Progress progress) {
		final float[] table = new float[TABLE + 2];
		for (int i = 0; i < table.length; i++)
			table[i] = remap.at((float) i / TABLE);
		final float[][] gaussian = gaussian(values);
		float least = 1, most = 0;
		for (final float v : values) {
			least = Math.min(least, v);
			most = Math.max(most, v);
		}
		final float[][] result = new float[LEVELS][];
		for (int l = 0; l < LEVELS; l++)
			result[l] = new float[gaussian[l].length];
		for (int k = 0; k < SAMPLES; k++) {
			progress.checkCancelled();
			progress.update((double) k / SAMPLES);
			// values of the picture that have no weight here
			if ((k + 1f) / (SAMPLES - 1) < least || (k - 1f) / (SAMPLES - 1) > most)
				continue;
			final float[][] remapped = gaussian(remap((float) k / (SAMPLES - 1), table));
			for (int l = 0; l < LEVELS; l++)
				accumulate(remapped[l], remapped[l + 1], gaussian[l], result[l], k, l);
		}
		return collapse(result, gaussian[LEVELS]);
	}

	private float[][] gaussian(final float[] picture) {
		final float[][] levels = new float[LEVELS + 1][];
		levels[0] = picture;
		for (int l = 0; l < LEVELS; l++)
			levels[l + 1] = Pyramid.reduce(levels[l], widths[l], heights[l]);
		return levels;
	}

	/** The picture with the steps from g to each value changed. */
	private float[] remap(final float g, final float[] table) {
		final float[] result = new float[values.length];
		Parallel.rows(heights[0], (from, to) -> {
			for (int i = from * widths[0]; i < to * widths[0]; i++) {
				final float step = values[i] - g, place = Math.abs(step) * TABLE;
				final int entry = Math.min(TABLE, (int) place);
				// beyond the table as steep as at its end
				final float size = table[entry] + (place - entry) * (table[entry + 1] - table[entry]);
				result[i] = g + (step < 0 ? -size : size);
			}
		});
		return result;
	}

	/** Adds the Laplacian coefficients where the Gaussian pyramid is near sample k. */
	private void accumulate(final float[] fine, final float[] coarse, final float[] gaussian, final float[] result,
		final int k, final int level)
	{
		final float[] smooth = Pyramid.expand(coarse, widths[level], heights[level]);
		Parallel.rows(heights[level], (from, to) -> {
			for (int i = from * widths[level]; i < to * widths[level]; i++) {
				final float place = Math.max(0, Math.min(1, gaussian[i])) * (SAMPLES - 1);
				result[i] += Math.max(0, 1 - Math.abs(place - k)) * (fine[i] - smooth[i]);
			}
		});
	}

	private float[] collapse(final float[][] laplacian, final float[] rest) {
		float[] result = rest;
		for (int l = LEVELS - 1; l >= 0; l--) {
			final float[] finer = Pyramid.expand(result, widths[l], heights[l]);
			for (int i = 0; i < finer.length; i++)
				finer[i] += laplacian[l][i];
			result = finer;
		}
		return result;
	}
}
