package vernier.counting.simulation;

import java.util.random.RandomGenerator;

/** Random numbers of the distributions that Java lacks. */
final class Draws {

	private static final double SMALL_MEAN = 10;

	private Draws() {}

	/**
	 * A Poisson number: by multiplication for small means, else by transformed rejection (Hoermann, The transformed
	 * rejection method for generating Poisson random variables, Insurance: Mathematics and Economics 12, 1993: PTRS).
	 *
	 * @param mean at least 0
	 */
	static long poisson(final double mean, final RandomGenerator random) {
		if (mean < SMALL_MEAN) {
			final double end = Math.exp(-mean);
			long count = 0;
			for (double product = random.nextDouble(); product > end; product *= random.nextDouble())
				count++;
			return count;
		}
		final double b = 0.931 + 2.53 * Math.sqrt(mean);
		final double a = -0.059 + 0.02483 * b;
		final double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
		final double squeeze = 0.9277 - 3.6224 / (b - 2);
		while (true) {
			final double u = random.nextDouble() - 0.5;
			final double v = random.nextDouble();
			final double us = 0.5 - Math.abs(u);
			final double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
			if (us >= 0.07 && v <= squeeze)
				return (long) k;
			if (k < 0 || us < 0.013 && v > us)
				continue;
			if (Math.log(v * inverseAlpha / (a / (us * us) + b)) <= k * Math.log(mean) - mean - logFactorial(k))
				return (long) k;
		}
	}

	/** Stirling's series; exact to 1e-8 from 1 on. */
	private static double logFactorial(final double k) {
		if (k < 2)
			return 0;
		final double n = k + 1;
		return (n - 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n * n * n) + //
			1 / (1260 * Math.pow(n, 5));
	}

	/**
	 * A gamma number of scale 1 (Marsaglia and Tsang, A simple method for generating gamma variables, ACM Transactions on
	 * Mathematical Software 26, 2000).
	 *
	 * @param shape at least 1
	 */
	static double gamma(final double shape, final RandomGenerator random) {
		final double d = shape - 1.0 / 3;
		final double c = 1 / Math.sqrt(9 * d);
		while (true) {
			final double z = random.nextGaussian();
			final double v = Math.pow(1 + c * z, 3);
			if (v > 0 && Math.log(random.nextDouble()) < 0.5 * z * z + d - d * v + d * Math.log(v))
				return d * v;
		}
	}
}
