package vernier.imagej1;

import java.awt.EventQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.RoiListener;

/**
 * Tells a dialog, on the event thread, that the selection, the displayed plane or the pixels of its image have changed, or
 * that the image has been closed. What changes in quick succession is told once.
 */
final class InputChanges implements ImageListener, RoiListener, AutoCloseable {

	private final ImagePlus input;
	private final Runnable changed;
	private final Runnable gone;
	private final AtomicBoolean waiting = new AtomicBoolean();
	private volatile boolean closed;

	/** @param gone called when the image has been closed; after that nothing is told */
	InputChanges(final ImagePlus input, final Runnable changed, final Runnable gone) {
		this.input = input;
		this.changed = changed;
		this.gone = gone;
		ImagePlus.addImageListener(this);
		Roi.addRoiListener(this);
	}

	private void tell(final ImagePlus image) {
		if (image != input || waiting.getAndSet(true))
			return;
		EventQueue.invokeLater(() -> {
			waiting.set(false);
			if (!closed)
				changed.run();
		});
	}

	@Override
	public void imageUpdated(final ImagePlus image) {
		tell(image);
	}

	@Override
	public void roiModified(final ImagePlus image, final int what) {
		tell(image);
	}

	@Override
	public void imageOpened(final ImagePlus image) {
		// only images that are open already are asked about
	}

	@Override
	public void imageClosed(final ImagePlus image) {
		if (image != input || closed)
			return;
		closed = true;
		EventQueue.invokeLater(gone);
	}

	@Override
	public void close() {
		closed = true;
		ImagePlus.removeImageListener(this);
		Roi.removeRoiListener(this);
	}
}
