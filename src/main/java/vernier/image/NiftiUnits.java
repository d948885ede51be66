package vernier.image;

import java.util.Locale;

import ij.measure.Calibration;

/** The units of NIfTI (three for length in the low bits, and three for time) and those of ImageJ. */
final class NiftiUnits {

	private static final int METRE = 1;
	private static final int MILLIMETRE = 2;
	private static final int MICROMETRE = 3;
	private static final int SECOND = 8;
	private static final int MILLISECOND = 16;
	private static final int MICROSECOND = 24;

	private NiftiUnits() {}

	/**
	 * A unit of length in NIfTI's terms.
	 *
	 * @param code of the unit, 0 for none
	 * @param factor NIfTI's units per unit of ImageJ's
	 */
	record Length(int code, double factor) {}

	/** Whether a file says its unit of length. */
	static boolean isNamed(final int units) {
		return (units & 7) != 0;
	}

	/** ImageJ's name for the unit of length; files that name none mean millimetres, as tomographs do. */
	static String length(final int units) {
		return switch (units & 7) {
			case METRE -> "m";
			case MICROMETRE -> "micron";
			default -> "mm";
		};
	}

	/** The unit of an image's calibration, as one of NIfTI's. */
	static Length of(final Calibration calibration) {
		final double metres = PixelSize.metres(calibration.getUnit());
		if (Double.isNaN(metres))
			return new Length(0, 1);
		return metres >= 1 ? new Length(METRE, metres) : metres >= 1e-3 ? new Length(MILLIMETRE, metres / 1e-3)
			: new Length(MICROMETRE, metres / 1e-6);
	}

	/** Seconds per unit of time of the header, where none means seconds. */
	static double seconds(final int units) {
		return switch (units & 56) {
			case MILLISECOND -> 1e-3;
			case MICROSECOND -> 1e-6;
			default -> 1;
		};
	}

	/** Seconds per unit of time of a calibration. */
	static double seconds(final Calibration calibration) {
		return switch (calibration.getTimeUnit().toLowerCase(Locale.ROOT)) {
			case "ms", "msec", "millisecond", "milliseconds" -> 1e-3;
			case "us", "usec", "µs", "\u03bcs", "microsecond", "microseconds" -> 1e-6;
			case "min", "minute", "minutes" -> 60;
			case "h", "hr", "hour", "hours" -> 3600;
			default -> 1;
		};
	}

	/** The code of a length together with seconds. */
	static int withSeconds(final int length) {
		return length | SECOND;
	}
}
