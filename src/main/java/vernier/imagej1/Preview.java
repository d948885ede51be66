package vernier.imagej1;

import java.awt.EventQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import vernier.image.CancelledException;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;

/**
 * Shows a part of the view enlarged by cubic interpolation and by the network, in one window, while a dialog is open. The
 * newest request wins: an older one that still computes is cancelled at its next tile. Computes on a thread of its own;
 * use from the event thread.
 */
public final class Preview implements AutoCloseable {

	private final ImagePlus input;
	private final ModelCatalog catalog;
	private final AtomicLong newest = new AtomicLong();
	private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
		final Thread thread = new Thread(task, "Vernier preview");
		thread.setDaemon(true);
		return thread;
	});
	/** On the event thread only. */
	private ImagePlus shown;

	public Preview(final ImagePlus input, final ModelCatalog catalog) {
		this.input = input;
		this.catalog = catalog;
	}

	/** Computes and shows a preview for these settings; what is wrong with them goes to the status bar. */
	public void request(final SuperResolutionSettings settings) {
		final long mine = newest.incrementAndGet();
		try {
			final PreviewPart part = PreviewPart.of(input, settings);
			IJ.showStatus("Computing the preview");
			worker.execute(() -> compute(part, settings, mine));
		}
		catch (final VernierException e) {
			IJ.showStatus(e.getMessage());
		}
	}

	/** Cancels what computes and closes the window. */
	public void clear() {
		newest.incrementAndGet();
		EventQueue.invokeLater(() -> {
			if (shown != null) {
				shown.changes = false;
				shown.close();
			}
			shown = null;
		});
	}

	private void compute(final PreviewPart part, final SuperResolutionSettings settings, final long mine) {
		final Progress progress = new Progress() {

			@Override
			public void update(final double fraction) {
				// a preview takes a moment; the progress bar belongs to commands
			}

			@Override
			public boolean isCancelled() {
				return newest.get() != mine;
			}
		};
		try {
			progress.checkCancelled();
			final ColorProcessor pair = part.compute(settings, catalog, progress);
			EventQueue.invokeLater(() -> {
				if (!progress.isCancelled())
					show(pair, settings);
			});
		}
		catch (final CancelledException e) {
			// a newer request is waiting, or the dialog was closed
		}
		catch (final VernierException | LinkageError e) {
			IJ.showStatus(e.getMessage());
		}
	}

	private void show(final ColorProcessor pair, final SuperResolutionSettings settings) {
		final String title = "Preview at scale " + settings.scale();
		if (shown == null || !shown.isVisible()) {
			shown = new ImagePlus(title, pair);
			shown.show();
		}
		else {
			shown.setProcessor(title, pair);
		}
		IJ.showStatus("Preview: cubic interpolation | " + settings.model());
	}

	@Override
	public void close() {
		clear();
		worker.shutdownNow();
	}
}
