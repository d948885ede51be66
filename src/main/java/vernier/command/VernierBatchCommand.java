package vernier.command;

import java.io.File;
import java.util.HashMap;
import java.util.Map;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import vernier.imagej1.BatchSettings;
import vernier.imagej1.BatchTask;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Vernier Batch...: processes every image of a folder by the same steps, see
 * {@link vernier.batch.Batch}. Shows a table with a row per file.
 *
 * <pre>
 * run("Vernier Batch...", "input=[/data/in] output=[/data/out] steps=[super-resolve scale=2; count object-size=12]");
 * </pre>
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Vernier Batch...", initializer = "restore",
	attrs = @Attr(name = "no-record"))
public class VernierBatchCommand extends VernierCommand {

	@Parameter(persist = false, style = "directory", label = "Input folder")
	private File input;

	@Parameter(persist = false, style = "directory", label = "Output folder", description = "Outside of the input folder.")
	private File output;

	@Parameter(persist = false, style = "text area",
		description = "One a line, or separated by semicolons, with the parameters of the commands: super-resolve scale=2")
	private String steps = "super-resolve scale=2";

	@Parameter(persist = false, required = false, label = "Files", description = "Such as **/*.tif; empty for all images.")
	private String glob = "";

	@Parameter(persist = false, choices = { "Auto", "tif", "nii.gz", "nii", "png", "jpg", "ome.zarr" },
		description = "Auto is nii.gz for NIfTI, ome.zarr for OME-Zarr where possible, and tif for all others.")
	private String format = "Auto";

	@Parameter(persist = false, label = "Images at a time", description = "One is computed, others are read and written.")
	private String jobs = BatchSettings.DEFAULTS.jobs();

	/** The initializer: for the dialog, what was chosen last. */
	void restore() {
		if (!asksUser())
			return;
		final BatchSettings last = BatchSettings.remembered();
		input = last.input().isEmpty() ? null : new File(last.input());
		output = last.output().isEmpty() ? null : new File(last.output());
		steps = last.steps();
		glob = last.glob();
		format = last.format();
		jobs = last.jobs();
	}

	@Override
	Map<String, Object> macroInputs(final String options) {
		final BatchSettings settings = BatchSettings.ofMacro(options);
		return new HashMap<>(Map.of("input", new File(settings.input()), "output", new File(settings.output()), "steps", settings
			.steps(), "glob", settings.glob(), "format", settings.format(), "jobs", settings.jobs()));
	}

	@Override
	void work() {
		final BatchSettings settings = new BatchSettings(text(input), text(output), steps, glob == null ? "" : glob, format, jobs);
		if (asksUser()) {
			settings.remember();
			settings.record();
		}
		BatchTask.show(tracked("Vernier batch", progress -> BatchTask.run(settings, ModelCatalog.standard(), progress, LOG)));
	}

	private static String text(final File folder) {
		return folder == null ? "" : folder.getPath();
	}
}
