package vernier.counting;

/**
 * The 95 % interval of a count with a given mean and variance: quantiles of the negative binomial distribution where the
 * variance is above the mean, of the normal distribution otherwise and for large counts, with the half by which a whole
 * number may be from a mean; never below 0.
 *
 * @param low 2.5 % of the counts are expected below
 * @param high 2.5 % of the counts are expected above
 */
public record CountInterval(double low, double high) {

	private static final double TAIL = 0.025;
	private static final double NORMAL = 1.959964;
	private static final double CONTINUITY = 0.5;
	/** Beyond, the two distributions hardly differ, and sums would be long. */
	private static final double LARGE = 5000;
	/** Least logarithm of a probability that a double holds with full accuracy. */
	private static final double LEAST = -690;

	/**
	 * The interval; the mean lies in it.
	 *
	 * @param mean expected count, at least 0
	 * @param variance of the count, at least 0
	 */
	public static CountInterval of(final double mean, final double variance) {
		if (variance > mean && mean > 0 && mean < LARGE) {
			// number of failures r and logarithm of the probability of none
			final double r = mean * mean / (variance - mean);
			final double none = r * Math.log(mean / variance);
			if (none > LEAST)
				return negativeBinomial(mean, r, 1 - mean / variance, Math.exp(none));
		}
		final double half = NORMAL * Math.sqrt(variance) + CONTINUITY;
		return new CountInterval(Math.max(0, mean - half), mean + half);
	}

	/**
	 * The 95 % confidence interval of the mean of a Poisson number that came out as the count (F. Garwood, Fiducial limits
	 * for the Poisson distribution, Biometrika 28, 1936): 0 to 3.69 for a count of 0.
	 */
	public static CountInterval poisson(final long count) {
		if (count >= LARGE)
			return of(count, count);
		final double reach = 5 * Math.sqrt(count + 1.0) + 5;
		return new CountInterval(count == 0 ? 0 : meanOf(count - 1, 1 - TAIL, Math.max(0, count - reach), count), //
			meanOf(count, TAIL, count, count + reach));
	}

	/** The mean for which a Poisson number is at most k with the given probability, between two means. */
	private static double meanOf(final long k, final double probability, final double from, final double to) {
		double low = from;
		double high = to;
		while (high - low > 1e-6 * high) {
			final double mean = (low + high) / 2;
			if (atMost(k, mean) > probability)
				low = mean;
			else
				high = mean;
		}
		return (low + high) / 2;
	}

	private static double atMost(final long k, final double mean) {
		// downwards from the largest term, which alone might overflow or vanish
		double term = 1;
		double sum = 1;
		for (long i = k; i > 0 && term > 1e-18 * sum; i--) {
			term *= i / mean;
			sum += term;
		}
		return sum * Math.exp(k * Math.log(mean) - mean - logFactorial(k));
	}

	private static double logFactorial(final long k) {
		double sum = 0;
		for (long i = 2; i <= k; i++)
			sum += Math.log(i);
		return sum;
	}

	/** p(k + 1) = p(k) q (r + k) / (k + 1). */
	private static CountInterval negativeBinomial(final double mean, final double r, final double q,
		final double none)
	{
		double probability = none;
		double sum = none;
		long k = 0;
		while (sum < TAIL) {
			probability *= q * (r + k) / ++k;
			sum += probability;
		}
		final long low = k;
		// rounding must not keep the sum from ever getting there
		while (sum < 1 - TAIL && probability > 0) {
			probability *= q * (r + k) / ++k;
			sum += probability;
		}
		// a number far below 1 is nearly always 0, and is in its interval all the same
		return new CountInterval(Math.min(low, Math.floor(mean)), Math.max(k, mean));
	}
}
