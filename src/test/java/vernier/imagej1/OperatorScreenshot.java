package vernier.imagej1;

import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.event.ItemEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import ij.Executer;
import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.gui.ImageRoi;

/** Takes a picture, operator.png, of Learned Operator's dialog and its preview on an image. See docs/screenshots.sh. */
final class OperatorScreenshot {

	private static final int MARGIN = 20;

	private OperatorScreenshot() {}

	/** @param arguments folder for the picture, an image, and the name of an operator as the dialog shows it */
	public static void main(final String[] arguments) throws Exception {
		new ImageJ(ImageJ.EMBEDDED).setLocation(MARGIN, 10);
		new RunningImageJ().beforeAll(null);
		final ImagePlus image = IJ.openImage(arguments[1]);
		image.show();
		image.getWindow().setLocation(MARGIN, 120);
		OperatorSettings.DEFAULTS.remember();
		new Executer(OperatorSettings.COMMAND, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		EventQueue.invokeAndWait(() -> {
			final Choice operator = (Choice) dialog.getChoices().get(0);
			operator.select(arguments[2]);
			Arrays.stream(operator.getItemListeners()).forEach(listener -> listener.itemStateChanged(new ItemEvent(operator,
				ItemEvent.ITEM_STATE_CHANGED, arguments[2], ItemEvent.SELECTED)));
			dialog.setLocation(image.getWindow().getX() + image.getWindow().getWidth() + MARGIN, 120);
		});
		RunningImageJ.await(() -> image.getOverlay() != null && image.getOverlay().get(0) instanceof ImageRoi ? true : null);
		take(Path.of(arguments[0], "operator.png"), image.getWindow().getBounds().union(dialog.getBounds()));
		EventQueue.invokeAndWait(() -> RunningImageJ.press(dialog, 1));
		System.exit(0);
	}

	private static void take(final Path file, final Rectangle part) throws Exception {
		Thread.sleep(3000);
		final String[] command = { "import", "-window", "root", "-crop", part.width + "x" + part.height + "+" + part.x + "+" +
			part.y, "+repage", file.toString() };
		if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0)
			throw new IOException("ImageMagick could not write " + file);
	}
}
