package vernier.imagej1;

import java.awt.EventQueue;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.Executer;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import vernier.image.ImageFiles;
import vernier.image.WorldStacks;

/**
 * Takes pictures of the dialogs of Volume Super-Resolution, Fuse Stacks and Vernier Batch: volume-dialog.png,
 * fusion-dialog.png and batch-dialog.png. See docs/screenshots.sh.
 */
final class VolumeScreenshots {

	private static final int MARGIN = 20;

	private VolumeScreenshots() {}

	/** @param arguments folder for the pictures */
	public static void main(final String[] arguments) throws Exception {
		new ImageJ(ImageJ.EMBEDDED).setLocation(MARGIN, 10);
		new RunningImageJ().beforeAll(null);
		final Path folder = Files.createTempDirectory("vernier-screenshots");
		final String[] names = { "sagittal.nii", "coronal.nii", "axial.nii" };
		for (int axis = 0; axis < names.length; axis++) {
			final ImagePlus stack = ImageFiles.open(WorldStacks.write(folder.resolve(names[axis]), axis, 1));
			stack.show();
			stack.getWindow().setLocation(MARGIN + 200 * axis, 120);
			Files.delete(folder.resolve(names[axis]));
		}
		Files.delete(folder);
		VolumeSettings.DEFAULTS.remember(null);
		FusionSettings.DEFAULTS.remember(null);
		final Path heads = Files.createDirectories(folder.resolveSibling("heads"));
		new BatchSettings(heads.toString(), heads + "-isotropic", "volume spacing=isotropic\nsuper-resolve scale=2", "**/*.nii.gz",
			"Auto", "3").remember();
		picture(VolumeSettings.COMMAND, Path.of(arguments[0], "volume-dialog.png"));
		picture(FusionSettings.COMMAND, Path.of(arguments[0], "fusion-dialog.png"));
		picture(BatchSettings.COMMAND, Path.of(arguments[0], "batch-dialog.png"));
		Files.delete(heads);
		System.exit(0);
	}

	private static void picture(final String command, final Path file) throws Exception {
		new Executer(command, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		EventQueue.invokeAndWait(() -> {
			dialog.setLocation(MARGIN, 300);
			dialog.toFront();
		});
		Thread.sleep(2500);
		final Rectangle part = dialog.getBounds();
		final String[] shell = { "import", "-window", "root", "-crop", part.width + "x" + part.height + "+" + part.x + "+" +
			part.y, "+repage", file.toString() };
		if (new ProcessBuilder(shell).inheritIO().start().waitFor() != 0)
			throw new IOException("ImageMagick could not write " + file);
		EventQueue.invokeAndWait(() -> RunningImageJ.press(dialog, 1));
		while (dialog.isShowing())
			Thread.sleep(50);
	}
}
