package vernier.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import vernier.counting.simulation.Camera;
import vernier.counting.simulation.Psf;
import vernier.counting.simulation.SceneOptions;
import vernier.counting.simulation.SceneOptions.Kind;
import vernier.counting.simulation.SimulatedObject;
import vernier.counting.simulation.Simulator;
import vernier.counting.simulation.Span;
import vernier.image.CancelledException;
import vernier.image.CsvTable;
import vernier.image.OutputFile;
import vernier.image.PlaneFiles;
import vernier.image.PlaneStack;
import vernier.image.VernierException;

/**
 * Writes simulated pictures with known truth: {@code dense-001.tif}, {@code dense-001.csv} and so on. The same options
 * and seed give the same files.
 */
@Command(name = "simulate", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Writes simulated pictures of objects or spots, each with a table of what is in it.")
final class SimulateCommand implements Callable<Integer> {

	private static final int MOST_PICTURES = 100_000;
	private static final List<String> COLUMNS = List.of("x_px", "y_px", "intensity", "background", "sigma_px", "diameter_px",
		"photons");

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Parameters(paramLabel = "OUT_FOLDER", description = "folder for the pictures and tables; made if it is not there")
	private Path folder;

	@Option(names = "--kind", defaultValue = "dense", paramLabel = "dense|spots",
		description = "objects with a size, or single emitters (default: ${DEFAULT-VALUE})")
	private Kind kind;

	@Option(names = { "--images", "--count" }, defaultValue = "1", paramLabel = "N",
		description = "number of pictures (default: ${DEFAULT-VALUE})")
	private int images;

	@Option(names = "--size", defaultValue = "256", paramLabel = "N|WxH", description = "pixels (default: ${DEFAULT-VALUE})")
	private String size;

	@Option(names = "--seed", defaultValue = "1", paramLabel = "N",
		description = "the same seed gives the same pictures (default: ${DEFAULT-VALUE})")
	private long seed;

	@Option(names = "--object-size", paramLabel = "D|A-B",
		description = "diameter in pixels, or a range; dense only (default: 1)")
	private Span objectSize;

	@Option(names = "--density", paramLabel = "D|A-B",
		description = "objects per pixel, or a range (default: 0.1, spots 0.005)")
	private Span density;

	@Option(names = "--photons", paramLabel = "P|A-B",
		description = "photons of an object, or a range (default: 200, spots 100-5000)")
	private Span photons;

	@Option(names = "--sigma", paramLabel = "S|A-B",
		description = "blur, standard deviation in pixels, or a range (default: 0.7, spots 1.3)")
	private Span sigma;

	@Option(names = "--psf", defaultValue = "gaussian", paramLabel = "gaussian|airy",
		description = "shape of the blur (default: ${DEFAULT-VALUE})")
	private Psf psf;

	@Option(names = "--background", paramLabel = "B|A-B",
		description = "photons per pixel, or a range (default: 10, spots 20)")
	private Span background;

	@Option(names = "--unevenness", paramLabel = "U",
		description = "relative standard deviation of the background (default: 0.3, spots 0)")
	private Double unevenness;

	@Option(names = "--clustering", paramLabel = "C",
		description = "standard deviation of the logarithm of the local density (default: 0.5, spots 0)")
	private Double clustering;

	@Option(names = "--camera", defaultValue = "scmos", paramLabel = "scmos|emccd",
		description = "kind of noise (default: ${DEFAULT-VALUE})")
	private Camera camera;

	@Option(names = "--gain", defaultValue = "2", paramLabel = "G",
		description = "gray levels per photon (default: ${DEFAULT-VALUE})")
	private double gain;

	@Option(names = "--read-noise", defaultValue = "1.6", paramLabel = "E",
		description = "standard deviation, electrons (default: ${DEFAULT-VALUE})")
	private double readNoise;

	@Option(names = "--offset", defaultValue = "100", paramLabel = "L",
		description = "gray level of no light (default: ${DEFAULT-VALUE})")
	private double offset;

	@Mixin
	private QuietOption quiet;

	@Override
	public Integer call() {
		final SceneOptions options = Failure.checked(spec, this::options);
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			make(folder);
			final Console console = main.console(quiet.isOn() ? Console.Style.QUIET : Console.Style.LINES);
			long objects = 0;
			for (int i = 0; i < images; i++) {
				if (console.isCancelled())
					return cancelled(i);
				objects += write(options, i);
				console.update((i + 1.0) / images);
			}
			if (!quiet.isOn())
				spec.commandLine().getOut().println(folder + ": " + images + " picture(s) with " + objects + " objects");
			return Main.DONE;
		});
	}

	private int cancelled(final int written) {
		if (written == 0)
			throw new CancelledException();
		spec.commandLine().getErr().println("Cancelled: " + written + " of " + images + " picture(s) are in " + folder +
			", each with its table.");
		return Main.INTERRUPTED;
	}

	private SceneOptions options() {
		if (images < 1 || images > MOST_PICTURES)
			throw new VernierException("The number of pictures is " + images + "; 1 to " + MOST_PICTURES +
				" can be made: give another --images.");
		if (!size.matches("\\d{1,9}([xX]\\d{1,9})?"))
			throw new VernierException("The size is \"" + size + "\"; pixels are expected: write 256 or 640x480.");
		final String[] sides = size.split("[xX]");
		final int width = Integer.parseInt(sides[0]);
		final int height = Integer.parseInt(sides[sides.length - 1]);
		final SceneOptions usual = kind == Kind.DENSE ? SceneOptions.dense(width, height) : SceneOptions.spots(width, height);
		return new SceneOptions(kind, width, height, or(objectSize, usual.objectSize()), or(density, usual.density()), //
			or(photons, usual.photons()), or(sigma, usual.sigma()), psf, or(background, usual.background()), //
			or(unevenness, usual.unevenness()), or(clustering, usual.clustering()), camera, gain, readNoise, offset);
	}

	private static <T> T or(final T given, final T usual) {
		return given != null ? given : usual;
	}

	private long write(final SceneOptions options, final int index) {
		// neighbouring seeds must not share pictures
		final Simulator.Scene scene = Simulator.simulate(options, seed * 1_000_003 + index);
		final String name = String.format(Locale.ROOT, "%s-%03d", kind.name().toLowerCase(Locale.ROOT), index + 1);
		final CsvTable truth = new CsvTable(COLUMNS);
		for (final SimulatedObject object : scene.objects())
			truth.add(object.x(), object.y(), gain * object.photons(), offset + gain * object.background(), scene.sigma(),
				object.diameter(), object.photons());
		final Path picture = folder.resolve(name + ".tif");
		PlaneFiles.save(PlaneStack.of(scene.image()), name, Map.of("Vernier simulated objects", Integer.toString(truth.size()),
			"Vernier seed", Long.toString(seed)), picture);
		OutputFile.bothOrNeither(picture, () -> truth.write(folder.resolve(name + ".csv")));
		return truth.size();
	}

	private static void make(final Path folder) {
		try {
			Files.createDirectories(folder);
		}
		catch (final IOException e) {
			throw new VernierException("The folder " + folder + " cannot be made (" + e.getMessage() +
				"): choose another place.", e);
		}
	}
}
