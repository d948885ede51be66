package vernier.imagej1;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import ij.IJ;
import ij.ImagePlus;
import ij.io.SaveDialog;
import ij.plugin.PlugIn;
import vernier.image.ImageFiles;
import vernier.image.Titles;
import vernier.image.VernierException;

/**
 * Plugins &gt; Vernier &gt; Save Volume...: saves the current image as NIfTI, with its place in the world if it knows one,
 * or in another format that the name ends with. The same command in Fiji and in plain ImageJ:
 *
 * <pre>
 * run("Save Volume...", "path=[/data/head-fused.nii.gz]");
 * </pre>
 */
public final class SaveVolume_ implements PlugIn {

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Save Volume...";

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final ImagePlus image = CurrentImage.get("the volume to save");
			final String path = inMacro ? MacroOptions.parse(MacroCall.options(), MacroOptions.keys("path"), MacroOptions.keys())
				.text("path", "") : ask(image);
			if (path == null)
				return;
			save(image, path);
			MacroLine.record(COMMAND, line -> line.option("path", path));
			IJ.showStatus("Saved " + path);
		});
	}

	private static String ask(final ImagePlus image) {
		final SaveDialog dialog = new SaveDialog("Save Volume", Titles.withoutExtension(image.getTitle()), ".nii.gz");
		return dialog.getFileName() == null ? null : dialog.getDirectory() + dialog.getFileName();
	}

	private static void save(final ImagePlus image, final String path) {
		if (path.isBlank())
			throw new VernierException("There is no path: name the file to write (path=[/path/to/head.nii.gz]).");
		try (ReadLock lock = ReadLock.of(image)) {
			ImageFiles.save(image, Path.of(path));
		}
		catch (final InvalidPathException e) {
			throw new VernierException("\"" + path + "\" is no path: " + e.getReason() + ".", e);
		}
		image.changes = false;
	}
}
