package vernier.superres.volume;

import java.util.Arrays;

import vernier.superres.CubicKernel;

/**
 * A linear map along one axis as rows of weights: output i is the sum of weights times consecutive inputs, at least one.
 * Rows sum to 1; beyond the ends of the input its last value goes on.
 */
final class AxisWeights {

	private final int inputs;
	private final int[] first;
	private final float[][] rows;

	private AxisWeights(final int outputs, final int inputs) {
		this.inputs = inputs;
		first = new int[outputs];
		rows = new float[outputs][];
	}

	/**
	 * Cubic convolution (Keys 1981, a = -1/2) from slices to a grid that is finer by the factor.
	 *
	 * @param voxels of the fine grid
	 * @param slices of the coarse one
	 * @param factor voxels per slice
	 */
	static AxisWeights cubic(final int voxels, final int slices, final double factor) {
		final AxisWeights weights = new AxisWeights(voxels, slices);
		for (int i = 0; i < voxels; i++) {
			final double place = (i + 0.5) / factor - 0.5;
			final int from = (int) Math.floor(place) - 1;
			final double[] row = new double[4];
			for (int k = 0; k < 4; k++)
				row[k] = CubicKernel.value(place - from - k);
			weights.set(i, from, row);
		}
		return weights;
	}

	/**
	 * What slices with a Gaussian profile see of a fine grid.
	 *
	 * @param voxels of the fine grid
	 * @param slices of the coarse one
	 * @param factor voxels per slice
	 * @param thickness full width at half maximum of the profile, in slice distances; 0 for a point
	 */
	static AxisWeights profile(final int voxels, final int slices, final double factor, final double thickness) {
		final AxisWeights weights = new AxisWeights(slices, voxels);
		final boolean point = thickness <= 0;
		// narrower than that it would fall between two voxels
		final double width = Math.max(0.3, thickness * factor);
		final int reach = point ? 1 : (int) Math.ceil(Math.max(1, 1.3 * width)) + 1;
		for (int k = 0; k < slices; k++) {
			final double centre = (k + 0.5) * factor - 0.5;
			final int from = (int) Math.floor(centre) - reach + 1;
			final double[] row = new double[2 * reach];
			for (int i = 0; i < row.length; i++) {
				final double d = from + i - centre;
				row[i] = point ? Math.max(0, 1 - Math.abs(d)) : Math.exp(-4 * Math.log(2) * d * d / (width * width));
			}
			weights.set(k, from, row);
		}
		return weights;
	}

	private void set(final int output, final int from, final double[] row) {
		final int low = Math.max(0, Math.min(inputs - 1, from));
		final int high = Math.max(0, Math.min(inputs - 1, from + row.length - 1));
		final double[] inside = new double[high - low + 1];
		for (int i = 0; i < row.length; i++)
			inside[Math.max(low, Math.min(high, from + i)) - low] += row[i];
		final double sum = Arrays.stream(row).sum();
		first[output] = low;
		rows[output] = new float[inside.length];
		for (int i = 0; i < inside.length; i++)
			rows[output][i] = (float) (inside[i] / sum);
	}

	int outputs() {
		return rows.length;
	}

	int inputs() {
		return inputs;
	}

	/** First input of an output's sum. */
	int first(final int output) {
		return first[output];
	}

	/** Weights of an output's sum; not to be changed. */
	float[] row(final int output) {
		return rows[output];
	}

	/**
	 * Adds the least change of the inputs that changes every output by what is given, as far as outputs share no inputs: the
	 * transposed map, each output divided by the sum of its squared weights.
	 *
	 * @param change outputs x width values, width fastest
	 * @param in inputs x width values, changed in place
	 */
	void addLeastChange(final float[] change, final float[] in, final int width) {
		for (int i = 0; i < rows.length; i++) {
			double squares = 0;
			for (final float w : rows[i])
				squares += w * w;
			for (int k = 0; k < rows[i].length; k++) {
				final float w = (float) (rows[i][k] / squares);
				final int to = (first[i] + k) * width;
				for (int x = 0; x < width; x++)
					in[to + x] += w * change[i * width + x];
			}
		}
	}

	/**
	 * Applies the map to columns that lie side by side.
	 *
	 * @param in inputs x width values, width fastest
	 * @param out receives outputs x width values
	 */
	void apply(final float[] in, final float[] out, final int width) {
		for (int i = 0; i < rows.length; i++) {
			final int to = i * width;
			Arrays.fill(out, to, to + width, 0);
			for (int k = 0; k < rows[i].length; k++) {
				final float w = rows[i][k];
				final int from = (first[i] + k) * width;
				for (int x = 0; x < width; x++)
					out[to + x] += w * in[from + x];
			}
		}
	}
}
