package vernier.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import net.imglib2.img.array.ArrayImgs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import vernier.counting.PointDensity;
import vernier.image.ImageDocument;
import vernier.image.OutputFile;
import vernier.image.PixelSize;
import vernier.image.PlaneFiles;
import vernier.image.PlanePoint;
import vernier.image.PlaneStack;
import vernier.image.PointFiles;
import vernier.image.Titles;
import vernier.image.VernierException;

/** Makes a density of points that were tagged by hand or are known. */
@Command(name = "points-to-density", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Makes the density of known points: 32 bits, objects per pixel; its sum is the number of points.")
final class PointsToDensityCommand implements Callable<Integer> {

	private static final int LARGEST_SIDE = 1 << 15;

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Parameters(paramLabel = "POINTS",
		description = "table with columns x_px and y_px or as \"score\" reads them, ImageJ selections (.roi, .zip), or a " +
			"dot image")
	private Path in;

	@Parameters(paramLabel = "OUT", description = "density, .tif")
	private Path out;

	@Option(names = "--like", paramLabel = "IMAGE",
		description = "image whose size, planes and calibration the density has (default for a dot image: that image)")
	private Path like;

	@Option(names = "--size", paramLabel = "WxH", description = "size in pixels, in the place of --like")
	private String size;

	@Option(names = "--sigma", defaultValue = "0", paramLabel = "S",
		description = "spread each point as a Gaussian, px; 0 puts it into its pixel (default: ${DEFAULT-VALUE})")
	private double sigma;

	@Mixin
	private PixelSizeOption pixelSize;

	@Mixin
	private QuietOption quiet;

	@Override
	public Integer call() {
		final boolean dots = !in.toString().toLowerCase(Locale.ROOT).matches(".*\\.(csv|txt|tsv|roi|zip)");
		if (like == null && size == null && !dots)
			throw new ParameterException(spec.commandLine(), "The size of the density is not known: give --like IMAGE, or " +
				"--size such as 512x512.");
		if (like != null && size != null)
			throw new ParameterException(spec.commandLine(), "--like and --size exclude each other: give one.");
		final int[] sides = size == null ? null : Failure.checked(spec, this::sides);
		pixelSize.given();
		Failure.checked(spec, () -> PointDensity.checkSigma(sigma));
		RunOptions.checkDifferent(spec, in, out);
		RunOptions.checkDifferent(spec, like, out);
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			OutputFile.checkFloats(out, "A density");
			final ImageDocument image = sides != null ? null : ImageDocument.open(like == null ? in : like);
			final PlaneStack planes = image == null ? PlaneStack.of(ArrayImgs.bytes(sides[0], sides[1])) : image.planes();
			final List<PlanePoint> points = PointFiles.read(in, planes, pixelSize.or(image == null ? PixelSize.NONE : image
				.pixelSize()));
			final PlaneStack density = PointDensity.of(points, planes, sigma, main.console(Console.Style.QUIET));
			if (image == null)
				PlaneFiles.save(density, "density", Map.of(), out);
			else
				image.deriveMap(density, Titles.withSuffix(image.title(), "density"), Map.of()).save(out);
			if (!quiet.isOn())
				spec.commandLine().getOut().println(String.format(Locale.ROOT, "%s: density of %d points, sum %.6g", out, points
					.size(), PointDensity.sum(density)));
			return Main.DONE;
		});
	}

	private int[] sides() {
		if (!size.matches("\\d{1,5}x\\d{1,5}"))
			throw new VernierException("The size is \"" + size + "\"; columns and rows are expected: write for example 512x480.");
		final int width = Integer.parseInt(size.split("x")[0]);
		final int height = Integer.parseInt(size.split("x")[1]);
		if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE)
			throw new VernierException("The size is " + size + "; 1 to " + LARGEST_SIDE + " pixels along each side are expected.");
		return new int[] { width, height };
	}
}
