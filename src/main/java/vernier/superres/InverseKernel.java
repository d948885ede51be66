package vernier.superres;

import vernier.image.Border;

/**
 * Undoes, along one axis of the source grid, what enlarging and then reducing does: with U the cubic enlargement, D the
 * cubic reduction and F this filter, D U F is nearly the identity. So U F is the back-projection kernel of Irani and
 * Peleg that converges fastest, and because D is the transpose of U up to a factor, the change it makes is the smallest
 * that does the job.
 * <p>
 * The inverse of the banded matrix A = D U decays by a factor of about 3 per pixel, so each row is cut to a window of
 * {@value #RADIUS} pixels to either side and solved for there: f A = e within the window. The largest sum of |A F - I|
 * over a row is then at most 8e-5 for any scale from 1.1 to 8.
 */
final class InverseKernel implements AxisFilter {

	/** Pixels to either side that a sum reads. */
	static final int RADIUS = 8;

	private static final int MAX_PERIOD = 1000;

	private final double scale;
	private final CubicKernel enlarging;
	private final CubicKernel reducing;
	/** Weights far from the border, which repeat along the axis; empty if the scale has no short period. */
	private final double[][] inner;
	/** How far A reaches to either side of its diagonal, so that rows nearer to the border feel it. */
	private final int border;

	/** @param scale target pixels per source pixel of the enlargement */
	InverseKernel(final double scale) {
		this.scale = scale;
		enlarging = new CubicKernel(scale);
		reducing = new CubicKernel(1 / scale);
		inner = new double[period(scale)][];
		border = RADIUS + 6;
	}

	@Override
	public int taps() {
		return 2 * RADIUS + 1;
	}

	@Override
	public long first(final long target) {
		return target - RADIUS;
	}

	@Override
	public void weights(final long target, final long sourceSize, final float[] weights, final int offset) {
		final double[] exact = weights(target, sourceSize);
		for (int k = 0; k < exact.length; k++)
			weights[offset + k] = (float) exact[k];
	}

	/** The weights of the source pixels from {@code target - RADIUS} on; 0 outside the plane. */
	double[] weights(final long target, final long sourceSize) {
		if (inner.length == 0 || target < border || target >= sourceSize - border)
			return solve(target, sourceSize);
		final int phase = (int) (target % inner.length);
		if (inner[phase] == null)
			// a pixel of this phase in a plane so large that its border is far
			inner[phase] = solve(phase + (border / inner.length + 1L) * inner.length, Integer.MAX_VALUE);
		return inner[phase];
	}

	private double[] solve(final long target, final long size) {
		final long start = Math.max(0, target - RADIUS);
		final int count = (int) (Math.min(size, target + RADIUS + 1) - start);
		// f A = e, that is, the transpose of A times f
		final double[][] transposed = new double[count][count];
		for (int row = 0; row < count; row++)
			addRow(start, row, size, transposed);
		final double[] unit = new double[count];
		unit[(int) (target - start)] = 1;
		final double[] solved = solve(transposed, unit);
		final double[] weights = new double[taps()];
		System.arraycopy(solved, 0, weights, (int) (start - first(target)), count);
		return weights;
	}

	/** One row of A = D U within the window, as a column of the transposed matrix. */
	private void addRow(final long start, final int row, final long size, final double[][] transposed) {
		final long enlargedSize = Scale.target(size, scale);
		final double[] down = reducing.weights(start + row);
		for (int d = 0; d < down.length; d++) {
			final long pixel = Border.mirrored(reducing.first(start + row) + d, enlargedSize);
			final double[] up = enlarging.weights(pixel);
			for (int u = 0; u < up.length; u++) {
				final long column = Border.mirrored(enlarging.first(pixel) + u, size) - start;
				if (column >= 0 && column < transposed.length)
					transposed[(int) column][row] += down[d] * up[u];
			}
		}
	}

	/** Gaussian elimination without pivoting: the diagonal of A dominates. */
	private static double[] solve(final double[][] matrix, final double[] right) {
		final int n = right.length;
		for (int i = 0; i < n; i++)
			for (int j = i + 1; j < n; j++) {
				final double factor = matrix[j][i] / matrix[i][i];
				if (factor == 0)
					continue;
				for (int k = i; k < n; k++)
					matrix[j][k] -= factor * matrix[i][k];
				right[j] -= factor * right[i];
			}
		for (int i = n - 1; i >= 0; i--) {
			for (int k = i + 1; k < n; k++)
				right[i] -= matrix[i][k] * right[k];
			right[i] /= matrix[i][i];
		}
		return right;
	}

	/** The smallest number of source pixels that are a whole number of target pixels; 0 if there is no short one. */
	private static int period(final double scale) {
		for (int period = 1; period <= MAX_PERIOD; period++)
			if (Math.abs(scale * period - Math.rint(scale * period)) < 1e-9 * period)
				return period;
		return 0;
	}
}
