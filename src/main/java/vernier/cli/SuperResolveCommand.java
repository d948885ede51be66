package vernier.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.inference.MemoryBudget;
import vernier.superres.Networks;
import vernier.superres.Options;
import vernier.superres.Scale;

/** Enlarges one image file. */
@Command(name = "super-resolve", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Enlarges every plane of an image file; pixel type, calibration and the like are kept.")
final class SuperResolveCommand implements Callable<Integer> {

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Parameters(paramLabel = "IN", description = "image: TIFF (also stacks), PNG, JPEG, GIF, BMP")
	private Path in;

	@Parameters(paramLabel = "OUT", description = "result: .tif keeps everything; .png and .jpg keep pixels only")
	private Path out;

	@Option(names = "--scale", defaultValue = "2", converter = ScaleText.class, paramLabel = "S",
		description = "1.1 to 8, or two for x and y, such as 2x1.5 (default: ${DEFAULT-VALUE})")
	private Scale scale;

	@Option(names = "--model", defaultValue = Networks.AUTO, paramLabel = "ID",
		description = "family or id, see \"vernier models\", or a path to a model (default: ${DEFAULT-VALUE})")
	private String model;

	@Option(names = "--device", defaultValue = "auto", converter = DeviceText.class, paramLabel = "auto|cpu|gpu",
		description = "auto takes a GPU if one proves usable; gpu fails if none does (default: ${DEFAULT-VALUE})")
	private Device device;

	@Option(names = "--consistency",
		description = "correct the result so that, reduced again, it gives the input")
	private boolean consistency;

	@Option(names = "--residual", paramLabel = "FILE",
		description = "also write what the result, reduced again, misses of the input (32-bit)")
	private Path residual;

	@Option(names = "--tile", defaultValue = "0", paramLabel = "N",
		description = "largest tile, in pixels of the result (default: derived from the memory)")
	private int tile;

	@Option(names = "--memory", paramLabel = "MiB",
		description = "memory for tiles, besides input and result (default: a quarter of what is free, 64 to 768)")
	private Long memory;

	@Option(names = "--quiet", description = "nothing but errors")
	private boolean quiet;

	@Option(names = "--progress", description = "draw the progress bar even if the output is not a terminal")
	private boolean progress;

	@Override
	public Integer call() {
		check();
		final Console console = main.console(quiet ? Console.Style.QUIET
			: progress || System.console() != null ? Console.Style.BAR : Console.Style.LINES);
		Options options = Options.defaults().withScale(scale).withModel(model).withDevice(device)
			.withConsistency(consistency).withResidual(residual != null).withTile(tile).withLog(console::note);
		if (memory != null)
			options = options.withBudget(new MemoryBudget(memory << 20));
		final Options chosen = options;
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			final String summary = new FileJob(in, out, residual).run(chosen, console);
			if (!quiet)
				spec.commandLine().getOut().println(summary);
			return Main.DONE;
		});
	}

	/** What can be told before anything is computed. */
	private void check() {
		if (tile < 0)
			throw wrong("--tile " + tile + " is negative: give the largest tile in pixels, such as 512.");
		if (memory != null && (memory < 1 || memory > 1 << 20))
			throw wrong("--memory " + memory + " is not from 1 to 1048576 MiB.");
		if (same(in, out) || residual != null && (same(in, residual) || same(out, residual)))
			throw wrong("Two of the given files are the same: the input is never overwritten, give another name.");
	}

	private static boolean same(final Path a, final Path b) {
		try {
			return Files.exists(a) && Files.exists(b) ? Files.isSameFile(a, b)
				: a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
		}
		catch (final java.io.IOException e) {
			return false;
		}
	}

	private ParameterException wrong(final String sentence) {
		return new ParameterException(spec.commandLine(), sentence);
	}

	/** Reads a {@link Scale}. */
	static final class ScaleText implements ITypeConverter<Scale> {

		@Override
		public Scale convert(final String text) {
			try {
				return Scale.parse(text);
			}
			catch (final VernierException e) {
				throw new TypeConversionException(e.getMessage());
			}
		}
	}

	/** Reads a {@link Device}. */
	static final class DeviceText implements ITypeConverter<Device> {

		@Override
		public Device convert(final String text) {
			try {
				return Device.parse(text);
			}
			catch (final VernierException e) {
				throw new TypeConversionException(e.getMessage());
			}
		}
	}
}
