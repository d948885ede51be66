package vernier.superres;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import vernier.image.VernierException;

/**
 * How many target pixels lie in one source pixel, along x and y.
 * <p>
 * A side of n source pixels becomes round(n * s) target pixels, at least 1; for a whole number s that is exactly n * s.
 * Rounding is half up, and reducing the target by 1/s with the same rule gives n again. The centre of target pixel i
 * lies at (i + 0.5) / s - 0.5 in source pixels, with the scale s as it was asked for and not the ratio of the rounded
 * sides: so the pixel size becomes exactly 1/s of the source's, and the outer corner of the first pixel stays in place.
 *
 * @param x target pixels per source pixel along x, 1.1 to 8
 * @param y target pixels per source pixel along y, 1.1 to 8
 */
public record Scale(double x, double y) {

	/** Smallest scale along one axis. */
	public static final double MIN = 1.1;
	/** Largest scale along one axis. */
	public static final double MAX = 8;

	private static final String USE = "use one from 1.1 to 8, such as 2, or two such as 2x1.5 for x and y.";
	private static final String NUMBER = "(-?(?:\\d+\\.?\\d*|\\.\\d+))";
	private static final Pattern SYNTAX = Pattern.compile(NUMBER + "(?:\\s*[x×]\\s*" + NUMBER + ")?");

	/** @throws VernierException if one of the scales is not from 1.1 to 8 */
	public Scale {
		check(x);
		check(y);
	}

	/** @throws VernierException if the scale is not from 1.1 to 8 */
	public static Scale of(final double both) {
		return new Scale(both, both);
	}

	/**
	 * Reads "2", "1.5" or, for x and y, "2x1.5"; spaces around numbers are allowed.
	 *
	 * @throws VernierException if the text is something else or a number is not from 1.1 to 8
	 */
	public static Scale parse(final String text) {
		final Matcher matcher = SYNTAX.matcher(text.trim().toLowerCase(Locale.ROOT));
		if (!matcher.matches())
			throw new VernierException("Scale \"" + text + "\" " + (text.contains(",")
				? "has a comma: write decimals with a point and " : "is not a number: ") + USE);
		final double x = Double.parseDouble(matcher.group(1));
		return new Scale(x, matcher.group(2) == null ? x : Double.parseDouble(matcher.group(2)));
	}

	/** Columns of the target for a source of so many columns. */
	public long targetWidth(final long sourceWidth) {
		return target(sourceWidth, x);
	}

	/** Rows of the target for a source of so many rows. */
	public long targetHeight(final long sourceHeight) {
		return target(sourceHeight, y);
	}

	/** True if both scales are whole numbers. */
	public boolean isWhole() {
		return x == Math.rint(x) && y == Math.rint(y);
	}

	/** The text that {@link #parse} reads as this scale, in its shortest form: "2", "1.5", "2x1.5". */
	@Override
	public String toString() {
		return x == y ? text(x) : text(x) + "x" + text(y);
	}

	/** The rule for the number of target pixels along one axis, also for reductions. */
	static long target(final long source, final double scale) {
		// the tolerance makes halves go up however the scale came about: 50 * 1.37 as 100 * (1.37 / 2)
		return Math.max(1, (long) Math.floor(source * scale + 0.5 + 1e-6));
	}

	private static void check(final double scale) {
		if (!(scale >= MIN && scale <= MAX))
			throw new VernierException("Scale " + text(scale) + " is outside 1.1 to 8: " + USE);
	}

	private static String text(final double scale) {
		return scale == Math.rint(scale) && Math.abs(scale) < 1e15 ? Long.toString((long) scale) : Double.toString(scale);
	}
}
