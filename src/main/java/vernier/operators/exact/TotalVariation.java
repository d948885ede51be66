package vernier.operators.exact;

import java.util.function.IntPredicate;

import vernier.image.Progress;

/**
 * Alternating steps of the primal-dual algorithm for minimising TV(u) + G(u), where G works on each pixel for itself:
 * algorithm 1 and 2 of A. Chambolle and T. Pock, "A First-Order Primal-Dual Algorithm for Convex Problems with
 * Applications to Imaging", Journal of Mathematical Imaging and Vision 40, 2011. TV is the sum of the lengths of the
 * gradients of forward differences.
 *
 * <p>The forward difference at the last column and row is 0, so that the borders reflect.
 *
 * <p>A step goes over the picture once: the dual values of a row and right behind them the primal values, which needs
 * the dual values at the ends of every band of rows beforehand. The bands do not change the result.
 */
final class TotalVariation {

	/** The step of u that takes G into account, for a range of pixels of one channel. */
	interface Proximal {

		/**
		 * @param moved u + step * div p; becomes the new u
		 * @param data the channel of the input picture
		 * @param step the primal step width, tau
		 */
		void apply(float[] moved, float[] data, int from, int to, float step);
	}

	/** What is minimised, and by which steps. */
	interface Problem {

		Proximal proximal();

		/** The same on a grid of half as many columns and rows, in units of its pixels. */
		Problem halved();

		/** What does iteration i, from 0 on, and says whether it was the last that is needed. */
		IntPredicate iterations(TotalVariation descent);
	}

	/** Share of the time for the start on a coarser grid. */
	private static final double COARSE = 0.25;
	/** Smaller pictures than this gain nothing from a start on a coarser grid. */
	private static final int SMALLEST_HALVED = 16;
	private static final int ROWS_PER_BAND = 24;

	private final int width;
	private final int height;
	private final float[] data;
	private final Proximal proximal;
	/** The primal variable u, its extrapolation, and the dual variable p. */
	final float[] u;
	private final float[] ahead;
	private final float[] px;
	private final float[] py;

	/** The total variation of a square that is 1 on 0, far from the border. */
	static double perimeter(final int side) {
		return 4 * side - 2 + Math.sqrt(2);
	}

	private TotalVariation(final int width, final int height, final float[] data, final Proximal proximal) {
		this.width = width;
		this.height = height;
		this.data = data;
		this.proximal = proximal;
		u = data.clone();
		ahead = data.clone();
		px = new float[u.length];
		py = new float[u.length];
	}

	/**
	 * Minimises, from the solution at half the size on.
	 *
	 * @param most iterations at each size at most
	 */
	static TotalVariation solve(final int width, final int height, final float[] data, final Problem problem,
		final int most, final Progress progress)
	{
		final TotalVariation descent = new TotalVariation(width, height, data, problem.proximal());
		final boolean halve = Math.min(width, height) >= SMALLEST_HALVED;
		if (halve)
			descent.startFrom(solve((width + 1) / 2, (height + 1) / 2, halved(width, height, data), problem.halved(), most,
				progress.part(0, COARSE)));
		final Progress fine = progress.part(halve ? COARSE : 0, 1);
		final IntPredicate iterations = problem.iterations(descent);
		for (int i = 0; i < most; i++) {
			fine.checkCancelled();
			if (iterations.test(i))
				break;
			fine.update((i + 1.0) / most);
		}
		fine.update(1);
		return descent;
	}

	/**
	 * Starts from a solution on a grid of half as many columns and rows (rounded up), instead of from the data. Large
	 * flat areas, which take a step for every pixel of their width, are then there from the start.
	 */
	private void startFrom(final TotalVariation coarse) {
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++)
				for (int x = 0; x < width; x++) {
					final int i = y * width + x;
					final int j = y / 2 * coarse.width + x / 2;
					u[i] = coarse.u[j];
					ahead[i] = coarse.u[j];
					px[i] = x + 1 < width ? coarse.px[j] : 0;
					py[i] = y + 1 < height ? coarse.py[j] : 0;
				}
		});
	}

	/** Means of 2 x 2 squares; at an odd border of what there is. */
	private static float[] halved(final int width, final int height, final float[] data) {
		final int halfWidth = (width + 1) / 2;
		final float[] half = new float[halfWidth * ((height + 1) / 2)];
		for (int i = 0; i < half.length; i++) {
			final int x = i % halfWidth * 2;
			final int y = i / halfWidth * 2;
			final int right = Math.min(x + 1, width - 1);
			final int below = Math.min(y + 1, height - 1);
			half[i] = (data[y * width + x] + data[y * width + right] + data[below * width + x] +
				data[below * width + right]) / 4;
		}
		return half;
	}

	/**
	 * One iteration.
	 *
	 * @param tau primal step width
	 * @param sigma dual step width; tau * sigma at most 1/8
	 * @param theta how far to extrapolate, 0 to 1
	 */
	void step(final float tau, final float sigma, final float theta) {
		final int bands = (height + ROWS_PER_BAND - 1) / ROWS_PER_BAND;
		Parallel.rows(bands, (from, to) -> {
			for (int band = from; band < to; band++)
				dual(lastRow(band), sigma);
		});
		Parallel.rows(bands, (from, to) -> {
			final float[] divergence = new float[width];
			for (int band = from; band < to; band++)
				for (int y = band * ROWS_PER_BAND; y <= lastRow(band); y++) {
					if (y < lastRow(band))
						dual(y, sigma);
					primal(y, tau, theta, divergence);
				}
		});
	}

	private int lastRow(final int band) {
		return Math.min(height, (band + 1) * ROWS_PER_BAND) - 1;
	}

	/** p = P(p + sigma * gradient of the extrapolated u), where P shortens to length 1. */
	private void dual(final int y, final float sigma) {
		final int row = y * width;
		final int below = y + 1 < height ? row + width : row;
		final int last = width - 1;
		for (int x = 0; x < last; x++) {
			final float here = ahead[row + x];
			final float gx = px[row + x] + sigma * (ahead[row + x + 1] - here);
			final float gy = py[row + x] + sigma * (ahead[below + x] - here);
			final float shorter = 1 / Math.max(1f, (float) Math.sqrt(gx * gx + gy * gy));
			px[row + x] = gx * shorter;
			py[row + x] = gy * shorter;
		}
		final float gy = py[row + last] + sigma * (ahead[below + last] - ahead[row + last]);
		py[row + last] = gy / Math.max(1f, Math.abs(gy));
	}

	private void primal(final int y, final float tau, final float theta, final float[] divergence) {
		final int row = y * width;
		divergence(y, divergence);
		for (int x = 0; x < width; x++) {
			ahead[row + x] = u[row + x];
			u[row + x] += tau * divergence[x];
		}
		proximal.apply(u, data, row, row + width, tau);
		for (int x = 0; x < width; x++)
			ahead[row + x] = u[row + x] + theta * (u[row + x] - ahead[row + x]);
	}

	/** Divergence of p in a row: the adjoint of minus the gradient. In the last column and row p is 0 outwards. */
	private void divergence(final int y, final float[] result) {
		final int row = y * width;
		if (y == 0)
			for (int x = 0; x < width; x++)
				result[x] = py[row + x];
		else
			for (int x = 0; x < width; x++)
				result[x] = py[row + x] - py[row - width + x];
		result[0] += px[row];
		for (int x = 1; x < width; x++)
			result[x] += px[row + x] - px[row + x - 1];
	}

	/** Sums a term over all pixels, row by row, so that it does not depend on the threads. */
	double sum(final Term term) {
		final double[] rows = new double[height];
		Parallel.rows(height, (from, to) -> {
			final float[] divergence = new float[width];
			for (int y = from; y < to; y++) {
				divergence(y, divergence);
				for (int x = 0; x < width; x++) {
					final int i = y * width + x;
					final double gx = x + 1 < width ? u[i + 1] - u[i] : 0;
					final double gy = y + 1 < height ? u[i + width] - u[i] : 0;
					rows[y] += term.of(u[i], divergence[x], data[i], Math.sqrt(gx * gx + gy * gy));
				}
			}
		});
		double sum = 0;
		for (final double row : rows)
			sum += row;
		return sum;
	}

	/** A summand of an energy: of u, the divergence of p, the data and the length of the gradient of u. */
	interface Term {

		double of(double u, double divergence, double data, double gradient);
	}
}
