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
import vernier.batch.Batch;
import vernier.batch.BatchOptions;
import vernier.batch.Row;
import vernier.batch.Steps;
import vernier.image.CancelledException;
import vernier.model.ModelCatalog;

/** Processes the images of a folder. */
@Command(name = "batch", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Processes every image of a folder and its subfolders by the same steps. A second run goes on where an " +
		"interrupted one has ended; exit code 1 if a file failed.")
final class BatchCommand implements Callable<Integer> {

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Parameters(paramLabel = "IN_FOLDER",
		description = "folder with images; folders of DICOM files are one image each, this one too")
	private Path in;

	@Parameters(paramLabel = "OUT_FOLDER",
		description = "folder for results, outside of IN_FOLDER; also gets " + Batch.SUMMARY + " and " + Batch.LOG)
	private Path out;

	@Option(names = "--step", required = true, paramLabel = "STEP",
		description = "what to do, with the parameters of the command, such as \"super-resolve scale=2\"; several are done in " +
			"their order. Steps: super-resolve, operator, count, locate, volume")
	private List<String> steps;

	@Option(names = "--glob", defaultValue = "", paramLabel = "PATTERN",
		description = "which files, by their path in IN_FOLDER, such as \"**/*.tif\" (default: all images)")
	private String glob;

	@Option(names = "--format", defaultValue = "", paramLabel = "tif|nii.gz|nii|png|jpg|ome.zarr",
		description = "format of results (default: nii.gz for NIfTI; ome.zarr for OME-Zarr that is enlarged or goes through " +
			"operators, block by block; tif for all others)")
	private String format;

	@Option(names = "--jobs", defaultValue = "" + BatchOptions.DEFAULT_JOBS, paramLabel = "N",
		description = "images in work at a time: one is computed, others are read and written (default: ${DEFAULT-VALUE})")
	private int jobs;

	@Mixin
	private QuietOption quiet;

	@Option(names = "--progress", description = "draw the progress bar even if the output is not a terminal")
	private boolean progress;

	@Override
	public Integer call() {
		final Console console = main.console(quiet.isOn() ? Console.Style.QUIET : progress || System.console() != null
			? Console.Style.BAR : Console.Style.LINES);
		final BatchOptions options = Failure.checked(spec, this::options).withLog(console::note);
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			final Batch.Summary summary;
			try {
				summary = Batch.run(options, console);
			}
			catch (final CancelledException e) {
				console.clear();
				spec.commandLine().getErr().println("Cancelled: results that are there are whole; start again to go on.");
				return Main.INTERRUPTED;
			}
			console.clear();
			if (quiet.isOn())
				summary.rows().stream().filter(row -> row.status() == Row.Status.FAILED).forEach(row -> spec.commandLine().getErr()
					.println(row.file() + ": " + row.message()));
			else
				spec.commandLine().getOut().println(out.resolve(Batch.SUMMARY) + ": " + summary);
			return summary.count(Row.Status.FAILED) > 0 ? Main.FAILED : Main.DONE;
		});
	}

	private BatchOptions options() {
		Steps.parse(steps, ModelCatalog.standard(), line -> {}).close();
		return BatchOptions.of(in, out, steps).withGlob(glob).withFormat(format).withJobs(jobs);
	}
}
