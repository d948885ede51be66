package vernier.imagej1;

import java.awt.Checkbox;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Window;
import java.awt.event.ItemEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import ij.Executer;
import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.process.FloatProcessor;

/** Takes pictures of the real windows; see docs/screenshots.sh. */
final class Screenshots {

	private Screenshots() {}

	/** @param arguments folder for the pictures and, if wanted, an image to show */
	public static void main(final String[] arguments) throws Exception {
		final Path folder = Path.of(arguments[0]);
		final ImageJ imageJ = new ImageJ(ImageJ.EMBEDDED);
		imageJ.setLocation(20, 10);
		new RunningImageJ().beforeAll(null);
		final ImagePlus image = arguments.length > 1 ? IJ.openImage(arguments[1]) : drawn();
		image.show();
		image.getWindow().setLocation(20, 120);
		if (arguments.length <= 1)
			new TestModels().beforeAll(null);
		SuperResolutionSettings.DEFAULTS.remember();
		new Executer(SuperResolutionSettings.COMMAND, null);
		final GenericDialog dialog = RunningImageJ.await(() -> RunningImageJ.dialogs().stream().filter(
			GenericDialog.class::isInstance).map(GenericDialog.class::cast).findFirst().orElse(null));
		EventQueue.invokeAndWait(() -> dialog.setLocation(20, 480));
		take(dialog, folder.resolve("super-resolution-dialog.png"));
		EventQueue.invokeAndWait(() -> {
			final Checkbox preview = (Checkbox) dialog.getCheckboxes().get(2);
			preview.setState(true);
			Arrays.stream(preview.getItemListeners()).forEach(listener -> listener.itemStateChanged(new ItemEvent(preview,
				ItemEvent.ITEM_STATE_CHANGED, preview, ItemEvent.SELECTED)));
		});
		final ImagePlus shown = RunningImageJ.await(() -> WindowManager.getImage("Preview at scale 2"));
		EventQueue.invokeAndWait(() -> shown.getWindow().setLocation(200, 160));
		take(shown.getWindow(), folder.resolve("super-resolution-preview.png"));
		take(null, folder.resolve("super-resolution-screen.png"));
		System.exit(0);
	}

	/** Spots and lines of all widths, with some noise. */
	private static ImagePlus drawn() {
		final FloatProcessor processor = new FloatProcessor(256, 256);
		processor.setValue(180);
		for (int i = 0; i < 24; i++) {
			processor.drawLine(128, 128, (int) (128 + 110 * Math.cos(i * Math.PI / 12)), (int) (128 + 110 * Math.sin(i *
				Math.PI / 12)));
			processor.fillOval(10 + i * 53 % 230, 10 + i * 97 % 230, 3 + i % 5, 3 + i % 5);
		}
		processor.blurGaussian(0.6);
		processor.add(20);
		processor.noise(2);
		processor.setMinAndMax(0, 255);
		return new ImagePlus("drawn.tif", processor.convertToByteProcessor(false));
	}

	/** Takes a picture of a component, or of the whole screen. */
	private static void take(final Component component, final Path file) throws IOException, InterruptedException {
		if (component instanceof Window window)
			EventQueue.invokeLater(window::toFront);
		Thread.sleep(1500);
		final String[] command = component == null ? new String[] { "import", "-window", "root", file.toString() }
			: new String[] { "import", "-window", "root", "-crop", component.getWidth() + "x" + component.getHeight() + "+" +
				component.getX() + "+" + component.getY(), "+repage", file.toString() };
		if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0)
			throw new IOException("ImageMagick could not write " + file);
	}
}
