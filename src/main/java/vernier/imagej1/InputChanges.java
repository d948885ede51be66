package vernier.imagej1;

import java.awt.EventQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.RoiListener;

/**
 * Tells a dialog, on the event thread, that the selection, the displayed plane or the pixels of its image have changed.
 * What changes in quick succession is told once.
 */
final class InputChanges implements ImageListener, RoiListener, AutoCloseable {

	private final ImagePlus input;
	private final Runnable changed;
	private final AtomicBoolean waiting = new AtomicBoolean();
	private volatile boolean closed;

	InputChanges(final ImagePlus input, final Runnable changed) {
		this.input = input;
		this.changed = changed;
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
		closed |= image == input;
	}

	@Override
	public void close() {
		closed = true;
		ImagePlus.removeImageListener(this);
		Roi.removeRoiListener(this);
	}
}
