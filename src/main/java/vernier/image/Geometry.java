package vernier.image;

import ij.measure.Calibration;

/**
 * Where the pixels of a result lie in the image it was made from: the input is cropped at an offset, then scaled.
 * <p>
 * Positions, x as an example:
 * <ul>
 * <li>edge convention, used by ImageJ for areas, centroids and {@link Calibration#getX(double)}: 0 is the left edge of
 * the first pixel, its centre is 0.5. An edge position u maps to (u - offsetX) scaleX.
 * <li>centre convention, used for pixel indices and by ImageJ for points and lines: 0 is the centre of the first pixel.
 * An index p maps to (p - offsetX + 0.5) scaleX - 0.5; the half pixels come from the centre lying half a pixel from the
 * edge.
 * </ul>
 * Both say the same: the outlines of input and result coincide, and a point of the specimen keeps its calibrated
 * coordinate.
 *
 * @param scaleX result columns per input column
 * @param scaleY result rows per input row
 * @param scaleZ result slices per input slice
 * @param offsetX first input column of the crop, in pixels
 * @param offsetY first input row of the crop, in pixels
 */
public record Geometry(double scaleX, double scaleY, double scaleZ, double offsetX, double offsetY) {

	/** Nothing scaled, nothing cropped. */
	public static final Geometry IDENTITY = scale(1, 1);

	/** In pixels: an origin that ImageJ does not take for none, where y points up. */
	private static final double ALMOST_ZERO = 1e-9;

	public Geometry {
		if (!(scaleX > 0 && scaleY > 0 && scaleZ > 0) || Double.isInfinite(scaleX * scaleY * scaleZ))
			throw new VernierException("The scale is " + scaleX + " x " + scaleY + " x " + scaleZ
				+ "; numbers above 0 are needed: enter another scale.");
		if (!Double.isFinite(offsetX) || !Double.isFinite(offsetY))
			throw new IllegalArgumentException("Offset (" + offsetX + ", " + offsetY + ") is not finite");
	}

	/** Columns and rows scaled, nothing cropped. */
	public static Geometry scale(final double scaleX, final double scaleY) {
		return new Geometry(scaleX, scaleY, 1, 0, 0);
	}

	/** This geometry with slices scaled. */
	public Geometry withScaleZ(final double factor) {
		return new Geometry(scaleX, scaleY, factor, offsetX, offsetY);
	}

	/** Result position of an input position, edge convention. */
	public double edgeX(final double x) {
		return (x - offsetX) * scaleX;
	}

	/** Result position of an input position, edge convention. */
	public double edgeY(final double y) {
		return (y - offsetY) * scaleY;
	}

	/** Result position of an input column, centre convention. */
	public double centreX(final double column) {
		return edgeX(column + 0.5) - 0.5;
	}

	/** Result position of an input row, centre convention. */
	public double centreY(final double row) {
		return edgeY(row + 0.5) - 0.5;
	}

	/** Result position of an input slice, centre convention. */
	public double centreZ(final double slice) {
		return (slice + 0.5) * scaleZ - 0.5;
	}

	/**
	 * The calibration of the result. Pixel sizes are divided by the scale. The origins, which ImageJ keeps as positions
	 * in pixels, move so that every point keeps its calibrated coordinate: in x and y by the edge convention, in z,
	 * where ImageJ calibrates slice indices, by the centre convention. Units, times and value calibration stay.
	 *
	 * @param calibration of the input; is not changed
	 * @param inputHeight rows of the input before cropping; ImageJ needs it where y points up
	 */
	public Calibration apply(final Calibration calibration, final int inputHeight) {
		final Calibration result = calibration.copy();
		result.pixelWidth = calibration.pixelWidth / scaleX;
		result.pixelHeight = calibration.pixelHeight / scaleY;
		result.pixelDepth = calibration.pixelDepth / scaleZ;
		result.xOrigin = edgeX(calibration.xOrigin);
		// with y pointing up and no origin, ImageJ counts from the last row of the image, which moves when scaling
		final boolean fromLastRow = calibration.getInvertY() && calibration.yOrigin == 0;
		result.yOrigin = edgeY(fromLastRow && !isIdentity() ? inputHeight - 1 : calibration.yOrigin);
		if (calibration.getInvertY() && result.yOrigin == 0 && !isIdentity())
			result.yOrigin = ALMOST_ZERO;
		result.zOrigin = centreZ(calibration.zOrigin);
		return result;
	}

	private boolean isIdentity() {
		return equals(IDENTITY);
	}
}
