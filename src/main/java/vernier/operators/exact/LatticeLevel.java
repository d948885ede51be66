package vernier.operators.exact;

import java.util.Arrays;

/**
 * One grid of a {@link LatticeSolver}. Each cell of the next coarser one stands for 2 x 2 of its cells. All arrays
 * have an empty row before the first and after the last, so that no neighbour needs a test.
 */
final class LatticeLevel {

	/**
	 * Steps between constant cells are steeper than the slopes they stand for, which costs twice the energy in two
	 * dimensions (D. Braess, "Towards algebraic multigrid for elliptic problems of second order", Computing 55, 1995).
	 */
	private static final float OVERCORRECTION = 0.5f;

	private final int width, height;
	final float[] data, right, down;
	final float[] b, x;
	private final float[] inverse;
	private LatticeLevel coarser;

	LatticeLevel(final int width, final int height) {
		this.width = width;
		this.height = height;
		data = new float[size()];
		right = new float[size()];
		down = new float[size()];
		b = new float[size()];
		x = new float[size()];
		inverse = new float[size()];
	}

	int size() {
		return (height + 2) * width;
	}

	/** Makes the coarser grids from the weights of this one. */
	void coarsen() {
		for (int i = width; i < size() - width; i++) {
			final float diagonal = data[i] + right[i] + right[i - 1] + down[i] + down[i - width];
			inverse[i] = diagonal > 0 ? 1 / diagonal : 0;
		}
		if (width == 1 && height == 1)
			return;
		coarser = new LatticeLevel((width + 1) / 2, (height + 1) / 2);
		for (int y = 0; y < height; y++)
			for (int k = 0; k < width; k++) {
				final int from = (y + 1) * width + k, to = (y / 2 + 1) * coarser.width + k / 2;
				coarser.data[to] += data[from];
				if ((k & 1) == 1)
					coarser.right[to] += OVERCORRECTION * right[from];
				if ((y & 1) == 1)
					coarser.down[to] += OVERCORRECTION * down[from];
			}
		coarser.coarsen();
	}

	/** The product of the matrix and a vector. */
	void multiply(final float[] u, final float[] product) {
		Parallel.rows(height, (from, to) -> {
			for (int i = (from + 1) * width; i < (to + 1) * width; i++)
				product[i] = image(u, i);
		});
	}

	/** One element of the product, as differences: sums would lose what is small beside the weights. */
	private float image(final float[] u, final int i) {
		final float v = u[i];
		return data[i] * v + (right[i] * (v - u[i + 1]) + right[i - 1] * (v - u[i - 1])) +
			(down[i] * (v - u[i + width]) + down[i - width] * (v - u[i - width]));
	}

	/** Sets x to about the solution for b: a symmetric V-cycle with one Gauss-Seidel sweep down and one up. */
	void cycle() {
		Arrays.fill(x, 0);
		sweep(0);
		sweep(1);
		if (coarser != null) {
			restrict();
			coarser.cycle();
			Parallel.rows(height, (from, to) -> {
				for (int y = from; y < to; y++)
					for (int k = 0; k < width; k++)
						x[(y + 1) * width + k] += coarser.x[(y / 2 + 1) * coarser.width + k / 2];
			});
		}
		sweep(1);
		sweep(0);
	}

	/** Solves for every second cell, as on a chessboard. */
	private void sweep(final int colour) {
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++)
				for (int k = (y + colour) & 1; k < width; k += 2) {
					final int i = (y + 1) * width + k;
					x[i] = inverse[i] * (b[i] + (right[i] * x[i + 1] + right[i - 1] * x[i - 1]) +
						(down[i] * x[i + width] + down[i - width] * x[i - width]));
				}
		});
	}

	/** The coarser right side is the sum of the residuals. */
	private void restrict() {
		Parallel.rows(coarser.height, (from, to) -> {
			for (int y = from; y < to; y++) {
				final int start = (y + 1) * coarser.width;
				Arrays.fill(coarser.b, start, start + coarser.width, 0);
				for (int row = 2 * y; row < Math.min(height, 2 * y + 2); row++)
					for (int k = 0; k < width; k++) {
						final int i = (row + 1) * width + k;
						coarser.b[start + k / 2] += b[i] - image(x, i);
					}
			}
		});
	}
}
