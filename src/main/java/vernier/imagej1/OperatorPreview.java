package vernier.imagej1;

import java.awt.EventQueue;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import vernier.image.CancelledException;
import vernier.image.Geometry;
import vernier.image.ImagePlusBuilder;
import vernier.image.ImagePlusStack;
import vernier.image.Overlays;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;
import vernier.operators.LearnedOperator;

/**
 * Lays what an operator makes of the middle of the view over the image itself while a dialog is open: up to 512 x 512
 * pixels by a network, 256 x 256 exactly, of the displayed plane, within the area selection if there is one. The pixels of
 * the image stay as they are, and its overlay, under which the preview lies, is the user's: what is added meanwhile stays.
 * The newest request wins: an older one that still computes is cancelled. Computes on a thread of its own, on a copy of the
 * plane; use from the event thread. Value range and all that is measured are those of the result: of the selection, and of
 * all slices and frames.
 */
final class OperatorPreview implements AutoCloseable {

	private static final int LARGEST = 512, LARGEST_EXACT = 256;

	private final ImagePlus input;
	private final ModelCatalog catalog;
	private final PreviewThread worker = new PreviewThread();
	private Roi shown;
	private boolean hidden;

	/** Of the plane that was displayed last. */
	private ImagePlus copy;
	private int copied;
	private int changes;

	/** On the worker's thread only: the operator, what it was opened with, and the part of the plane it has measured. */
	private LearnedOperator operator;
	private OperatorSettings opened;
	private LearnedOperator.Part part;
	private Rectangle place;
	private ImagePlus measured;

	/** Of the selection in all planes of a channel, which are read once as long as the displayed one looks the same. */
	private ValueRange range;
	private Region selected;
	private int group;
	private int seen;

	OperatorPreview(final ImagePlus input, final ModelCatalog catalog) {
		this.input = input;
		this.catalog = catalog;
	}

	/** Computes and shows a preview; what is wrong with the settings, which have a strength, goes to the status bar. */
	void request(final OperatorSettings settings, final double strength) {
		final long mine = worker.next();
		try {
			CurrentImage.checkOpen(input);
			if (!settings.map().isEmpty())
				throw new VernierException("There is no preview of a strength map.");
			final Rectangle view = view(input);
			final ImagePlus plane = plane();
			final ImagePlusStack stack = ImagePlusStack.ofSelection(input);
			final int index = copied - 1;
			final int version = changes;
			worker.execute(() -> compute(new Displayed(plane, stack, index, version), view, settings, strength, mine));
		}
		catch (final VernierException e) {
			clear();
			IJ.showStatus(e.getMessage());
		}
	}

	/**
	 * What is shown when a preview is asked for.
	 *
	 * @param plane a copy of the displayed one
	 * @param stack the selection in all planes
	 * @param index of the displayed one among these, from 0
	 * @param version another number after pixels were seen to have changed
	 */
	private record Displayed(ImagePlus plane, ImagePlusStack stack, int index, int version) {}

	/** A copy of the displayed plane, the same one as long as it is displayed and looks the same. */
	private ImagePlus plane() {
		final int slice = input.getCurrentSlice();
		final boolean changed = copy != null && copied == slice && !samePixels(copy.getProcessor(), slice);
		if (changed)
			changes++;
		if (copy == null || copied != slice || changed || !sameColours(copy.getProcessor())) {
			final ImageProcessor pixels = input.getStack().getProcessor(slice).duplicate();
			if (input.getBitDepth() != 24) {
				pixels.setColorModel(input.getProcessor().getLut());
				pixels.setMinAndMax(input.getProcessor().getMin(), input.getProcessor().getMax());
			}
			copy = new ImagePlus("plane", pixels);
			copied = slice;
		}
		return copy;
	}

	/** Planes of virtual stacks are not compared, as they would be read anew at each step of the slider. */
	private boolean samePixels(final ImageProcessor plane, final int slice) {
		return input.getStack().isVirtual() || Objects.deepEquals(plane.getPixels(), input.getStack().getPixels(slice));
	}

	private boolean sameColours(final ImageProcessor plane) {
		final ImageProcessor shown = input.getProcessor();
		return input.getBitDepth() == 24 || plane.getMin() == shown.getMin() && plane.getMax() == shown.getMax() && plane
			.getLut().equals(shown.getLut());
	}

	private static Rectangle view(final ImagePlus image) {
		final ImageCanvas canvas = image.getCanvas();
		final Rectangle view = canvas == null ? new Rectangle(image.getWidth(), image.getHeight()) : canvas.getSrcRect();
		final Roi roi = image.getRoi();
		if (roi == null || !roi.isArea())
			return view;
		final Region region = ImagePlusStack.ofSelection(image).region();
		final Rectangle selection = new Rectangle((int) region.x(), (int) region.y(), region.width(), region.height());
		return selection.intersects(view) ? selection.intersection(view) : selection;
	}

	private void compute(final Displayed displayed, final Rectangle view, final OperatorSettings settings,
		final double strength, final long mine)
	{
		final Progress progress = worker.progress(mine);
		try {
			progress.checkCancelled();
			final long start = System.nanoTime();
			open(settings);
			measure(displayed, view, progress);
			final RandomAccessibleInterval<?> pixels = part.at(strength, progress);
			final ImagePlus result = ImagePlusBuilder.build(PlaneStack.of(pixels), displayed.plane(), Geometry.IDENTITY,
				"preview", Map.of());
			final ImageRoi roi = new ImageRoi(place.x, place.y, result.getProcessor().convertToRGB());
			progress.checkCancelled();
			// painting goes through the overlay
			EventQueue.invokeLater(() -> show(roi, mine));
			IJ.showStatus("Preview: " + settings.operator() + " " + settings.strength() + ", " + (part.isLearned()
				? "learned, " : "exact, ") + (System.nanoTime() - start) / 1_000_000 + " ms");
		}
		catch (final CancelledException e) {
			// a newer request is waiting, or the dialog was closed
		}
		catch (final RuntimeException | OutOfMemoryError | LinkageError e) {
			hide(mine);
			// what was stopped in the middle may fail in many ways
			if (!progress.isCancelled())
				IJ.showStatus(Failures.sentence(e));
		}
	}

	/** Keeps the network as long as the strength alone changes. */
	private void open(final OperatorSettings settings) {
		final OperatorSettings key = new OperatorSettings(settings.operator(), "", settings.mode(), settings.device(), settings
			.model(), "");
		if (key.equals(opened))
			return;
		closeOperator();
		operator = new LearnedOperator(key.options(catalog, line -> {}));
		opened = key;
	}

	private void measure(final Displayed displayed, final Rectangle view, final Progress progress) {
		final ImagePlus plane = displayed.plane();
		final ImagePlusStack stack = displayed.stack();
		final Region selection = stack.region();
		final int side = operator.isLearned() ? LARGEST : LARGEST_EXACT;
		final Rectangle middle = PreviewPart.middle(view, side, plane.getWidth(), plane.getHeight());
		if (part != null && measured == plane && middle.equals(place) && selection.equals(selected))
			return;
		part = null;
		if (range == null || !selection.equals(selected) || group != stack.rangeGroup(displayed.index()) || seen != displayed
			.version())
		{
			if (stack.size() > 1)
				IJ.showStatus("Preview: reading the range of all planes");
			// not cancelled by a newer request, which would have to begin anew
			range = LearnedOperator.range(stack, stack.rangeGroup(displayed.index()), worker.untilTheEnd());
			selected = selection;
			group = stack.rangeGroup(displayed.index());
			seen = displayed.version();
			progress.checkCancelled();
		}
		part = operator.part(Views.interval(ImagePlusStack.of(plane).plane(0), Intervals.createMinSize(selection.x(), selection
			.y(), selection.width(), selection.height())), new Region(middle.x - selection.x(), middle.y - selection.y(),
				middle.width, middle.height), range, progress);
		measured = plane;
		place = middle;
	}

	private void closeOperator() {
		if (operator != null)
			operator.close();
		operator = null;
		opened = null;
		part = null;
	}

	/** Below the rest of the overlay, in whichever one the image has by now. */
	private synchronized void show(final ImageRoi roi, final long mine) {
		if (!worker.isNewest(mine))
			return;
		roi.setName(Overlays.PREVIEW);
		final Overlay overlay = input.getOverlay() == null ? new Overlay() : input.getOverlay();
		final int index = indexIn(overlay);
		hidden = shown == null ? input.getHideOverlay() : hidden;
		if (index >= 0)
			overlay.set(roi, index);
		else {
			final Roi[] others = overlay.toArray();
			overlay.clear();
			overlay.add(roi);
			Arrays.stream(others).forEach(overlay::add);
		}
		shown = roi;
		input.setOverlay(overlay);
	}

	private synchronized void hide(final long mine) {
		if (worker.isNewest(mine))
			remove();
	}

	/** Cancels what computes and takes the preview off the image. */
	synchronized void clear() {
		worker.next();
		remove();
	}

	private void remove() {
		final Overlay overlay = input.getOverlay();
		if (shown != null && overlay != null) {
			final int index = indexIn(overlay);
			if (index >= 0)
				overlay.remove(index);
			final boolean hide = hidden || input.getHideOverlay();
			input.setOverlay(overlay.size() == 0 ? null : overlay);
			input.setHideOverlay(hide);
		}
		shown = null;
	}

	/** Not as ImageJ looks for one: to it, selections of the same place are the same. */
	private int indexIn(final Overlay overlay) {
		for (int i = 0; i < overlay.size(); i++)
			if (overlay.get(i) == shown)
				return i;
		return -1;
	}

	@Override
	public void close() {
		clear();
		worker.execute(this::closeOperator);
		worker.shutdown();
	}
}
