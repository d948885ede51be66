package vernier.imagej1;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.io.OpenDialog;
import ij.plugin.PlugIn;
import vernier.image.ImageFiles;
import vernier.image.VernierException;

/**
 * Plugins &gt; Vernier &gt; Open Volume...: opens what Vernier reads, NIfTI, a series of DICOM files, OME-Zarr, TIFF and
 * others, with its place in the world, which ImageJ's own readers leave out. The same command in Fiji and in plain ImageJ:
 *
 * <pre>
 * run("Open Volume...", "path=[/data/head.nii.gz]");
 * </pre>
 *
 * The image is titled as the file. In a folder of DICOM files choose any of them; a macro names the folder.
 */
public final class OpenVolume_ implements PlugIn {

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Open Volume...";

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			if (inMacro) {
				open(MacroOptions.parse(MacroCall.options(), MacroOptions.keys("path"), MacroOptions.keys()).text("path", ""))
					.show();
				return;
			}
			final OpenDialog dialog = new OpenDialog("Open Volume");
			if (dialog.getPath() == null)
				return;
			final ImagePlus image = open(dialog.getPath());
			MacroLine.record(COMMAND, line -> line.option("path", dialog.getPath()));
			image.show();
		});
	}

	/**
	 * Opens a file, or the series of DICOM files that a file is one of.
	 *
	 * @return not shown yet
	 * @throws VernierException if there is no such file, or it cannot be read
	 */
	public static ImagePlus open(final String path) {
		if (path.isBlank())
			throw new VernierException("There is no path: name the file (path=[/path/to/head.nii.gz]).");
		try {
			return ImageFiles.openVolume(Path.of(path));
		}
		catch (final InvalidPathException e) {
			throw new VernierException("\"" + path + "\" is no path: " + e.getReason() + ".", e);
		}
	}
}
