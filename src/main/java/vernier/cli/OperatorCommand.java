package vernier.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import vernier.operators.Mode;
import vernier.operators.OperatorOptions;
import vernier.operators.exact.ExactOperator;
import vernier.operators.exact.ExactOperators;
import vernier.operators.exact.OperatorInfo;

/** Applies an image-processing operator to one image file. */
@Command(name = "operator", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Applies an image-processing operator to every plane of an image file, by a network or exactly.")
final class OperatorCommand implements Callable<Integer> {

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Mixin
	private RunOptions how;

	@Parameters(arity = "0..1", index = "0", paramLabel = "IN",
		description = "image: TIFF (also stacks), NIfTI, DICOM (a folder is a series), OME-Zarr, PNG, JPEG, GIF, BMP")
	private Path in;

	@Parameters(arity = "0..1", index = "1", paramLabel = "OUT",
		description = "result: .tif keeps everything, .nii.gz a volume and where it lies; .png and .jpg keep pixels only; " +
			".ome.zarr of OME-Zarr, block by block")
	private Path out;

	@Option(names = "--list", description = "print each operator's id, range of strengths and default strength")
	private boolean list;

	@Option(names = "--operator", paramLabel = "ID", description = "what to do, see --list")
	private String operator;

	@Option(names = "--strength", paramLabel = "S", description = "the operator's parameter (default: see --list)")
	private Double strength;

	@Option(names = "--strength-map", paramLabel = "FILE",
		description = "image of the size of IN whose values are strengths; needs a network")
	private Path map;

	@Option(names = "--mode", defaultValue = "auto", paramLabel = "auto|learned|exact",
		description = "auto takes a network if there is one that is faster than the exact operator and as good (default: " +
			"${DEFAULT-VALUE})")
	private Mode mode;

	@Option(names = "--exact", description = "the same as --mode exact")
	private boolean exact;

	@Option(names = "--model", defaultValue = "Auto", paramLabel = "ID",
		description = "family or id, see \"vernier models\", or a path to a model (default: ${DEFAULT-VALUE})")
	private String model;

	@Override
	public Integer call() {
		if (list) {
			Columns.print(ExactOperators.list().stream().map(ExactOperator::info).map(OperatorCommand::row).toList(), spec
				.commandLine().getOut());
			return Main.DONE;
		}
		final OperatorOptions options = options();
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			final Console console = how.console(main);
			how.print(new OperatorJob(in, out, map).run(options.withLog(console::note), console));
			return Main.DONE;
		});
	}

	private static List<String> row(final OperatorInfo info) {
		return List.of(info.id(), OperatorInfo.text(info.min()) + "-" + OperatorInfo.text(info.max()), OperatorInfo.text(info
			.initial()));
	}

	private OperatorOptions options() {
		how.check();
		if (in == null || out == null)
			throw how.wrong("IN and OUT are missing: name the image to process and the file to write.");
		if (operator == null)
			throw how.wrong("--operator is missing: name one, see --list.");
		if (exact && mode == Mode.LEARNED)
			throw how.wrong("--exact and --mode learned exclude each other: give one.");
		if (strength != null && map != null)
			throw how.wrong("--strength and --strength-map exclude each other: give one.");
		how.checkDifferent(in, out, map);
		return Failure.checked(spec, () -> {
			final OperatorOptions options = OperatorOptions.of(operator).withMode(exact ? Mode.EXACT : mode) //
				.withModel(model).withDevice(how.device()).withTile(how.tile()).withBudget(how.budget());
			if (strength == null)
				return options;
			options.operator().info().check(strength);
			return options.withStrength(strength);
		});
	}
}
