package vernier.imagej1;

import ij.ImagePlus;
import ij.WindowManager;
import vernier.image.VernierException;

/** The image that a command works on. */
public final class CurrentImage {

	/** What a dialog says whose image has been closed. */
	static final String CLOSED = "The image has been closed.";

	private CurrentImage() {}

	/**
	 * The current image.
	 *
	 * @param what what to open if there is none, such as "the image to enlarge"
	 * @throws VernierException if there is none
	 */
	public static ImagePlus get(final String what) {
		return required(WindowManager.getCurrentImage(), what);
	}

	/** @throws VernierException if the image is null */
	static ImagePlus required(final ImagePlus image, final String what) {
		if (image == null)
			throw new VernierException("There is no image open: open " + what + " first.");
		return image;
	}

	/** @throws VernierException if the image has been closed since it was chosen */
	static void checkOpen(final ImagePlus image) {
		if (image.getProcessor() == null)
			throw new VernierException("The image has been closed: open it again and choose it first.");
	}
}
