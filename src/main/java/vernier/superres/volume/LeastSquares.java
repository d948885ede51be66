package vernier.superres.volume;

import java.util.List;

import vernier.image.Progress;

/**
 * The volume that explains several stacks best: minimises the sum of weighted squares of what slices miss, and a penalty
 * on the squared gradient of the change from the start, by conjugate gradients (as in super-resolution reconstruction of
 * fetal MRI, Gholipour, Estroff and Warfield 2010; Kuklisova-Murgasova et al. 2012). Starting from, and penalising the
 * change from, a learned volume leaves what no stack contradicts to the network.
 */
final class LeastSquares {

	/** A stack with how its slices come about, and how far each voxel and, whatever fits, each slice is trusted. */
	record Term(SliceModel model, float[][] slices, float[][] weights, float[] trust) {}

	private static final int STEPS = 8;
	/** Stops when the residual of the equations has fallen to this part. */
	private static final double ENOUGH = 1e-3;

	private final List<Term> terms;
	private final int[] size;
	private final double smoothness;

	/**
	 * @param size of the grid along x, y, z
	 * @param smoothness weight of the penalty
	 */
	LeastSquares(final List<Term> terms, final int[] size, final double smoothness) {
		this.terms = terms;
		this.size = size.clone();
		this.smoothness = smoothness;
	}

	/** Improves a volume in place. */
	void improve(final float[] volume, final Progress progress) {
		final int n = volume.length;
		float[] residual = new float[n];
		for (final Term term : terms) {
			final float[][] slices = empty(term);
			term.model.forward(volume, slices);
			for (int w = 0; w < slices.length; w++)
				for (int i = 0; i < slices[w].length; i++)
					slices[w][i] = term.weights[w][i] * (term.slices[w][i] - slices[w][i]);
			term.model.addTransposed(slices, residual);
		}
		final float[] direction = residual.clone();
		final float[] applied = new float[n];
		double square = dot(residual, residual);
		final double first = square;
		for (int step = 0; step < STEPS && square > ENOUGH * ENOUGH * first; step++) {
			progress.checkCancelled();
			apply(direction, applied);
			final double length = square / dot(direction, applied);
			for (int i = 0; i < n; i++) {
				volume[i] += (float) (length * direction[i]);
				residual[i] -= (float) (length * applied[i]);
			}
			final double next = dot(residual, residual);
			for (int i = 0; i < n; i++)
				direction[i] = (float) (residual[i] + next / square * direction[i]);
			square = next;
			progress.update((step + 1.0) / STEPS);
		}
	}

	/** The matrix of the normal equations. */
	private void apply(final float[] change, final float[] result) {
		gradientSquared(change, result);
		for (final Term term : terms) {
			final float[][] slices = empty(term);
			term.model.forward(change, slices);
			for (int w = 0; w < slices.length; w++)
				for (int i = 0; i < slices[w].length; i++)
					slices[w][i] *= term.weights[w][i];
			term.model.addTransposed(slices, result);
		}
	}

	private static float[][] empty(final Term term) {
		return new float[term.slices.length][term.model.sliceSize()];
	}

	/** Smoothness times the negative Laplacian, no flow through the border. */
	private void gradientSquared(final float[] in, final float[] out) {
		final int[] stride = { 1, size[0], size[0] * size[1] };
		final double weight = smoothness;
		for (int z = 0, at = 0; z < size[2]; z++)
			for (int y = 0; y < size[1]; y++)
				for (int x = 0; x < size[0]; x++, at++) {
					double sum = 0;
					final int[] place = { x, y, z };
					for (int d = 0; d < 3; d++) {
						if (place[d] > 0)
							sum += in[at] - in[at - stride[d]];
						if (place[d] < size[d] - 1)
							sum += in[at] - in[at + stride[d]];
					}
					out[at] = (float) (weight * sum);
				}
	}

	private static double dot(final float[] a, final float[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += (double) a[i] * b[i];
		return sum;
	}
}
