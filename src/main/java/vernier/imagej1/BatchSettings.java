package vernier.imagej1;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

import ij.Prefs;
import vernier.batch.BatchOptions;
import vernier.batch.Steps;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;

/**
 * What the user or a macro asks of Vernier Batch, as text. The same keys serve the macro language, the recorder and the
 * SciJava command:
 *
 * <pre>
 * run("Vernier Batch...", "input=[/data/heads] output=[/data/fine] steps=[volume spacing=isotropic] glob=**&#47;*.nii.gz");
 * run("Vernier Batch...", "input=in output=out steps=[super-resolve scale=2; count object-size=12]");
 * </pre>
 *
 * @param input folder to read
 * @param output folder to write
 * @param steps what to do with each image, separated by semicolons or line ends; see {@link Steps}
 * @param glob which files, "" for all images
 * @param format ending of results, "Auto" for .nii.gz of NIfTI, .ome.zarr of OME-Zarr where possible, and .tif of all others
 * @param jobs images in work at a time
 */
public record BatchSettings(String input, String output, String steps, String glob, String format, String jobs) {

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Vernier Batch...";

	/** What a macro gets for what it omits; folders and steps cannot be omitted. */
	public static final BatchSettings DEFAULTS = new BatchSettings("", "", "", "", "Auto", String.valueOf(
		BatchOptions.DEFAULT_JOBS));

	private static final Set<String> TEXTS = MacroOptions.keys("input", "output", "steps", "glob", "format", "jobs");
	private static final String PREFERENCES = "vernier.batch.";

	/**
	 * Reads a macro's options; what is omitted takes its default.
	 *
	 * @throws VernierException if a key is unknown or lacks its value
	 */
	public static BatchSettings ofMacro(final String options) {
		final MacroOptions macro = MacroOptions.parse(options, TEXTS, Set.of());
		return new BatchSettings(macro.text("input", ""), macro.text("output", ""), macro.text("steps", ""), //
			macro.text("glob", DEFAULTS.glob), macro.text("format", DEFAULTS.format), macro.text("jobs", DEFAULTS.jobs));
	}

	/** What was chosen in the dialog last time. Macros neither read nor write this. */
	public static BatchSettings remembered() {
		return new BatchSettings(Prefs.get(PREFERENCES + "input", ""), Prefs.get(PREFERENCES + "output", ""), //
			Prefs.get(PREFERENCES + "steps", "super-resolve scale=2"), Prefs.get(PREFERENCES + "glob", DEFAULTS.glob), //
			Prefs.get(PREFERENCES + "format", DEFAULTS.format), Prefs.get(PREFERENCES + "jobs", DEFAULTS.jobs));
	}

	/** Keeps these as what the dialog shows first next time. */
	public void remember() {
		Prefs.set(PREFERENCES + "input", input);
		Prefs.set(PREFERENCES + "output", output);
		Prefs.set(PREFERENCES + "steps", line());
		Prefs.set(PREFERENCES + "glob", glob);
		Prefs.set(PREFERENCES + "format", format);
		Prefs.set(PREFERENCES + "jobs", jobs);
	}

	/** Writes the macro line to the recorder if that is open. Does nothing in a macro. */
	public void record() {
		MacroLine.record(COMMAND, line -> {
			line.option("input", input);
			line.option("output", output);
			line.option("steps", line());
			if (!glob.isBlank())
				line.option("glob", glob);
			if (!format.equals(DEFAULTS.format))
				line.option("format", format);
			if (!jobs.equals(DEFAULTS.jobs))
				line.option("jobs", jobs);
		});
	}

	private String line() {
		return String.join("; ", Steps.split(steps));
	}

	/**
	 * @param log takes a line per file, and others worth telling
	 * @throws VernierException if a folder is not given, or format or number are none
	 */
	BatchOptions options(final ModelCatalog catalog, final Consumer<String> log) {
		return BatchOptions.of(path(input, "input"), path(output, "output"), Steps.split(steps)).withCatalog(catalog) //
			.withGlob(glob.trim()).withFormat(format.equalsIgnoreCase("Auto") ? "" : format.trim()).withJobs(number()).withLog(log);
	}

	private static Path path(final String text, final String key) {
		if (text.isBlank())
			throw new VernierException("There is no " + key + " folder: name one.");
		try {
			return Path.of(text.trim());
		}
		catch (final InvalidPathException e) {
			throw new VernierException("The " + key + " folder \"" + text + "\" is no path: name a folder.", e);
		}
	}

	private int number() {
		try {
			return Integer.parseInt(jobs.trim());
		}
		catch (final NumberFormatException e) {
			throw new VernierException("jobs=" + jobs + " is no number of images: write one such as " + DEFAULTS.jobs + ".", e);
		}
	}
}
