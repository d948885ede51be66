package vernier.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

import vernier.counting.Count;
import vernier.counting.CountMethod;
import vernier.counting.CountOptions;
import vernier.counting.CountReport;
import vernier.counting.CountingModels;
import vernier.counting.DensityNetworks;
import vernier.counting.ObjectCounter;
import vernier.counting.spots.Polarity;
import vernier.image.CsvTable;
import vernier.image.Grid;
import vernier.image.ImageDocument;
import vernier.image.PixelSize;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.RoiAreas;
import vernier.image.Titles;
import vernier.image.VernierException;
import vernier.inference.Device;

/**
 * "count object-size=12 method=density rois=wells.zip density": as the command Count Sub-Pixel Objects..., with a table per
 * image and, if asked for, the density as an image. Selections from a file, and a grid, hold for all images.
 */
final class CountStep implements Step {

	/** A density's bytes per pixel, of images that have at least one. */
	private static final int FLOAT_BYTES = 4;

	private final String objectSize;
	/** But for the size of an object. */
	private final CountOptions options;
	/** Null for whole images. */
	private final Path rois;
	private RoiAreas.Selections selections = RoiAreas.Selections.NONE;
	private final Grid grid;
	/** Which one counts depends on the image: a size may be given in its unit. */
	private final DensityNetworks networks = new DensityNetworks();

	CountStep(final StepLine line, final Steps.Surroundings surroundings) {
		objectSize = line.text("object-size", null);
		if (objectSize == null)
			throw new VernierException("The step \"count\" needs the diameter of a typical object: write, for example, " +
				"object-size=12, or object-size=3um.");
		ObjectCounter.checkSize(PixelSize.number(objectSize), objectSize);
		final CountMethod method = CountMethod.parse(line.text("method", "density"));
		options = CountOptions.ofSize(1).withCatalog(surroundings.catalog()).withLog(surroundings.log()) //
			.withMethod(method).withModel(Parameters.model(line, surroundings, method == CountMethod.LOG, CountingModels.choices(
				surroundings.catalog()))) //
			.withPolarity(Polarity.parse(line.text("objects", "auto"))).withColour(Parameters.colour(line)) //
			.withDevice(Device.parse(line.text("device", "Auto"))) //
			.withTile(Parameters.tile(line)).withDensity(density(line));
		rois = line.text("rois", "Auto").matches("(?i)auto|image") ? null : Parameters.file(line, "rois");
		final String rectangles = line.text("grid", null);
		grid = rectangles == null ? null : Grid.parse(rectangles);
	}

	/** A flag, or as a macro has it, Map or None. */
	private static boolean density(final StepLine line) {
		final String text = line.text("density", "false");
		return text.matches("(?i)true|false") ? line.flag("density") : CountOptions.wantsDensity(text);
	}

	@Override
	public void open() {
		// networks by the first image
		if (rois != null)
			selections = RoiAreas.Selections.read(rois);
	}

	@Override
	public Result apply(final ImageDocument input, final Progress progress) {
		final PlaneStack planes = input.planes();
		final PixelSize pixel = input.pixelSize();
		final ObjectCounter.Result result = ObjectCounter.count(planes, selections.areas(grid, planes, options.log()), options
			.withObjectSize(pixel.pixels(objectSize)).withAspect(pixel.aspect()), networks, progress);
		final CsvTable table = new CsvTable(CountReport.COLUMNS);
		for (final Count count : result.counts())
			table.add(CountReport.row(count, input.pixelSize(), result.method()).toArray());
		final List<Extra> extras = result.density().map(density -> List.of(new Extra("density", input.deriveMap(density, Titles
			.withSuffix(input.title(), "density"), result.provenance())))).orElse(List.of());
		return new Result(input, false, List.of(new Table("count", table::write)), extras, OptionalDouble.of(
			CountReport.sum(result.counts())), result.provenance());
	}

	@Override
	public double besides() {
		return options.density() ? FLOAT_BYTES : 0;
	}

	@Override
	public boolean changes() {
		return false;
	}

	@Override
	public void close() {
		networks.close();
	}
}
