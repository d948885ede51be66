package vernier.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import vernier.image.ImageDocument;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.ThroughPlaneModels;
import vernier.superres.volume.VolumeGrid;
import vernier.superres.volume.VolumeOptions;

/** Refines a stack of thick slices, or fuses several. */
@Command(name = "volume", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Refines a stack of thick slices through the slices, by any factor up to 6; pixel type, units of value and " +
		"the place in the world are kept. With --with, several stacks of one subject become one volume.")
final class VolumeCommand implements Callable<Integer> {

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Mixin
	private RunOptions how;

	@Parameters(paramLabel = "IN", description = "volume: NIfTI, or a TIFF stack; also with channels and frames")
	private Path in;

	@Parameters(paramLabel = "OUT", description = "result: .nii, .nii.gz or .tif")
	private Path out;

	@Option(names = "--spacing", defaultValue = VolumeGrid.ISOTROPIC, paramLabel = "isotropic|S|SxSxS",
		description = "voxel size of the result in mm (in the image's unit, if that is another): the finest of the input " +
			"along all axes, or one number for all, or three (default: ${DEFAULT-VALUE})")
	private String spacing;

	@Option(names = "--thickness", defaultValue = "0", paramLabel = "T",
		description = "slice thickness, in the same unit; less than the slice distance where there are gaps " +
			"(default: estimated from the volume)")
	private double thickness;

	@Option(names = "--voxel", paramLabel = "VxVxV",
		description = "voxel size of the input, in place of what the file says or where it says nothing")
	private String voxel;

	@Option(names = "--model", defaultValue = ThroughPlaneModels.AUTO, paramLabel = "ID",
		description = "id, see \"vernier models\", or a path to a model, or cubic for interpolation (default: ${DEFAULT-VALUE})")
	private String model;

	@Option(names = "--in-plane",
		description = "refine the slices' own plane by a super-resolution network too, where the spacing asks for it")
	private boolean inPlane;

	@Option(names = "--consistency", negatable = true, defaultValue = "true", fallbackValue = "true",
		description = "correct the result until its slices are the measured ones (default: on)")
	private boolean consistency;

	@Option(names = "--with", paramLabel = "FILE",
		description = "another stack of the same subject, in another direction, to fuse with IN; may be given several times")
	private List<Path> others = List.of();

	@Option(names = "--align", negatable = true,
		description = "refine where the other stacks lie, starting from what their headers say (default: on with --with)")
	private Boolean align;

	@Override
	public Integer call() {
		how.check();
		final List<Path> inputs = new ArrayList<>(List.of(in));
		inputs.addAll(others);
		for (int i = 0; i < inputs.size(); i++) {
			how.checkDifferent(inputs.get(i), out);
			for (int j = 0; j < i; j++)
				if (ImageDocument.isSame(inputs.get(i), inputs.get(j)))
					throw how.wrong("The stack " + inputs.get(i) + " is given twice: give each stack once.");
		}
		if (!others.isEmpty() && voxel != null)
			throw how.wrong("--voxel and --with exclude each other: stacks are fused by what their headers say.");
		if (others.isEmpty() && align != null)
			throw how.wrong("--align needs other stacks: name them with --with.");
		if (!(thickness >= 0) || Double.isInfinite(thickness))
			throw how.wrong("--thickness " + thickness + " is no thickness: give a positive number, or leave it out.");
		final Spacing size = voxel == null ? null : Failure.checked(spec, () -> Spacing.parse(voxel, "voxel size"));
		Failure.checked(spec, () -> VolumeGrid.stated(spacing));
		final VolumeOptions options = VolumeOptions.defaults().withSpacing(spacing).withThickness(thickness) //
			.withModel(model).withInPlane(inPlane).withConsistency(consistency).withDevice(how.device()) //
			.withTile(how.tile()).withBudget(how.budget());
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			final Console console = how.console(main);
			final VolumeOptions chosen = options.withLog(console::note);
			how.print(others.isEmpty() ? new VolumeJob(in, out, size).run(chosen, console)
				: new FusionJob(inputs, out, align == null || align).run(chosen, console));
			return Main.DONE;
		});
	}
}
