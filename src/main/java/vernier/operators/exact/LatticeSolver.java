package vernier.operators.exact;

import vernier.image.Progress;

/**
 * Solves the linear systems of edge-aware operators: data terms at the pixels, springs between neighbours. The
 * solution u minimises
 *
 * <pre>
 * sum over pixels p: data(p) u(p)2 - 2 rightSide(p) u(p) + sum over neighbours p, q: weight(p, q) (u(p) - u(q))2
 * </pre>
 *
 * by conjugate gradients with one multigrid V-cycle as preconditioner. Sums are taken row by row, so that the result
 * is the same on any number of threads. One instance solves for several right sides, one after the other.
 */
final class LatticeSolver {

	private final LatticeLevel finest;
	private final int width, height;

	/**
	 * @param data weight of the data term of each pixel, at least 0, not all 0
	 * @param right weight between each pixel and the next in its row, at least 0; those of the last column are not read
	 * @param down weight between each pixel and the one below, at least 0; those of the last row are not read
	 */
	LatticeSolver(final int width, final int height, final float[] data, final float[] right, final float[] down) {
		this.width = width;
		this.height = height;
		finest = new LatticeLevel(width, height);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final int from = y * width + x, to = from + width;
				finest.data[to] = data[from];
				finest.right[to] = x < width - 1 ? right[from] : 0;
				finest.down[to] = y < height - 1 ? down[from] : 0;
			}
		finest.coarsen();
	}

	/**
	 * Solves for one right side.
	 *
	 * @param u first guess; holds the solution afterwards
	 * @param tolerance stops when the residual is this small a part of the right side, in the norm of the V-cycle
	 * @return steps taken
	 */
	int solve(final float[] rightSide, final float[] u, final double tolerance, final int maxSteps,
		final Progress progress)
	{
		final int size = finest.size();
		final float[] solution = padded(u), residual = new float[size], direction = new float[size],
				product = new float[size], b = padded(rightSide);
		finest.multiply(solution, product);
		combine(residual, b, -1, product);
		final double enough = tolerance * tolerance * precondition(b, null);
		double rho = precondition(residual, direction);
		int step = 0;
		while (rho > enough && step < maxSteps) {
			progress.checkCancelled();
			progress.update((double) step / maxSteps);
			finest.multiply(direction, product);
			final double curvature = dot(direction, product);
			if (!(curvature > 0))
				break;
			final double alpha = rho / curvature;
			combine(solution, solution, alpha, direction);
			combine(residual, residual, -alpha, product);
			final double before = rho;
			rho = precondition(residual, null);
			combine(direction, finest.x, rho / before, direction);
			step++;
		}
		System.arraycopy(solution, width, u, 0, u.length);
		progress.update(1);
		return step;
	}

	/** Applies a V-cycle; its result is left in the finest level and copied to the target if there is one. */
	private double precondition(final float[] residual, final float[] target) {
		System.arraycopy(residual, 0, finest.b, 0, residual.length);
		finest.cycle();
		if (target != null)
			System.arraycopy(finest.x, 0, target, 0, target.length);
		return dot(residual, finest.x);
	}

	/** Values with an empty row before and after. */
	private float[] padded(final float[] values) {
		final float[] result = new float[finest.size()];
		System.arraycopy(values, 0, result, width, values.length);
		return result;
	}

	/** target = a + factor b */
	private void combine(final float[] target, final float[] a, final double factor, final float[] b) {
		final float f = (float) factor;
		Parallel.rows(height, (from, to) -> {
			for (int i = (from + 1) * width; i < (to + 1) * width; i++)
				target[i] = a[i] + f * b[i];
		});
	}

	private double dot(final float[] a, final float[] b) {
		final double[] rows = new double[height];
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++) {
				double sum = 0;
				for (int i = (y + 1) * width; i < (y + 2) * width; i++)
					sum += (double) a[i] * b[i];
				rows[y] = sum;
			}
		});
		double sum = 0;
		for (final double row : rows)
			sum += row;
		return sum;
	}
}
