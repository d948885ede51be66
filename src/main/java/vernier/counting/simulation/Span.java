package vernier.counting.simulation;

import java.util.random.RandomGenerator;

import vernier.image.VernierException;

/**
 * A number, or the two ends between which numbers are drawn, evenly on a logarithmic scale.
 *
 * @param min least value, at least 0
 * @param max greatest value
 */
public record Span(double min, double max) {

	public Span {
		if (!(min >= 0 && max >= min) || Double.isInfinite(max))
			throw new VernierException("The range is " + min + " to " + max + "; it must begin at 0 or above and end no lower: " +
				"write a number such as 2, or a range such as 0.5-3.");
	}

	/** One value only. */
	public static Span of(final double value) {
		return new Span(value, value);
	}

	/**
	 * Reads "2" or "0.5-3" (also "0.5..3").
	 *
	 * @throws VernierException if the text is neither
	 */
	public static Span parse(final String text) {
		// a minus after e belongs to the exponent
		final String[] ends = text.strip().split("\\.\\.|(?<=[0-9.])-(?=[0-9.])");
		try {
			if (ends.length > 2)
				throw new NumberFormatException();
			return new Span(Double.parseDouble(ends[0].strip()), Double.parseDouble(ends[ends.length - 1].strip()));
		}
		catch (final NumberFormatException e) {
			throw new VernierException("\"" + text + "\" is neither a number nor a range: write 2, or 0.5-3.", e);
		}
	}

	/** A value of the range. */
	public double draw(final RandomGenerator random) {
		// drawn in any case, so that the numbers that follow do not depend on this range
		final double u = random.nextDouble();
		if (min == max)
			return min;
		return min > 0 ? min * Math.pow(max / min, u) : u * max;
	}
}
