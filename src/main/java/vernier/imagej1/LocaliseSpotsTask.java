package vernier.imagej1;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import vernier.counting.spots.Localisation;
import vernier.counting.spots.LocalisationOptions;
import vernier.counting.spots.Spot;
import vernier.counting.spots.SpotLayout;
import vernier.counting.spots.SpotRendering;
import vernier.counting.spots.SpotReport;
import vernier.image.ImagePlusStack;
import vernier.image.MaskArea;
import vernier.image.MergedImage;
import vernier.image.Origin;
import vernier.image.PlanePoint;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.RoiAreas;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;

/**
 * Localisation of the spots of an ImageJ image, without any window.
 *
 * <pre>
 * LocaliseSpotsTask.Output spots = LocaliseSpotsTask.run(image, LocaliseSpotsSettings.ofMacro("sigma=1.3"),
 *   ModelCatalog.standard(), Progress.NONE, line -&gt; {});
 * int number = spots.result().count();
 * </pre>
 */
public final class LocaliseSpotsTask {

	/** Property of an image: the {@link PlanePoint}s that were localised in it last. */
	static final String LAST = "Vernier last spots";

	/** Name of the overlay's points; those of an earlier run are replaced. */
	static final String MARKS = "Vernier spots";

	/**
	 * Results that are not shown yet.
	 *
	 * @param result spots by plane, counted from the corner of the selection
	 * @param layout where they lie in the image
	 * @param rendered the spots drawn, titled as the input without extension, then "-rendered", if asked for
	 */
	public record Output(Localisation.Result result, SpotLayout layout, Optional<ImagePlus> rendered) {}

	private LocaliseSpotsTask() {}

	/**
	 * Localises the spots of an image, or of its area selection. A file that is asked for is written. The image is locked
	 * while it is read.
	 *
	 * @param progress told after every tile, asked before every tile whether to stop
	 * @param log takes lines worth telling
	 * @throws VernierException if settings or image do not do, with what to do about it
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public static Output run(final ImagePlus input, final LocaliseSpotsSettings settings, final ModelCatalog catalog,
		final Progress progress, final Consumer<String> log)
	{
		final LocalisationOptions options = settings.options(catalog, log);
		settings.check();
		final Optional<SpotRendering> drawing = settings.drawing();
		final int fine = settings.fine();
		CurrentImage.checkOpen(input);
		try (ReadLock lock = ReadLock.of(input); Localisation localisation = new Localisation(options)) {
			final ImagePlusStack source = ImagePlusStack.ofSelection(input);
			drawing.ifPresent(kind -> SpotRendering.check(source.width(), source.height(), fine));
			final SpotLayout layout = layout(input, source.region());
			settings.file().ifPresent(file -> settings.columns().pixelSize(layout, 0));
			// before spots are sought, since the user may select something else meanwhile
			final Optional<MaskArea> area = selection(input);
			final Localisation.Result found = localisation.locate(source, progress);
			final Localisation.Result result = area.map(mask -> inSelection(found, mask, source.region())).orElse(found);
			final Optional<ImagePlus> rendered = drawing.map(kind -> MergedImage.of(kind.draw(result, layout, source.width(),
				source.height(), fine, progress), input, source.geometry(fine, fine), OpenImages.newTitle(input, "rendered"), result
					.provenance()));
			settings.file().ifPresent(file -> {
				settings.columns().write(file, result, layout, 0);
				settings.columns().remarks(result, layout).forEach(log);
			});
			return new Output(result, layout, rendered);
		}
		catch (final OutOfMemoryError e) {
			throw new VernierException("There is not enough memory for this image: select a part of it, use a smaller " +
				"magnification, or give ImageJ more with Edit > Options > Memory & Threads...", e);
		}
	}

	private static SpotLayout layout(final ImagePlus image, final Region region) {
		final Calibration calibration = image.getCalibration();
		return new SpotLayout(image.getNChannels(), image.getNSlices(), calibration.pixelWidth, calibration.pixelHeight,
			calibration.getUnit(), Origin.of(image), region.x(), region.y());
	}

	/** The area selection pixel by pixel: ImageJ's Roi.containsPoint finds no point in one whose bounds have decimals. */
	private static Optional<MaskArea> selection(final ImagePlus image) {
		final List<Roi> areas = CountAreas.selected(image).stream().filter(Roi::isArea).toList();
		return RoiAreas.of(areas, ImagePlusStack.of(image)).stream().findFirst();
	}

	/** Without the spots that lie in the selection's bounding box and not in the selection. */
	private static Localisation.Result inSelection(final Localisation.Result result, final MaskArea area,
		final Region region)
	{
		if (area.mask() == null)
			return result;
		final List<List<Spot>> inside = new ArrayList<>();
		for (final List<Spot> plane : result.planes())
			inside.add(plane.stream().filter(spot -> area.contains((long) Math.floor(spot.x() + region.x()), (long) Math.floor(
				spot.y() + region.y()))).toList());
		return new Localisation.Result(List.copyOf(inside), result.photons(), result.provenance());
	}

	/** Marks the spots on the image and appends a row for each to the Results table. */
	public static void publish(final ImagePlus image, final Output output, final LocaliseSpotsSettings settings) {
		if (settings.marks())
			mark(image, output);
		final ResultsTable table = ResultsTable.getResultsTable();
		final SpotLayout layout = output.layout();
		final List<PlanePoint> places = new ArrayList<>();
		for (int plane = 0; plane < output.result().planes().size(); plane++)
			for (final Spot spot : output.result().spots(plane)) {
				ResultRows.add(table, image.getTitle(), SpotReport.COLUMNS, SpotReport.row(spot, plane, layout, output.result()
					.photons()));
				places.add(new PlanePoint(spot.x() + layout.offsetX(), spot.y() + layout.offsetY(), layout.channel(plane), layout
					.slice(plane), layout.frame(plane)));
			}
		ResultRows.showDigits(table, SpotReport.COLUMNS, Map.of("x", layout.pixelWidth(), "y", layout.pixelHeight()));
		image.setProperty(LAST, List.copyOf(places));
		if (!MacroCall.cannotAsk())
			table.show("Results");
		IJ.showStatus(summary(output));
	}

	/** For the status line. */
	static String summary(final Output output) {
		return output.result().count() + " spots, " + output.result().provenance().get("Vernier time");
	}

	/** A group of points for each plane with spots. */
	private static void mark(final ImagePlus image, final Output output) {
		final Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		overlay.remove(MARKS);
		final SpotLayout layout = output.layout();
		for (int plane = 0; plane < output.result().planes().size(); plane++) {
			final List<Spot> spots = output.result().spots(plane);
			if (spots.isEmpty())
				continue;
			final float[] x = new float[spots.size()];
			final float[] y = new float[spots.size()];
			for (int i = 0; i < x.length; i++) {
				// for points, ImageJ counts from the centre of the first pixel
				x[i] = (float) (spots.get(i).x() + layout.offsetX() - 0.5);
				y[i] = (float) (spots.get(i).y() + layout.offsetY() - 0.5);
			}
			final PointRoi points = new PointRoi(x, y, x.length);
			points.setName(MARKS);
			points.setPointType(PointRoi.CIRCLE);
			points.setStrokeColor(Color.YELLOW);
			if (image.isHyperStack() || image.getNChannels() > 1)
				points.setPosition(layout.channel(plane), layout.slice(plane), layout.frame(plane));
			else if (image.getStackSize() > 1)
				points.setPosition(plane + 1);
			overlay.add(points);
		}
		image.setOverlay(overlay);
	}
}
