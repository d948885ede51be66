package vernier.imagej1;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import vernier.counting.Count;
import vernier.counting.CountOptions;
import vernier.counting.CountReport;
import vernier.counting.DensityNetworks;
import vernier.counting.ObjectCounter;
import vernier.image.Geometry;
import vernier.image.HeatMap;
import vernier.image.ImagePlusBuilder;
import vernier.image.ImagePlusStack;
import vernier.image.MaskArea;
import vernier.image.PixelSize;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;

/**
 * Counting in an ImageJ image, without any window.
 *
 * <pre>
 * CountObjectsTask.Output output = CountObjectsTask.run(image, CountObjectsSettings.ofMacro("object_size=3"),
 *   ModelCatalog.standard(), Progress.NONE, line -&gt; {});
 * double count = output.result().counts().get(0).count();
 * </pre>
 */
public final class CountObjectsTask {

	/**
	 * Results that are not shown yet.
	 *
	 * @param result counts, by area and plane
	 * @param density 32-bit, calibrated, titled as the input without extension, then "-density", if asked for; its sum over
	 *          a plane is the plane's count
	 */
	public record Output(ObjectCounter.Result result, Optional<ImagePlus> density) {}

	private CountObjectsTask() {}

	/**
	 * Counts in every plane of an image, in the areas that the settings name. The image is not changed and is locked while
	 * it is read.
	 *
	 * @param progress told after every tile, asked before every tile whether to stop
	 * @param log takes lines worth telling
	 * @throws VernierException if settings or image do not do, with what to do about it
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public static Output run(final ImagePlus input, final CountObjectsSettings settings, final ModelCatalog catalog,
		final Progress progress, final Consumer<String> log)
	{
		CurrentImage.checkOpen(input);
		return run(input, CountAreas.parse(settings.rois()).of(input, log), settings, catalog, progress, log);
	}

	/** As above, in these areas, whatever the settings say of that. */
	static Output run(final ImagePlus input, final List<MaskArea> areas, final CountObjectsSettings settings,
		final ModelCatalog catalog, final Progress progress, final Consumer<String> log)
	{
		final CountOptions options = settings.options(pixelSize(input), catalog, log);
		try (ReadLock lock = ReadLock.of(input)) {
			final ObjectCounter.Result result = ObjectCounter.count(ImagePlusStack.of(input), areas, options, progress);
			return new Output(result, result.density().map(planes -> {
				final ImagePlus density = ImagePlusBuilder.build(planes, input, Geometry.IDENTITY, OpenImages.newTitle(input,
					"density"), result.provenance());
				HeatMap.show(density);
				return density;
			}));
		}
		catch (final OutOfMemoryError e) {
			throw new VernierException("There is not enough memory for this image and its density: use density=None, or give " +
				"ImageJ more with Edit > Options > Memory & Threads...", e);
		}
	}

	/**
	 * What would count, in a sentence.
	 *
	 * @param networks what was asked for before
	 * @throws VernierException if settings or image do not do, or there are no such areas
	 */
	static String plan(final ImagePlus input, final CountObjectsSettings settings, final ModelCatalog catalog,
		final DensityNetworks networks)
	{
		final String where = CountAreas.parse(settings.rois()).describe(input);
		return ObjectCounter.plan(ImagePlusStack.of(input), settings.options(pixelSize(input), catalog, line -> {}),
			networks) + ", " + where;
	}

	static PixelSize pixelSize(final ImagePlus image) {
		final Calibration calibration = image.getCalibration();
		return PixelSize.of(calibration.pixelWidth, calibration.pixelHeight, calibration.getUnit());
	}

	/** Appends a row for each count to the Results table. */
	public static void publish(final ImagePlus image, final Output output) {
		final ResultsTable table = ResultsTable.getResultsTable();
		for (final Count count : output.result().counts())
			ResultRows.add(table, image.getTitle(), CountReport.COLUMNS, CountReport.row(count, pixelSize(image), output.result()
				.method()));
		ResultRows.showDigits(table, CountReport.COLUMNS, Map.of());
		if (!MacroCall.cannotAsk())
			table.show("Results");
		IJ.showStatus(IJ.d2s(CountReport.sum(output.result().counts()), 1) + " objects, " + output
			.result().provenance().get("Vernier time"));
	}
}
