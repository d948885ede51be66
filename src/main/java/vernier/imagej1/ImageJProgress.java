package vernier.imagej1;

import ij.IJ;
import vernier.image.Progress;

/** ImageJ's progress bar, and the Esc key to cancel. */
public final class ImageJProgress implements Progress {

	private ImageJProgress() {}

	/** Starts listening; an Esc pressed earlier no longer counts. */
	public static ImageJProgress start(final String status) {
		IJ.resetEscape();
		IJ.showStatus(status + " (Esc to cancel)");
		return new ImageJProgress();
	}

	@Override
	public void update(final double fraction) {
		IJ.showProgress(fraction);
	}

	@Override
	public boolean isCancelled() {
		return IJ.escapePressed();
	}
}
