package vernier.counting.spots;

import vernier.quality.PixelGaussian;
import vernier.quality.PositiveDefinite;

/**
 * Fits the pixel-integrated Gaussian to a window of pixels by Fisher scoring with Levenberg's damping: column, row,
 * intensity, background and, if wanted, sigma. With the variance of shot noise this is the maximum of Poisson's likelihood
 * (C. S. Smith et al., Nature Methods 7, 2010; F. Huang et al., Nature Methods 10, 2013, for cameras with read noise), with
 * any other {@link NoiseModel} that of the quasi-likelihood (R. W. M. Wedderburn, Biometrika 61, 1974).
 */
final class GaussianFit {

	/**
	 * What was found.
	 *
	 * @param x column, ImageJ's convention
	 * @param y row
	 * @param bounded true if sigma was stopped by its bound
	 * @param excess sum of squared residuals beyond the noise's base: what the light's own noise, or a wrong shape, adds
	 * @param light sum of the expected values above the noise's level, for the same pixels
	 */
	record Fit(double x, double y, double intensity, double background, double sigma, boolean bounded, double excess,
		double light) {}

	private static final int STEPS = 60;
	private static final double TOLERANCE = 1e-4;
	private static final double NEAR_BOUND = 0.97;
	private final double[] data;
	private final double[] light;
	private final long left;
	private final long top;
	private final int width;
	private final int height;
	private final NoiseModel noise;
	private final int count;
	private final double widest;

	/**
	 * @param data width x height gray levels, NaN where there is none
	 * @param light of others in these pixels: part of what is expected, and of the noise
	 * @param left column of the window's first pixel
	 * @param top row of the window's first pixel
	 * @param widest how far sigma may go from where it starts, either way: a factor, 1 to keep it as it is
	 */
	GaussianFit(final double[] data, final double[] light, final long left, final long top, final int width,
		final NoiseModel noise, final double widest)
	{
		this.data = data;
		this.light = light;
		this.left = left;
		this.top = top;
		this.width = width;
		this.height = data.length / width;
		this.noise = noise;
		this.widest = widest;
		count = widest > 1 ? 5 : 4;
	}

	/**
	 * @param start where to begin; its sigma is the one kept or begun with
	 * @param reach how far the centre may move, in pixels
	 * @return null if it does not come to an end within these bounds
	 */
	Fit from(final Spot start, final double reach) {
		double[] p = { start.x(), start.y(), Math.max(start.intensity(), 1e-9), start.background(), start.sigma() };
		double damping = 1e-3;
		boolean done = false;
		for (int step = 0; step < STEPS && !done; step++) {
			final Normal normal = new Normal(p);
			boolean better = false;
			while (!better && damping < 1e8) {
				final double[] next = normal.next(damping);
				better = next != null && next[2] > 0 && next[4] >= start.sigma() / widest && next[4] <= start.sigma() *
					widest && normal.cost(next) <= normal.cost;
				damping = better ? damping / 10 : damping * 10;
				if (better) {
					done = Math.hypot(next[0] - p[0], next[1] - p[1]) < TOLERANCE && Math.abs(next[2] - p[2]) < 1e-3 * p[2];
					p = next;
				}
			}
			// no step is better: this is the optimum as far as numbers go
			done |= !better;
		}
		if (Math.hypot(p[0] - start.x(), p[1] - start.y()) > reach)
			return null;
		// damped steps come close to a bound, and never to it
		final double ratio = Math.max(p[4] / start.sigma(), start.sigma() / p[4]);
		return new Normal(p).fit(count == 5 && ratio > NEAR_BOUND * widest);
	}

	/** The model, its normal equations and its cost at one set of parameters. */
	private final class Normal {

		private final double[] at;
		private final double[] weight = new double[data.length];
		private final double[] model = new double[data.length];
		private final double[][] slope = new double[data.length][];
		private final double[][] information = new double[count][count];
		private final double[] score = new double[count];
		private double cost;

		Normal(final double[] p) {
			at = p;
			final PixelGaussian columns = new PixelGaussian(p[0], p[4], left, width);
			final PixelGaussian rows = new PixelGaussian(p[1], p[4], top, height);
			for (int k = 0; k < data.length; k++) {
				if (Double.isNaN(data[k]))
					continue;
				final int i = k % width;
				final int j = k / width;
				final double shape = columns.integral(i) * rows.integral(j);
				model[k] = p[3] + p[2] * shape + light[k];
				weight[k] = 1 / noise.variance(model[k]);
				slope[k] = new double[] { p[2] * columns.byCentre(i) * rows.integral(j), //
					p[2] * columns.integral(i) * rows.byCentre(j), shape, 1, //
					p[2] * (columns.bySigma(i) * rows.integral(j) + columns.integral(i) * rows.bySigma(j)) };
				final double residual = data[k] - model[k];
				cost += residual * residual * weight[k];
				for (int a = 0; a < count; a++) {
					score[a] += slope[k][a] * residual * weight[k];
					for (int b = 0; b <= a; b++)
						information[a][b] += slope[k][a] * slope[k][b] * weight[k];
				}
			}
			for (int a = 0; a < count; a++)
				for (int b = a + 1; b < count; b++)
					information[a][b] = information[b][a];
		}

		double[] next(final double damping) {
			final double[][] damped = new double[count][];
			for (int a = 0; a < count; a++) {
				damped[a] = information[a].clone();
				damped[a][a] *= 1 + damping;
			}
			final double[] step = PositiveDefinite.solve(damped, score);
			if (step == null)
				return null;
			final double[] next = at.clone();
			for (int a = 0; a < count; a++)
				next[a] += step[a];
			return next;
		}

		/** With the weights of this set of parameters, so that lower weights alone are no progress. */
		double cost(final double[] p) {
			final PixelGaussian columns = new PixelGaussian(p[0], p[4], left, width);
			final PixelGaussian rows = new PixelGaussian(p[1], p[4], top, height);
			double sum = 0;
			for (int k = 0; k < data.length; k++)
				if (weight[k] > 0) {
					final double residual = data[k] - light[k] - p[3] - p[2] * columns.integral(k % width) * rows.integral(k / width);
					sum += residual * residual * weight[k];
				}
			return sum;
		}

		/** Null where the pixels do not determine the parameters. */
		Fit fit(final boolean bounded) {
			final double[][] covariance = PositiveDefinite.inverse(information);
			if (covariance == null)
				return null;
			double excess = 0;
			double bright = 0;
			for (int k = 0; k < data.length; k++) {
				if (weight[k] == 0)
					continue;
				double leverage = 0;
				for (int a = 0; a < count; a++)
					for (int b = 0; b < count; b++)
						leverage += slope[k][a] * slope[k][b] * covariance[a][b] * weight[k];
				final double residual = data[k] - model[k];
				excess += residual * residual - noise.base() * (1 - leverage);
				bright += Math.max(0, model[k] - noise.level()) * (1 - leverage);
			}
			return new Fit(at[0], at[1], at[2], at[3], at[4], bounded, excess, bright);
		}
	}
}
