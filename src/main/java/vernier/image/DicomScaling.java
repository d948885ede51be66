package vernier.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.measure.Calibration;
import ij.plugin.DICOM;
import ij.process.ImageProcessor;

/**
 * DICOM files whose stored numbers become values by a slope and an intercept. ImageJ computes these by commands of its
 * menus, which there are none of in a shell; so it is kept from that, and they are computed here, as it does: as 32-bit
 * pixels where the slope is not 1.
 */
final class DicomScaling {

	private static final String SLOPE = "0028,1053";
	private static final String INTERCEPT = "0028,1052";
	private static final String WINDOW = "0028,1051";

	private DicomScaling() {}

	/**
	 * Opens a file into an image, as ImageJ's options for DICOM say.
	 *
	 * @return true if {@link #apply} has to follow
	 */
	static synchronized boolean open(final DICOM dicom, final String path) {
		final boolean ours = !Prefs.ignoreRescaleSlope && !Prefs.fixedDicomScaling && !Prefs.openDicomsAsFloat;
		Prefs.ignoreRescaleSlope |= ours;
		try {
			dicom.open(path);
		}
		finally {
			Prefs.ignoreRescaleSlope &= !ours;
		}
		return ours;
	}

	/** Makes values of stored numbers, if the image's info has a slope other than 1. */
	static void apply(final ImagePlus image) {
		final double[] slope = DicomFiles.numbers(image, SLOPE, 1);
		if (slope == null || slope[0] == 1 || image.getBitDepth() == 24)
			return;
		final double[] intercept = DicomFiles.numbers(image, INTERCEPT, 1);
		final Calibration calibration = image.getCalibration();
		final double zero = calibration.isSigned16Bit() ? 32768 : 0;
		final double add = (intercept == null ? 0 : intercept[0]) - zero * slope[0];
		final double low = image.getDisplayRangeMin() - zero;
		final double high = image.getDisplayRangeMax() - zero;
		final ImageStack stored = image.getStack();
		final ImageStack values = new ImageStack(image.getWidth(), image.getHeight());
		for (int plane = 1; plane <= stored.size(); plane++) {
			final ImageProcessor numbers = stored.getProcessor(plane);
			final float[] pixels = new float[numbers.getPixelCount()];
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (float) (numbers.getf(i) * slope[0] + add);
			values.addSlice(stored.getSliceLabel(plane), pixels);
		}
		calibration.disableDensityCalibration();
		image.setStack(values);
		// a window is of values, not of stored numbers
		if (DicomFiles.numbers(image, WINDOW, 1) != null)
			image.setDisplayRange(low, high);
		else
			image.resetDisplayRange();
	}
}
