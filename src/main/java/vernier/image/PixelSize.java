package vernier.image;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Size of a pixel in an image's own unit; 1 x 1 "pixel" where it is not calibrated.
 *
 * @param width along x
 * @param height along y
 * @param unit as ImageJ shows it
 */
public record PixelSize(double width, double height, String unit) {

	/** Of an image that is not calibrated. */
	public static final PixelSize NONE = new PixelSize(1, 1, "pixel");

	private static final Pattern LENGTH = Pattern.compile("\\s*([-+0-9.eE]+?)\\s*([a-zA-Z\u00b5\u03bc\u00c5]*)\\s*");
	/** Metres per unit. */
	private static final Map<String, Double> METRES = Map.ofEntries(Map.entry("nm", 1e-9), Map.entry("nanometer", 1e-9), //
		Map.entry("um", 1e-6), Map.entry("micron", 1e-6), Map.entry("micrometer", 1e-6), Map.entry("mm", 1e-3), //
		Map.entry("millimeter", 1e-3), Map.entry("cm", 1e-2), Map.entry("centimeter", 1e-2), Map.entry("m", 1.0), //
		Map.entry("meter", 1.0), Map.entry("inch", 0.0254), Map.entry("in", 0.0254), //
		Map.entry("pm", 1e-12), Map.entry("\u00e5", 1e-10), Map.entry("angstrom", 1e-10));

	/** Along x and y of an image; {@link #NONE} where the sizes mean nothing. */
	public static PixelSize of(final double width, final double height, final String unit) {
		final boolean named = !unit.isBlank() && !unit.toLowerCase(Locale.ROOT).startsWith("pixel");
		return width > 0 && height > 0 && (named || width != 1 || height != 1) ? new PixelSize(width, height, named ? unit
			: "unit") : NONE;
	}

	/**
	 * As it is stated where no image says it.
	 *
	 * @param text nanometres: "100", or width and height as "100x120"; "0" for {@link #NONE}
	 * @throws VernierException if the text is neither
	 */
	public static PixelSize ofNanometres(final String text) {
		final String[] sides = text.strip().split("x", -1);
		try {
			final double width = Double.parseDouble(sides[0]);
			final double height = Double.parseDouble(sides[sides.length - 1]);
			if (sides.length == 1 && width == 0)
				return NONE;
			if (sides.length <= 2 && width > 0 && height > 0 && Double.isFinite(width) && Double.isFinite(height))
				return new PixelSize(width, height, "nm");
		}
		catch (final NumberFormatException e) {
			// the same sentence
		}
		throw new VernierException("The pixel size is " + text.strip() + " nm; it lies above 0, for pixels that are no squares " +
			"along x and y: give for example 100 or 100x120.");
	}

	/** Side of a square of a pixel's area, in the unit: for lengths that lie along no axis. */
	public double side() {
		return Math.sqrt(width * height);
	}

	/** Height over width. */
	public double aspect() {
		return height / width;
	}

	/** True if a pixel has a size in a unit of length or of the user's own. */
	public boolean isCalibrated() {
		return !equals(NONE);
	}

	/**
	 * A length in pixels.
	 *
	 * @param text "3" or "3px" for pixels; "3um", "0.5 mm" or, in the image's own unit, "3 unit" otherwise
	 * @throws VernierException if the text is no length, or has a unit and the image is not calibrated
	 */
	public double pixels(final String text) {
		final double value = number(text);
		final Matcher matcher = LENGTH.matcher(text);
		final String given = matcher.matches() ? plain(matcher.group(2)) : "";
		if (given.isEmpty() || given.equals("px") || given.equals("pixel"))
			return value;
		final double pixel = side();
		final String own = plain(unit);
		if (!isCalibrated())
			throw new VernierException("The length \"" + text.strip() + "\" has a unit, but the image is not calibrated: give " +
				"it in pixels, or set the pixel size with Image > Properties...");
		if (given.equals(own) || given.equals("unit"))
			return value / pixel;
		final double length = value * metres(given) / metres(own);
		if (Double.isNaN(length))
			throw new VernierException("The length \"" + text.strip() + "\" cannot be compared with the image's unit \"" + unit +
				"\": give it in pixels or in that unit.");
		return length / pixel;
	}

	/**
	 * The number of a length, whatever its unit is.
	 *
	 * @throws VernierException if the text is no length
	 */
	public static double number(final String text) {
		final Matcher matcher = LENGTH.matcher(text);
		if (!matcher.matches())
			throw noLength(text);
		try {
			return Double.parseDouble(matcher.group(1));
		}
		catch (final NumberFormatException e) {
			throw noLength(text);
		}
	}

	/** Metres in a unit of length, as ImageJ and people write it; NaN for anything else. */
	public static double metres(final String unit) {
		return METRES.getOrDefault(plain(unit), Double.NaN);
	}

	private static VernierException noLength(final String text) {
		return new VernierException("\"" + text + "\" is no length: write pixels, such as 3, or a length with its unit, such " +
			"as 3um.");
	}

	private static String plain(final String unit) {
		final String name = unit.strip().toLowerCase(Locale.ROOT).replace('\u00b5', 'u').replace('\u03bc', 'u').replace(
			"metre", "meter").replace("inches", "inch");
		return name.length() > 3 && name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
	}
}
