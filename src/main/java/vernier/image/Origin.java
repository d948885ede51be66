package vernier.image;

import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * Where the coordinates of an image begin and which way they go.
 *
 * @param column that has the coordinate 0, counted from the image's left edge
 * @param row that has the coordinate 0, counted from the image's upper edge
 * @param upwards true if y grows from row to row upwards, as on a map
 */
public record Origin(double column, double row, boolean upwards) {

	/** The image's upper left corner, y downwards. */
	public static final Origin CORNER = new Origin(0, 0, false);

	/** As {@link Calibration#getY(double, int)} has it: where y points up and no origin is stated, the last row is 0. */
	public static Origin of(final ImagePlus image) {
		final Calibration calibration = image.getCalibration();
		final boolean upwards = calibration.getInvertY();
		return new Origin(calibration.xOrigin, upwards && calibration.yOrigin == 0 ? image.getHeight() - 1 : calibration.yOrigin,
			upwards);
	}

	/** Distance in pixels along x, from the origin. */
	public double x(final double fromLeft) {
		return fromLeft - column;
	}

	/** Distance in pixels along y, from the origin. */
	public double y(final double fromTop) {
		return upwards ? row - fromTop : fromTop - row;
	}
}
