package vernier.superres.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import vernier.image.Affine;
import vernier.image.SampleStep;

/** How well a moved volume fits another at points of it, and how that changes with the movement's six parameters. */
final class RigidFit {

	/** Of the values' span, what is background. The darkest is not 0 where signed values are stored as unsigned ones. */
	private static final double DARK = 0.08;
	/** Beyond the values' span, as a part of it, what is no tissue: a hot voxel would count as much as thousands of others. */
	private static final double HOT = 1;
	/** Of the voxels, those that may be dead or hot. */
	private static final double FEW = 0.001;
	private static final int SAMPLES = 1 << 20;
	/** For derivatives: radians, then millimetres. */
	private static final double[] STEP = { 0.004, 0.004, 0.004, 0.3, 0.3, 0.3 };
	/** Of the points, so many must stay within the moved volume: leaving it is no fit. */
	private static final double OVERLAP = 0.6;

	private final WorldVolume moving;
	private final Affine toMoving;
	private final double[] centre;
	private final double[][] points;
	private final double[] wanted;
	private final double[][] normal = new double[6][6];
	private final double[] right = new double[6];
	private int overlap;

	/**
	 * @param stride points are so many voxels apart
	 * @param width both volumes are smoothed by a cube of about so many voxels
	 */
	RigidFit(final WorldVolume fixed, final WorldVolume moving, final double[] centre, final int stride, final int width) {
		this.moving = new WorldVolume(smooth(moving, width), moving.size(), moving.toWorld());
		this.centre = centre;
		toMoving = moving.toWorld().inverse();
		final double[] span = span(fixed);
		final double dark = span[0] + DARK * (span[1] - span[0]);
		final float[] values = smooth(fixed, width);
		final int[] n = fixed.size();
		final List<double[]> list = new ArrayList<>();
		final List<Double> bright = new ArrayList<>();
		for (int z = stride / 2; z < n[2]; z += stride)
			for (int y = stride / 2; y < n[1]; y += stride)
				for (int x = stride / 2; x < n[0]; x += stride) {
					final float value = values[(z * n[1] + y) * n[0] + x];
					if (value > dark) {
						list.add(fixed.toWorld().apply(x, y, z));
						bright.add((double) value);
					}
				}
		points = list.toArray(double[][]::new);
		wanted = bright.stream().mapToDouble(Double::doubleValue).toArray();
	}

	/** Where values end, but for a few. */
	private static double[] span(final WorldVolume volume) {
		final float[] values = volume.values();
		final int step = (int) SampleStep.acrossColumns(Math.max(1, values.length / SAMPLES), volume.size()[0]);
		final float[] sample = new float[(values.length + step - 1) / step];
		int count = 0;
		for (int i = 0; i < values.length; i += step)
			if (Float.isFinite(values[i]))
				sample[count++] = values[i];
		Arrays.sort(sample, 0, count);
		final int few = (int) (FEW * count);
		return count == 0 ? new double[2] : new double[] { sample[few], sample[count - 1 - few] };
	}

	/** The values, but not-a-number where they are far beyond those of all other voxels. */
	private static float[] plausible(final WorldVolume volume) {
		final double[] span = span(volume);
		final double beyond = HOT * (span[1] - span[0]);
		final float[] values = volume.values().clone();
		for (int i = 0; i < values.length; i++)
			if (values[i] < span[0] - beyond || values[i] > span[1] + beyond)
				values[i] = Float.NaN;
		return values;
	}

	/** Mean over a cube of about this width, axis by axis; of what is finite, where there is a value. */
	private static float[] smooth(final WorldVolume volume, final int width) {
		final int[] n = volume.size();
		float[] values = plausible(volume);
		if (width < 2)
			return values;
		for (int axis = 0, stride = 1; axis < 3; stride *= n[axis++]) {
			final float[] next = new float[values.length];
			for (int i = 0; i < values.length; i++) {
				final int place = i / stride % n[axis];
				double sum = 0;
				int count = 0;
				for (int d = -Math.min(width / 2, place); d <= Math.min(width / 2, n[axis] - 1 - place); d++) {
					final float value = values[i + d * stride];
					if (Float.isFinite(value)) {
						sum += value;
						count++;
					}
				}
				next[i] = Float.isFinite(values[i]) ? (float) (sum / count) : Float.NaN;
			}
			values = next;
		}
		return values;
	}

	/** Mean squared difference with a movement, after a straight-line fit of values. */
	double error(final double[] parameters) {
		final double[] found = sample(parameters);
		final ValueFit line = regression(found);
		if (line == null)
			return Double.POSITIVE_INFINITY;
		double sum = 0;
		int n = 0;
		for (int i = 0; i < found.length; i++)
			if (!Double.isNaN(found[i])) {
				sum += Math.pow(wanted[i] - line.value(found[i]), 2);
				n++;
			}
		return sum / n;
	}

	/** As {@link #error}; also prepares {@link #solve}. */
	double linearise(final double[] parameters) {
		final double[] found = sample(parameters);
		overlap = Math.max(overlap, (int) Arrays.stream(found).filter(value -> !Double.isNaN(value)).count());
		final ValueFit line = regression(found);
		if (line == null)
			return Double.POSITIVE_INFINITY;
		final double[][] slopes = new double[6][];
		for (int k = 0; k < 6; k++) {
			final double[] up = parameters.clone();
			final double[] down = parameters.clone();
			up[k] += STEP[k];
			down[k] -= STEP[k];
			final double[] above = sample(up);
			final double[] below = sample(down);
			slopes[k] = new double[found.length];
			for (int i = 0; i < found.length; i++)
				slopes[k][i] = line.gain() * (above[i] - below[i]) / (2 * STEP[k]);
		}
		for (int k = 0; k < 6; k++) {
			right[k] = 0;
			Arrays.fill(normal[k], 0);
		}
		for (int i = 0; i < found.length; i++) {
			double all = found[i];
			for (int k = 0; k < 6; k++)
				all += slopes[k][i];
			if (Double.isNaN(all))
				continue;
			final double missed = wanted[i] - line.value(found[i]);
			for (int k = 0; k < 6; k++) {
				right[k] += slopes[k][i] * missed;
				for (int m = 0; m < 6; m++)
					normal[k][m] += slopes[k][i] * slopes[m][i];
			}
		}
		return error(parameters);
	}

	/** The change of parameters that the last linearisation proposes. */
	double[] solve(final double damping) {
		final double[][] a = new double[6][7];
		for (int k = 0; k < 6; k++) {
			System.arraycopy(normal[k], 0, a[k], 0, 6);
			a[k][k] = a[k][k] * (1 + damping) + 1e-12;
			a[k][6] = right[k];
		}
		for (int k = 0; k < 6; k++)
			for (int row = 0; row < 6; row++)
				if (row != k) {
					final double ratio = a[row][k] / a[k][k];
					for (int m = k; m < 7; m++)
						a[row][m] -= ratio * a[k][m];
				}
		final double[] change = new double[6];
		for (int k = 0; k < 6; k++)
			change[k] = a[k][6] / a[k][k];
		return change;
	}

	/** The moved volume at the points; not-a-number outside of it and where it has no value. */
	private double[] sample(final double[] parameters) {
		final RigidAlignment alignment = RigidAlignment.of(parameters, centre);
		final double[][] turn = alignment.matrix();
		final double[] found = new double[points.length];
		for (int i = 0; i < found.length; i++) {
			final double[] from = alignment.back(turn, points[i]);
			found[i] = linear(toMoving.apply(from[0], from[1], from[2]));
		}
		return found;
	}

	private double linear(final double[] at) {
		final int[] n = moving.size();
		final int[] first = new int[3];
		for (int d = 0; d < 3; d++) {
			if (!(at[d] >= 0 && at[d] <= n[d] - 1))
				return Double.NaN;
			first[d] = Math.min((int) at[d], Math.max(0, n[d] - 2));
		}
		double sum = 0;
		for (int tap = 0; tap < 8; tap++) {
			double weight = 1;
			int index = 0;
			for (int d = 2; d >= 0; d--) {
				final int up = tap >> d & 1;
				final double part = at[d] - first[d];
				weight *= up == 1 ? part : 1 - part;
				index = index * n[d] + Math.min(n[d] - 1, first[d] + up);
			}
			sum += weight * moving.values()[index];
		}
		return sum;
	}

	private ValueFit regression(final double[] found) {
		double n = 0;
		double x = 0;
		double y = 0;
		double xx = 0;
		double xy = 0;
		for (int i = 0; i < found.length; i++)
			if (!Double.isNaN(found[i])) {
				n++;
				x += found[i];
				y += wanted[i];
				xx += found[i] * found[i];
				xy += found[i] * wanted[i];
			}
		final double spread = xx - x * x / n;
		if (n < 50 || n < OVERLAP * overlap || !(spread > 0))
			return null;
		final double gain = (xy - x * y / n) / spread;
		return new ValueFit(gain, (y - gain * x) / n);
	}
}
