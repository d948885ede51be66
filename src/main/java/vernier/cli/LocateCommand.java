package vernier.cli;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import vernier.counting.spots.CameraGain;
import vernier.counting.spots.Colour;
import vernier.counting.spots.LocalisationOptions;
import vernier.counting.spots.Method;
import vernier.counting.spots.Polarity;
import vernier.counting.spots.SpotFormat;
import vernier.counting.spots.SpotRendering;

/** Localises the spots of one image file. */
@Command(name = "locate", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Localises the spots of an image file to a fraction of a pixel, plane by plane, and writes a table of them.")
final class LocateCommand implements Callable<Integer> {

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Mixin
	private RunOptions how;

	@Parameters(paramLabel = "IN", description = "image with spots: TIFF (also stacks), PNG and so on")
	private Path in;

	@Option(names = "--table", required = true, paramLabel = "FILE",
		description = "table to write; x_px and y_px count from the image's corner: the first pixel's centre is 0.5, 0.5")
	private Path table;

	@Option(names = "--format", defaultValue = "csv", paramLabel = "csv|thunderstorm|picasso",
		description = "columns of the table; picasso is for its csv2hdf (default: ${DEFAULT-VALUE})")
	private SpotFormat format;

	@Option(names = "--pixel-size", defaultValue = "0", paramLabel = "NM",
		description = "nanometres per pixel for thunderstorm and picasso (default: the image's calibration)")
	private double pixelSize;

	@Option(names = "--sigma", defaultValue = "auto", paramLabel = "S|auto",
		description = "width of the spots: standard deviation in pixels (default: found from the image)")
	private String sigma;

	@Option(names = "--method", defaultValue = "auto", paramLabel = "auto|LoG|fit|network",
		description = "LoG: maxima of the Laplacian of Gaussian; fit: these, then fitted by maximum likelihood; " +
			"auto: network, or fit if there is none (default: ${DEFAULT-VALUE})")
	private Method method;

	@Option(names = "--objects", defaultValue = "auto", paramLabel = "auto|bright|dark",
		description = "whether spots are brighter or darker than the ground (default: ${DEFAULT-VALUE})")
	private Polarity polarity;

	@Option(names = { "--colour", "--color" }, defaultValue = "auto", paramLabel = "COLOUR",
		description = "in what of a colour image: luma, red, green, blue, or a stain, unmixed: haematoxylin, eosin, dab; " +
			"auto: luma (default: ${DEFAULT-VALUE})")
	private Colour colour;

	@Option(names = "--probability", paramLabel = "P",
		description = "least probability of a spot (default: 0.99 for LoG and fit, for a network 0.5 or what it says)")
	private Double probability;

	@Option(names = "--threshold", defaultValue = "0", paramLabel = "T",
		description = "least height as a multiple of the noise: LoG and fit: in the LoG response, in place of a probability; " +
			"network: of the spot above its background, besides the probability (default: 5 deviations of the texture " +
			"around the spot, as far as that is more than noise)")
	private double threshold;

	@Option(names = "--model", defaultValue = LocalisationOptions.AUTO, paramLabel = "ID",
		description = "model for localisation, see \"vernier models\", or a path to one (default: ${DEFAULT-VALUE})")
	private String model;

	@Option(names = "--gain", paramLabel = "G",
		description = "gray levels per photon: intensities come in photons, and the precision is that of shot noise")
	private Double gain;

	@Option(names = "--offset", defaultValue = "0", paramLabel = "L",
		description = "gray level of no light, with --gain (default: ${DEFAULT-VALUE})")
	private double offset;

	@Option(names = { "--read-noise", "--noise" }, defaultValue = "0", paramLabel = "E",
		description = "standard deviation in photons, with --gain (default: ${DEFAULT-VALUE})")
	private double readNoise;

	@Option(names = "--render", paramLabel = "FILE",
		description = "also draw the spots of all slices and frames as a 32-bit image of finer pixels")
	private Path render;

	@Option(names = "--magnification", defaultValue = "" + SpotRendering.USUAL, paramLabel = "N",
		description = "fine pixels per pixel, 1 to 100 (default: ${DEFAULT-VALUE})")
	private int magnification;

	@Option(names = "--rendering", defaultValue = "gaussian", paramLabel = "gaussian|histogram",
		description = "Gaussians as wide as the precision, or 1 per spot (default: ${DEFAULT-VALUE})")
	private SpotRendering rendering;

	@Override
	public Integer call() {
		how.check();
		how.checkDifferent(in, table, render);
		final LocalisationOptions options = Failure.checked(spec, this::options);
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			final Console console = how.console(main);
			final LocateJob.Rendered rendered = render == null ? null : new LocateJob.Rendered(render, rendering,
				magnification);
			how.print(new LocateJob(in, table, format, pixelSize, rendered).run(options.withLog(console::note), console));
			return Main.DONE;
		});
	}

	private LocalisationOptions options() {
		SpotFormat.checkPixelSize(pixelSize);
		// of the smallest image: how large it is is not known yet
		SpotRendering.check(1, 1, magnification);
		return LocalisationOptions.defaults().withMethod(method).withModel(model) //
			.withPolarity(polarity).withColour(colour).withDevice(how.device()) //
			.withSigma(LocalisationOptions.numberOrAuto("sigma", sigma)) //
			.withProbability(optional(probability)).withThreshold(threshold).withTile(how.tile()).withBudget(how.budget()) //
			.withCamera(CameraGain.of(optional(gain), offset, readNoise));
	}

	private static OptionalDouble optional(final Double value) {
		return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
	}
}
