package vernier.imagej1;

import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import vernier.image.CancelledException;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;

/**
 * Shows a part of the view enlarged by cubic interpolation and by the network, in one window, while a dialog is open. The
 * newest request wins: an older one that still computes is cancelled at its next tile. The dialog stays in front, so that
 * one can go on typing. Computes on a thread of its own; use from the event thread.
 */
public final class Preview implements AutoCloseable {

	/** Pixels between the dialog and the preview, for the frames that windows have. */
	private static final int GAP = 8;

	private final ImagePlus input;
	private final ModelCatalog catalog;
	private final PreviewThread worker = new PreviewThread();
	private final Runnable closed;
	/** On the event thread only. */
	private PreviewWindow shown;

	public Preview(final ImagePlus input, final ModelCatalog catalog) {
		this(input, catalog, () -> {});
	}

	/** @param closed called, on the event thread, when the user has closed the window */
	Preview(final ImagePlus input, final ModelCatalog catalog, final Runnable closed) {
		this.input = input;
		this.catalog = catalog;
		this.closed = closed;
	}

	/**
	 * Computes and shows a preview for these settings; what is wrong with them goes to the status bar.
	 *
	 * @param dialog the one that asks for the preview and is not to be covered by it, or null if unknown
	 */
	public void request(final SuperResolutionSettings settings, final Dialog dialog) {
		final long mine = worker.next();
		try {
			CurrentImage.checkOpen(input);
			final PreviewPart part = PreviewPart.of(input, settings);
			IJ.showStatus("Computing the preview");
			worker.execute(() -> compute(part, settings, dialog, mine));
		}
		catch (final VernierException e) {
			IJ.showStatus(e.getMessage());
		}
	}

	/** Cancels what computes and leaves the window as it is. */
	void hold() {
		worker.next();
	}

	/** Cancels what computes and closes the window. */
	public void clear() {
		worker.next();
		EventQueue.invokeLater(this::hide);
	}

	private void compute(final PreviewPart part, final SuperResolutionSettings settings, final Dialog dialog,
		final long mine)
	{
		final Progress progress = worker.progress(mine);
		try {
			progress.checkCancelled();
			final ColorProcessor pair = part.compute(settings, catalog, progress);
			EventQueue.invokeLater(() -> {
				if (!progress.isCancelled())
					show(pair, settings, dialog);
			});
		}
		catch (final CancelledException e) {
			// a newer request is waiting, or the dialog was closed
		}
		catch (final RuntimeException | OutOfMemoryError | LinkageError e) {
			EventQueue.invokeLater(() -> {
				if (!progress.isCancelled())
					hide();
			});
			// what was stopped in the middle may fail in many ways
			if (!progress.isCancelled())
				IJ.showStatus(Failures.sentence(e));
		}
	}

	private void closedByUser() {
		worker.next();
		shown = null;
		closed.run();
	}

	private void hide() {
		if (shown != null)
			shown.dispose();
		shown = null;
	}

	private void show(final ColorProcessor pair, final SuperResolutionSettings settings, final Dialog dialog) {
		if (shown == null)
			shown = new PreviewWindow(this::closedByUser);
		shown.show("Preview at scale " + settings.scale(), pair);
		if (dialog != null && dialog.isShowing()) {
			shown.setLocation(beside(dialog.getBounds(), shown.getBounds(), dialog.getGraphicsConfiguration().getBounds()));
			// a new window takes the keyboard
			dialog.toFront();
		}
		IJ.showStatus("Preview: cubic interpolation | " + settings.model());
	}

	/** Where a window goes that is not to cover another: to its right, left, below, or where it is if it fits nowhere. */
	static Point beside(final Rectangle dialog, final Rectangle window, final Rectangle screen) {
		final Point[] places = { window.getLocation(), new Point(dialog.x + dialog.width + GAP, dialog.y), //
			new Point(dialog.x - window.width - GAP, dialog.y), new Point(screen.x, dialog.y + dialog.height + GAP), //
			new Point(screen.x, dialog.y - window.height - GAP) };
		for (final Point place : places) {
			final Rectangle moved = new Rectangle(place, window.getSize());
			if (screen.contains(moved) && !moved.intersects(dialog))
				return place;
		}
		return window.getLocation();
	}

	@Override
	public void close() {
		clear();
		worker.shutdownNow();
	}
}
