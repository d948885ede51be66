package vernier.superres.volume;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import vernier.image.Affine;
import vernier.image.Progress;

/**
 * Makes a fine volume explain the measured slices of several stacks (see {@link LeastSquares}), with little weight for
 * voxels and slices that do not fit (Huber's weights).
 */
final class Reconstruction {

	/**
	 * The slices of a stack.
	 *
	 * @param raw as they were read: what is not finite does not count
	 * @param thick with all values finite
	 * @param axis of the stack's image that runs from slice to slice
	 * @param thickness of a slice, in slice distances
	 * @param place map from the stack's voxels to the world
	 * @param fit from the stack's values to those of the first stack
	 */
	record Measured(ThickStack raw, ThickStack thick, int axis, double thickness, Affine place, ValueFit fit) {

		/** Values normalised as those of the first stack. */
		private float[][] slices(final double low, final double width) {
			final float[][] slices = new float[thick.slices().length][];
			for (int w = 0; w < slices.length; w++) {
				slices[w] = thick.slices()[w].clone();
				for (int k = 0; k < slices[w].length; k++)
					slices[w][k] = (float) ((fit.value(slices[w][k] * thick.range().width() + thick.range().min()) - low) / width);
			}
			return slices;
		}
	}

	/** Least weight of the change's gradient against slices that are normalised to values of 0 to 1. */
	private static final double SMOOTHNESS = 0.005;
	/** That weight over the mean square of what slices miss in spite of the least weight: noise and motion must not ring. */
	private static final double PER_SQUARE = 120;
	private static final int ROUNDS = 3;

	private final List<Measured> stacks;
	private final int[] size;
	private final Affine toWorld;

	/**
	 * @param stacks the first one gives the volume its units of value, and all its slices are trusted alike
	 * @param size voxels of the volume along x, y, z
	 * @param toWorld map from them
	 */
	Reconstruction(final List<Measured> stacks, final int[] size, final Affine toWorld) {
		this.stacks = stacks;
		this.size = size.clone();
		this.toWorld = toWorld;
	}

	/** @param volume the start, x fastest; improved in place, but where it is not-a-number */
	void improve(final float[] volume, final Progress progress) {
		final ThickStack first = stacks.get(0).thick;
		final double low = first.range().min();
		final double width = first.range().width();
		final BitSet missing = new BitSet(volume.length);
		for (int i = 0; i < volume.length; i++) {
			missing.set(i, Float.isNaN(volume[i]));
			volume[i] = missing.get(i) ? first.background() : (float) ((volume[i] - low) / width);
		}
		final List<LeastSquares.Term> terms = new ArrayList<>();
		for (final Measured stack : stacks)
			terms.add(term(stack, stack.slices(low, width)));
		final float[] start = volume.clone();
		double smoothness = SMOOTHNESS;
		for (int round = 0; round < ROUNDS; round++) {
			if (round > 0) {
				double square = 0;
				for (final LeastSquares.Term term : terms)
					square += Math.pow(SliceWeights.robust(term, volume), 2) / terms.size();
				if (round == 1)
					smoothness = Math.max(SMOOTHNESS, PER_SQUARE * square);
				System.arraycopy(start, 0, volume, 0, start.length);
			}
			new LeastSquares(terms, size, smoothness).improve(volume, progress.part((double) round / ROUNDS, (round + 1.0) /
				ROUNDS));
		}
		for (int i = 0; i < volume.length; i++)
			volume[i] = missing.get(i) ? Float.NaN : (float) (volume[i] * width + low);
	}

	private LeastSquares.Term term(final Measured stack, final float[][] slices) {
		final SliceModel model = new SliceModel(size, toWorld, stack.thick, stack.axis, stack.place, stack.thickness);
		final float[] trust = new float[slices.length];
		for (int w = 0; w < trust.length; w++)
			trust[w] = stack == stacks.get(0) ? 1 : SliceWeights.trust(w, trust.length);
		return new LeastSquares.Term(model, slices, SliceWeights.inside(model, stack.raw, trust), trust);
	}
}
