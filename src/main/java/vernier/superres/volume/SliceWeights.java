package vernier.superres.volume;

import java.util.Arrays;

/** How far the voxels of a stack are trusted. */
final class SliceWeights {

	/** Huber's constant: 95 % efficient where errors are normal. */
	private static final double HUBER = 1.345;
	/** Makes a median absolute deviation the standard deviation of a normal distribution. */
	private static final double SIGMA = 1.4826;

	/** Slice distances over which trust rises from a stack's end. */
	private static final double RAMP = 1.5;

	private SliceWeights() {}

	/** How far a place in a stack is trusted that ends within the volume: less towards its first and last slice. */
	static float trust(final double slice, final int slices) {
		return (float) Math.max(0, Math.min(1, (Math.min(slice, slices - 1 - slice) + 0.5) / RAMP));
	}

	/**
	 * The slice's trust for voxels within the volume, 0 for others.
	 *
	 * @param stack as it was read: what is not finite has no weight either
	 */
	static float[][] inside(final SliceModel model, final ThickStack stack, final float[] trust) {
		final float[][] weights = new float[stack.slices().length][stack.nu() * stack.nv()];
		for (int w = 0; w < weights.length; w++)
			for (int v = 0; v < stack.nv(); v++)
				for (int u = 0; u < stack.nu(); u++)
					weights[w][v * stack.nu() + u] = Float.isFinite(stack.slices()[w][v * stack.nu() + u]) && model
						.isInside(u, v, w) ? trust[w] : 0;
		return weights;
	}

	/**
	 * Sets weights by what the volume misses of each voxel, in units of the typical miss of the stack's bright voxels, and
	 * by how much worse than the stack's median a whole slice fits, as one does that was acquired while the subject moved.
	 *
	 * @return the typical miss, as a standard deviation; 0 where nothing counts
	 */
	static double robust(final LeastSquares.Term term, final float[] volume) {
		final float[][] missed = new float[term.slices().length][term.model().sliceSize()];
		term.model().forward(volume, missed);
		final double[] fit = new double[missed.length];
		int total = 0;
		for (int w = 0; w < missed.length; w++)
			for (int i = 0; i < missed[w].length; i++) {
				missed[w][i] = term.slices()[w][i] - missed[w][i];
				if (counts(term, w, i))
					total++;
			}
		if (total == 0)
			return 0;
		final float[] sizes = new float[total];
		int at = 0;
		for (int w = 0; w < missed.length; w++) {
			double sum = 0;
			int n = 0;
			for (int i = 0; i < missed[w].length; i++)
				if (counts(term, w, i)) {
					sizes[at++] = Math.abs(missed[w][i]);
					sum += (double) missed[w][i] * missed[w][i];
					n++;
				}
			fit[w] = n == 0 ? Double.NaN : Math.sqrt(sum / n);
		}
		Arrays.sort(sizes);
		final double sigma = Math.max(1e-4, SIGMA * sizes[total / 2]);
		final double[] known = Arrays.stream(fit).filter(Double::isFinite).sorted().toArray();
		final double typical = known[known.length / 2];
		for (int w = 0; w < missed.length; w++) {
			final double slice = term.trust()[w] * (fit[w] > 1.5 * typical ? Math.pow(1.5 * typical / fit[w], 2) : 1);
			for (int i = 0; i < missed[w].length; i++)
				if (term.weights()[w][i] > 0)
					term.weights()[w][i] = (float) (slice * Math.min(1, HUBER * sigma / Math.max(1e-12, Math.abs(missed[w][i]))));
		}
		return sigma;
	}

	private static boolean counts(final LeastSquares.Term term, final int w, final int i) {
		return term.weights()[w][i] > 0 && term.slices()[w][i] > 0.08;
	}
}
