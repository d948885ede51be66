package vernier.imagej1;

import java.awt.Checkbox;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ItemEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import ij.Executer;
import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.Roi;
import vernier.image.Titles;

/**
 * Takes pictures of the real windows, with the bundled models: dialog.png, preview.png, and result.png with the image
 * beside its enlargement. See docs/screenshots.sh.
 */
final class Screenshots {

	private static final String SCALE = "3";
	/** Where in the bundled sample several nuclei touch. */
	private static final Roi PART = new Roi(90, 150, 132, 86);
	private static final int MARGIN = 20;

	private Screenshots() {}

	/** @param arguments folder for the pictures and, if wanted, an image to show instead of the bundled sample */
	public static void main(final String[] arguments) throws Exception {
		final Path folder = Path.of(arguments[0]);
		new ImageJ(ImageJ.EMBEDDED).setLocation(MARGIN, 10);
		new RunningImageJ().beforeAll(null);
		final ImagePlus image = arguments.length > 1 ? IJ.openImage(arguments[1]) : sample();
		image.show();
		image.getWindow().setLocation(MARGIN, 120);
		if (arguments.length <= 1)
			image.setRoi(PART);
		SuperResolutionSettings.DEFAULTS.remember();
		new Executer(SuperResolutionSettings.COMMAND, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		EventQueue.invokeAndWait(() -> {
			dialog.setLocation(MARGIN, 480);
			((TextField) dialog.getStringFields().get(0)).setText(SCALE);
			final Checkbox preview = (Checkbox) dialog.getCheckboxes().get(2);
			preview.setState(true);
			Arrays.stream(preview.getItemListeners()).forEach(listener -> listener.itemStateChanged(new ItemEvent(preview,
				ItemEvent.ITEM_STATE_CHANGED, preview, ItemEvent.SELECTED)));
		});
		final Window shown = RunningImageJ.preview(SCALE);
		take(folder.resolve("dialog.png"), dialog);
		take(folder.resolve("preview.png"), shown);
		EventQueue.invokeAndWait(() -> RunningImageJ.press(dialog, 0));
		final String title = Titles.withSuffix(image.getTitle(), "x" + SCALE);
		final ImagePlus result = RunningImageJ.await(() -> WindowManager.getImage(title));
		// ImageJ places a new window itself, a moment after it is known by its title
		Thread.sleep(1000);
		final Window source = image.getWindow();
		EventQueue.invokeAndWait(() -> result.getWindow().setLocation(source.getX() + source.getWidth() + MARGIN, 120));
		take(folder.resolve("result.png"), source, result.getWindow());
		System.exit(0);
	}

	private static ImagePlus sample() throws IOException {
		final Path file = Files.createTempDirectory("vernier-screenshots").resolve("nuclei.tif");
		try (InputStream resource = Screenshots.class.getResourceAsStream("/vernier/sample/nuclei.tif")) {
			Files.copy(resource, file);
			return IJ.openImage(file.toString());
		}
		finally {
			Files.deleteIfExists(file);
			Files.delete(file.getParent());
		}
	}

	/** Takes a picture of the part of the screen that holds the windows. */
	private static void take(final Path file, final Window... windows) throws Exception {
		for (final Window window : windows)
			EventQueue.invokeAndWait(() -> {
				window.toFront();
				window.repaint();
			});
		Thread.sleep(1500);
		final Rectangle part = Arrays.stream(windows).map(Window::getBounds).reduce(Rectangle::union).orElseThrow();
		final String[] command = { "import", "-window", "root", "-crop", part.width + "x" + part.height + "+" + part.x + "+" +
			part.y, "+repage", file.toString() };
		if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0)
			throw new IOException("ImageMagick could not write " + file);
	}
}
