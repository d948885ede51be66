package vernier.operators.exact;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

import vernier.image.VernierException;

/**
 * What an operator is.
 *
 * @param id short lower-case name with hyphens, for macros and the shell, such as "l0-smoothing"
 * @param name title, such as "L0 smoothing"
 * @param strength what the strength is, with its unit if any, such as "weight of the gradient count, lambda"
 * @param min smallest strength
 * @param max largest strength
 * @param initial strength that shows what the operator is for
 * @param logarithmic true if a slider should go by factors, not by steps
 * @param needsColour true if it has no meaning for gray pictures
 * @param neutral where it leaves every picture as it is, if it does anywhere
 * @param citation authors, title, venue and year of the paper
 */
public record OperatorInfo(String id, String name, String strength, double min, double max, double initial,
	boolean logarithmic, boolean needsColour, Optional<Neutral> neutral, String citation)
{

	/**
	 * A strength that leaves every picture as it is.
	 *
	 * @param strength the strength
	 * @param near how far from there, on the slider, it still does so little that less of a network's result is nearer to
	 *          its own: measured on photographs
	 */
	public record Neutral(double strength, double near) {

		/** Of one that changes pictures slowly at first. */
		static Optional<Neutral> at(final double strength) {
			return Optional.of(new Neutral(strength, 0.07));
		}
	}

	/** One that changes pictures at every strength. */
	public OperatorInfo(final String id, final String name, final String strength, final double min, final double max,
		final double initial, final boolean logarithmic, final boolean needsColour, final String citation)
	{
		this(id, name, strength, min, max, initial, logarithmic, needsColour, Optional.empty(), citation);
	}

	/** The strength at a place of the slider, 0 (weakest) to 1 (strongest). */
	public double at(final double slider) {
		return logarithmic ? min * Math.pow(max / min, slider) : min + slider * (max - min);
	}

	/** The place of the slider, 0 to 1, at which it shows a strength. */
	public double place(final double value) {
		final double place = logarithmic ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
		return Math.max(0, Math.min(1, place));
	}

	/** @throws VernierException if the strength is not a number from min to max */
	public void check(final double value) {
		if (!(value >= min && value <= max))
			throw new VernierException(String.format(Locale.ROOT, "The strength %s is out of range for %s: use %s to %s (%s).",
				text(value), name, text(min), text(max), strength));
	}

	/** A strength in digits, without an exponent. */
	public static String text(final double value) {
		return Double.isFinite(value) ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString() : String.valueOf(value);
	}

	/**
	 * Checks what an operator is asked to do.
	 *
	 * @throws VernierException if the strength is out of range, or the picture is gray and the operator needs colour
	 */
	public void check(final Picture picture, final double value) {
		check(value);
		if (needsColour && !picture.isColour())
			throw new VernierException(name + " works on the colours of a picture, and this one is gray: use an RGB picture.");
	}
}
