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

	@Mixin
	private RunOptions how;

	@Parameters(paramLabel = "IN",
		description = "image: TIFF (also stacks), NIfTI, DICOM (a folder is a series), OME-Zarr, PNG, JPEG, GIF, BMP")
	private Path in;

	@Parameters(paramLabel = "OUT", description = "result: .tif keeps everything, .nii.gz a volume and where it lies, .png " +
		"and .jpg keep pixels only; .ome.zarr of OME-Zarr, block by block")
	private Path out;

	@Option(names = "--scale", defaultValue = "2", paramLabel = "S",
		description = "1.1 to 8, or two for x and y, such as 2x1.5 (default: ${DEFAULT-VALUE})")
	private Scale scale;

	@Option(names = "--model", defaultValue = Networks.AUTO, paramLabel = "ID",
		description = "family or id, see \"vernier models\", or a path to a model (default: ${DEFAULT-VALUE})")
	private String model;

	@Option(names = "--consistency",
		description = "correct the result so that, reduced again, it gives the input")
	private boolean consistency;

	@Option(names = "--residual", paramLabel = "FILE",
		description = "also write what the result, reduced again, misses of the input (32-bit)")
	private Path residual;

	@Override
	public Integer call() {
		how.check();
		how.checkDifferent(in, out, residual);
		final Options options = Options.defaults().withScale(scale).withModel(model).withDevice(how.device())
			.withConsistency(consistency).withResidual(residual != null).withTile(how.tile()).withBudget(how.budget());
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			final Console console = how.console(main);
			how.print(new FileJob(in, out, residual).run(options.withLog(console::note), console));
			return Main.DONE;
		});
	}
}
