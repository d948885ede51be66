package vernier.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import vernier.counting.CountMethod;
import vernier.counting.CountOptions;
import vernier.counting.ObjectCounter;
import vernier.counting.spots.Colour;
import vernier.counting.spots.Polarity;
import vernier.image.Grid;
import vernier.image.PixelSize;

/** Counts objects in an image file. */
@Command(name = "count", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Counts objects, down to less than a pixel, in every plane of an image file, with 95 %% intervals.")
final class CountCommand implements Callable<Integer> {

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Parameters(paramLabel = "IN",
		description = "image: TIFF (also stacks), NIfTI, DICOM (a folder is a series), OME-Zarr, PNG, JPEG, GIF, BMP")
	private Path in;

	@Option(names = "--object-size", required = true, paramLabel = "D",
		description = "diameter of a typical object: in pixels (may be below 1), or with a unit, such as 3um")
	private String objectSize;

	@Option(names = "--table", paramLabel = "FILE", description = "counts as comma-separated values")
	private Path table;

	@Option(names = "--density", paramLabel = "FILE",
		description = "also write objects per pixel (32-bit TIFF); its sum is the count")
	private Path density;

	@Option(names = "--model", defaultValue = CountOptions.AUTO, paramLabel = "ID",
		description = "id, see \"vernier models\", or a path to a model (default: ${DEFAULT-VALUE}: by object size)")
	private String model;

	@Option(names = "--method", defaultValue = "density", paramLabel = "density|LoG",
		description = "learned density, or local maxima, which need no model (default: ${DEFAULT-VALUE})")
	private CountMethod method;

	@Option(names = "--objects", defaultValue = "auto", paramLabel = "auto|bright|dark",
		description = "whether objects are brighter or darker than the ground (default: ${DEFAULT-VALUE})")
	private Polarity polarity;

	@Option(names = { "--colour", "--color" }, defaultValue = "auto", paramLabel = "COLOUR",
		description = "in what of a colour image: luma, red, green, blue, or a stain, unmixed: haematoxylin, eosin, dab; " +
			"auto: luma, dark objects by the one of red, green and blue in which they stand out most " +
			"(default: ${DEFAULT-VALUE})")
	private Colour colour;

	@Option(names = "--rois", paramLabel = "FILE",
		description = "count in these selections, .roi or .zip (default: in the whole image)")
	private Path rois;

	@Option(names = "--grid", paramLabel = "CxR",
		description = "count in equal rectangles, such as 2x2 for quadrants")
	private Grid grid;

	@Option(names = { "--points", "--truth" }, paramLabel = "FILE",
		description = "true places of the objects (table, selections or dot image), to compare with")
	private Path points;

	@Mixin
	private PixelSizeOption pixelSize;

	@Mixin
	private RunOptions run;

	@Override
	public Integer call() {
		run.check();
		run.checkDifferent(in, table, density, rois, points);
		// in pixels once the image says how large they are
		Failure.checked(spec, () -> {
			ObjectCounter.checkSize(PixelSize.number(objectSize), objectSize.strip());
			return objectSize;
		});
		pixelSize.given();
		final Console console = run.console(main);
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			final CountOptions options = CountOptions.ofSize(1).withModel(model).withMethod(method).withPolarity(polarity)
				.withColour(colour).withDevice(run.device()).withBudget(run.budget()).withTile(run.tile()).withLog(console::note);
			run.print(new CountJob(in, table, density, rois, grid, points, pixelSize).run(options, objectSize, console));
			return Main.DONE;
		});
	}
}
