package vernier.quality;

/**
 * The error function erf(x) = 2/sqrt(pi) integral from 0 to x of exp(-t^2), which Java lacks, to about 1e-15: a series of
 * positive terms near 0 and the continued fraction of the complement beyond (Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 7.1.6 and 7.1.14).
 */
public final class ErrorFunction {

	private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
	private static final double SERIES_END = 2.5;
	/** Beyond this erfc is below the least double. */
	private static final double END = 27.3;

	private ErrorFunction() {}

	/** The error function, -1 to 1. */
	public static double erf(final double x) {
		final double a = Math.abs(x);
		final double value = a < SERIES_END ? series(a) : 1 - fraction(a);
		return x < 0 ? -value : value;
	}

	/** 1 - erf(x), 0 to 2, with full relative accuracy where it is small. */
	public static double erfc(final double x) {
		if (x < SERIES_END)
			return 1 - erf(x);
		return fraction(x);
	}

	/** The normal distribution's probability of a value below x standard deviations. */
	public static double normal(final double x) {
		return 0.5 * erfc(-x / Math.sqrt(2));
	}

	private static double series(final double x) {
		double term = x;
		double sum = x;
		for (int n = 1; term > 1e-17 * sum; n++) {
			term *= 2 * x * x / (2 * n + 1);
			sum += term;
		}
		return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
	}

	/** erfc for x from 2.5 on, from the innermost level outwards. */
	private static double fraction(final double x) {
		if (x > END)
			return 0;
		double value = x;
		for (int k = (int) (60 / x) + 30; k > 0; k--)
			value = x + k / 2.0 / value;
		return Math.exp(-x * x) / (value * Math.sqrt(Math.PI));
	}
}
