package vernier.imagej1;

import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ij.Executer;
import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import vernier.counting.Count;
import vernier.counting.CountMethod;
import vernier.counting.CountOptions;
import vernier.counting.ObjectCounter;
import vernier.counting.simulation.SceneOptions;
import vernier.counting.simulation.SimulatedObject;
import vernier.counting.simulation.Simulator;
import vernier.counting.simulation.Span;
import vernier.image.CsvTable;
import vernier.image.PlaneFiles;
import vernier.image.PlaneStack;
import vernier.image.Progress;

/**
 * Takes pictures of the dialogs that count and localise (count-dialog.png, localise-dialog.png, points-dialog.png,
 * score-counts-dialog.png, score-spots-dialog.png), of simulated spots as they are marked (spots.png) and of both plots
 * (plots.png). See docs/screenshots.sh.
 */
final class CountingScreenshots {

	private static final int MARGIN = 20;
	private static final int SIDE = 200;

	private CountingScreenshots() {}

	/** @param arguments folder for the pictures */
	public static void main(final String[] arguments) throws Exception {
		final Path folder = Path.of(arguments[0]);
		new ImageJ(ImageJ.EMBEDDED).setLocation(MARGIN, 10);
		new RunningImageJ().beforeAll(null);
		final Path scratch = Files.createTempDirectory("vernier-screenshots");
		final SceneOptions usual = SceneOptions.spots(SIDE, SIDE);
		final Simulator.Scene scene = Simulator.simulate(new SceneOptions(usual.kind(), SIDE, SIDE, usual.objectSize(), Span.of(
			0.006), new Span(150, 6000), Span.of(1.3), usual.psf(), Span.of(10), 0.2, 0, usual.camera(), 2, 1.6, 100), 7);
		final Path truth = write(scratch, scene);
		final Path tif = scratch.resolve("spots.tif");
		PlaneFiles.save(PlaneStack.of(scene.image()), "spots", Map.of(), tif);
		final ImagePlus image = IJ.openImage(tif.toString());
		image.show();
		image.getWindow().setLocation(MARGIN, 120);
		IJ.run(image, "Set... ", "zoom=200");
		CountObjectsSettings.DEFAULTS.remember();
		LocaliseSpotsSettings.DEFAULTS.remember();
		dialog(CountObjectsSettings.COMMAND, folder.resolve("count-dialog.png"));
		dialog(LocaliseSpotsSettings.COMMAND, folder.resolve("localise-dialog.png"));
		dialog(PointsToDensity_.COMMAND, folder.resolve("points-dialog.png"));
		dialog(ScoreCountsTask.COMMAND, folder.resolve("score-counts-dialog.png"));
		dialog(ScoreSpotsTask.COMMAND, folder.resolve("score-spots-dialog.png"));
		IJ.runMacro("run('Localise Spots...', 'method=fit sigma=1.3 gain=2 offset=100 noise=1.6');");
		WindowManager.getFrame("Results").setLocation(900, 600);
		take(folder.resolve("spots.png"), image.getWindow());
		IJ.runMacro("run('Score Spots...', 'truth=[" + truth + "]');");
		IJ.selectWindow(image.getID());
		IJ.runMacro("run('Score Counts...', 'truth=[" + counts(scratch, true) + "] found=[" + counts(scratch, false) + "]');");
		final Window error = WindowManager.getImage(ScoreSpotsTask.PLOT).getWindow();
		final Window identity = WindowManager.getImage(ScoreCountsTask.PLOT).getWindow();
		EventQueue.invokeAndWait(() -> {
			identity.setLocation(MARGIN, 120);
			error.setLocation(MARGIN + identity.getWidth(), 120);
			for (final Window window : Window.getWindows())
				if (window != identity && window != error && window.isShowing())
					window.setLocation(MARGIN, 700);
		});
		take(folder.resolve("plots.png"), identity, error);
		System.exit(0);
	}

	private static Path write(final Path folder, final Simulator.Scene scene) {
		final CsvTable table = new CsvTable(List.of("x_px", "y_px"));
		for (final SimulatedObject object : scene.objects())
			table.add(object.x(), object.y());
		final Path file = folder.resolve("truth.csv");
		table.write(file);
		return file;
	}

	/** Counts of simulated pictures by local maxima, or the truth. */
	private static Path counts(final Path folder, final boolean truth) throws IOException {
		final Path file = folder.resolve(truth ? "true-counts.csv" : "counts.csv");
		final List<String> lines = new ArrayList<>(List.of(truth ? "image,count" : "image,count,low,high"));
		for (int i = 0; i < 12; i++) {
			final SceneOptions usual = SceneOptions.spots(100, 100);
			final Simulator.Scene scene = Simulator.simulate(new SceneOptions(usual.kind(), 100, 100, usual.objectSize(), Span.of(
				0.001 * (i + 1)), usual.photons(), usual.sigma(), usual.psf(), usual.background(), 0.2, 0, usual.camera(), 2, 1.6,
				100), 100 + i);
			if (truth)
				lines.add(i + "," + scene.objects().size());
			else {
				final Count count = ObjectCounter.count(PlaneStack.of(scene.image()), List.of(), CountOptions.ofSize(3.7)
					.withMethod(CountMethod.LOG), Progress.NONE).counts().get(0);
				lines.add(i + "," + count.count() + "," + count.low() + "," + count.high());
			}
		}
		return Files.write(file, lines);
	}

	private static void dialog(final String command, final Path file) throws Exception {
		new Executer(command, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		EventQueue.invokeAndWait(() -> dialog.setLocation(MARGIN, 300));
		take(file, dialog);
		EventQueue.invokeAndWait(() -> RunningImageJ.press(dialog, 1));
		while (dialog.isShowing())
			Thread.sleep(50);
	}

	private static void take(final Path file, final Window... windows) throws Exception {
		for (final Window window : windows)
			EventQueue.invokeAndWait(() -> {
				window.toFront();
				window.repaint();
			});
		Thread.sleep(2500);
		final Rectangle part = Arrays.stream(windows).map(Window::getBounds).reduce(Rectangle::union).orElseThrow();
		final String[] shell = { "import", "-window", "root", "-crop", part.width + "x" + part.height + "+" + part.x + "+" +
			part.y, "+repage", file.toString() };
		if (new ProcessBuilder(shell).inheritIO().start().waitFor() != 0)
			throw new IOException("ImageMagick could not write " + file);
	}
}
