package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Button;
import java.awt.Choice;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.TextField;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.Executer;
import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.Line;
import ij.gui.PointRoi;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.process.FloatProcessor;
import vernier.quality.PixelGaussian;

/** The dialogs that count and localise: what is chosen is done, and the recorded line does it again. */
@Tag("display")
@ExtendWith({ TestModels.class, RunningImageJ.class })
class CountingDialogsTest {

	private Recorder recorder;
	private ImagePlus image;

	@BeforeEach
	void show() {
		ResultsTable.getResultsTable().reset();
		CountObjectsSettings.DEFAULTS.remember();
		LocaliseSpotsSettings.DEFAULTS.remember();
		recorder = RunningImageJ.inThread("Test", () -> new Recorder());
		final FloatProcessor plane = new FloatProcessor(60, 50);
		final Random random = new Random(5);
		for (int i = 0; i < 60 * 50; i++) {
			double value = 100 + 3 * random.nextGaussian();
			for (final double[] spot : new double[][] { { 12.3, 20.6 }, { 40.2, 31.7 } })
				value += 4000 * new PixelGaussian(spot[0], 1.3, i % 60, 1).integral(0) * new PixelGaussian(spot[1], 1.3, i / 60, 1)
					.integral(0);
			plane.setf(i, (float) value);
		}
		image = new ImagePlus("beads", plane);
		RunningImageJ.show(image);
	}

	@AfterEach
	void close() {
		recorder.close();
		Recorder.record = false;
		ResultsTable.getResultsTable().reset();
		CountObjectsSettings.DEFAULTS.remember();
		LocaliseSpotsSettings.DEFAULTS.remember();
	}

	/** Opens a dialog, sets its choices and texts, in their order, and presses a button; null leaves as it is. */
	private static void run(final String command, final List<String> choices, final List<String> texts,
		final int button) throws Exception
	{
		new Executer(command, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		EventQueue.invokeAndWait(() -> {
			for (int i = 0; i < choices.size(); i++)
				if (choices.get(i) != null)
					((Choice) dialog.getChoices().get(i)).select(choices.get(i));
			for (int i = 0; i < texts.size(); i++)
				if (texts.get(i) != null)
					((TextField) dialog.getStringFields().get(i)).setText(texts.get(i));
			RunningImageJ.press(dialog, button);
		});
	}

	private String recorded(final String command) {
		return RunningImageJ.await(() -> recorder.getText().lines().filter(line -> line.startsWith("run(\"" + command)).reduce((
			a, b) -> b).orElse(null));
	}

	/** A line that selects a result has to follow the one that makes it. */
	private String recordedBefore(final String line) {
		return recorder.getText().substring(0, recorder.getText().indexOf(line));
	}

	private void awaitRows(final int rows) {
		RunningImageJ.await(() -> ResultsTable.getResultsTable().size() == rows ? true : null);
	}

	private static String row(final int index) {
		return ResultsTable.getResultsTable().getRowAsString(index).replaceFirst("^\\d+\\t", "");
	}

	@Test
	void theRecordedLineCountsTheSame() throws Exception {
		run(CountObjectsSettings.COMMAND, Arrays.asList(null, "LoG", "Bright", null, "Image", "CPU", "None"), List.of("3.7"), 0);
		awaitRows(1);
		final String line = recorded("Count");
		assertThat(line).isEqualTo("run(\"Count Sub-Pixel Objects...\", \"model=Auto object_size=3.7 method=LoG objects=Bright " +
			"colour=Auto rois=Image device=CPU density=None\");");
		assertThat(ResultsTable.getResultsTable().getValue("count", 0)).isBetween(2.0, 3.0);
		assertThat(RunningImageJ.macro(line)).isNull();
		assertThat(row(1)).isEqualTo(row(0));
		assertThat(CountObjectsSettings.remembered().objectSize()).isEqualTo("3.7");
	}

	@Test
	void aLineAcrossAnObjectIsItsSize() throws Exception {
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.25;
		image.getCalibration().setUnit("um");
		image.setRoi(new Line(10, 20, 14.0, 26.0));
		run(CountObjectsSettings.COMMAND, Arrays.asList(null, "LoG", "Bright", null, "Auto", "CPU", "None"), List.of(), 0);
		awaitRows(1);
		// 2 x 1.5 um, in pixels of the same area that are square
		assertThat(recorded("Count")).contains("object_size=7.07 ");
		assertThat(CountObjectsTask.pixelSize(image).pixels("2.5um")).isCloseTo(7.07, within(0.005));
		image.setRoi(5, 5, 20, 20);
		assertThat(CountObjectsSettings.DEFAULTS.sizedBy(image)).isEqualTo(CountObjectsSettings.DEFAULTS);
	}

	@Test
	void theRecordedLineLocalisesTheSame() throws Exception {
		run(LocaliseSpotsSettings.COMMAND, Arrays.asList("fit", null, "Bright", null, "CPU", "Points", "Histogram"), List.of("1.3",
			"0.9", "None", "2", "100", "1", "4"), 0);
		final ImagePlus rendered = RunningImageJ.await(() -> WindowManager.getImage("beads-rendered"));
		assertThat(rendered.getWidth()).isEqualTo(240);
		assertThat(image.getOverlay()).isNotNull();
		final String line = recorded("Localise");
		assertThat(line).contains("method=fit model=Auto objects=Bright colour=Auto sigma=1.3 probability=0.9 threshold=None " +
			"device=CPU gain=2 offset=100 noise=1 overlay=Points rendering=Histogram magnification=4");
		rendered.close();
		WindowManager.setCurrentWindow(image.getWindow());
		assertThat(RunningImageJ.macro(line)).isNull();
		assertThat(ResultsTable.getResultsTable().size()).isEqualTo(4);
		for (int i = 0; i < 2; i++)
			assertThat(row(i + 2)).isEqualTo(row(i)).contains("photon");
	}

	/** A title may begin with a bracket, and so may a pattern of file names. */
	@ParameterizedTest
	@ValueSource(strings = { "[0-9]*.tif", "[a] b", "[a]", "a [b].tif", "a[0]" })
	void bracketsAreRecordedAsTheyAreRead(final String value) {
		final String line = RunningImageJ.inThread("Test", () -> {
			MacroLine.record("Score Spots...", written -> written.option("truth", value));
			return recorded("Score Spots");
		});
		final String options = line.substring(line.indexOf(", \"") + 3, line.lastIndexOf('"'));
		assertThat(MacroOptions.parse(options, Set.of("truth"), Set.of()).text("truth", "")).isEqualTo(value);
	}

	@Test
	void theRecordedLineMakesTheSameDensity() throws Exception {
		image.setRoi(new PointRoi(new float[] { 12, 40, 41 }, new float[] { 20, 31, 9 }, 3));
		run(PointsToDensity_.COMMAND, List.of(), List.of("Selection", "1.5"), 0);
		final ImagePlus density = RunningImageJ.await(() -> WindowManager.getImage("beads-points"));
		final String line = recorded("Points");
		assertThat(line).isEqualTo("run(\"Points to Density\", \"points=Selection sigma=1.5\");");
		assertThat(recordedBefore(line)).doesNotContain("beads-points");
		final float[] pixels = (float[]) density.getProcessor().getPixels();
		density.close();
		WindowManager.setCurrentWindow(image.getWindow());
		assertThat(RunningImageJ.macro(line)).isNull();
		assertThat((float[]) WindowManager.getImage("beads-points").getProcessor().getPixels()).isEqualTo(pixels);
	}

	@Test
	void scoresAreRecorded() throws Exception {
		image.setRoi(new PointRoi(new float[] { 11.8f, 39.7f }, new float[] { 20.1f, 31.2f }, 2));
		run(LocaliseSpotsSettings.COMMAND, List.of("fit"), List.of("1.3"), 0);
		awaitRows(2);
		run(CountObjectsSettings.COMMAND, Arrays.asList(null, "LoG", "Bright", null, "Image", "CPU", "None"), List.of("3.7"), 0);
		awaitRows(3);
		run(ScoreSpotsTask.COMMAND, List.of(), List.of("Selection", "Results", "1"), 0);
		assertThat(recorded("Score Spots")).isEqualTo(
			"run(\"Score Spots...\", \"truth=Selection found=Results distance=1\");");
		RunningImageJ.await(() -> WindowManager.getImage(ScoreSpotsTask.PLOT)).close();
		assertThat(recordedBefore("run(\"Score Spots")).doesNotContain(ScoreSpotsTask.PLOT);
		WindowManager.setCurrentWindow(image.getWindow());
		run(ScoreCountsTask.COMMAND, List.of("Image"), List.of("Selection", "Results"), 0);
		assertThat(recorded("Score Counts")).isEqualTo("run(\"Score Counts...\", \"truth=Selection found=Results rois=Image\");");
		RunningImageJ.await(() -> WindowManager.getImage(ScoreCountsTask.PLOT));
		assertThat(recordedBefore("run(\"Score Counts")).doesNotContain(ScoreCountsTask.PLOT);
		for (final String table : List.of(ScoreSpotsTask.TABLE, ScoreCountsTask.TABLE))
			RunningImageJ.await(() -> WindowManager.getFrame(table)).dispose();
	}

	/** In the text of a macro, a backslash escapes what follows it. */
	@Test
	void pathsAreRecordedAsAMacroReadsThem() {
		final String path = "\\\\lab\\new \"spots\".csv";
		RunningImageJ.inThread("Test", () -> {
			ScoreSpots_.record(new ScoreSpotsTask.Settings("C:\\new\\true spots.csv", path, "3"));
			return null;
		});
		final String line = recorded("Score Spots");
		assertThat(line).contains("truth=[C:/new/true spots.csv] ");
		final String options = line.substring(line.indexOf(", ") + 2, line.lastIndexOf(")"));
		assertThat(RunningImageJ.macro("options = " + options + ";\nprint('options ' + options);")).isNull();
		assertThat(IJ.getLog().lines().filter(text -> text.startsWith("options "))).last().asString().contains("found=[" + path +
			"]");
	}

	private static List<String> buttons(final Container container) {
		return Arrays.stream(container.getComponents()).flatMap(component -> component instanceof Button button ? Stream.of(button
			.getLabel()) : component instanceof Container inner ? buttons(inner).stream() : Stream.empty()).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { CountObjectsSettings.COMMAND, LocaliseSpotsSettings.COMMAND, PointsToDensity_.COMMAND,
		ScoreCountsTask.COMMAND, ScoreSpotsTask.COMMAND })
	void helpIsThere(final String command) throws Exception {
		new Executer(command, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		final List<String> buttons = buttons(dialog);
		RunningImageJ.dismiss(dialog);
		assertThat(buttons).contains("Help");
	}

	/** What cannot be done is said before OK can be pressed. */
	@ParameterizedTest
	@CsvSource({ "Count Sub-Pixel Objects..., 900, larger than the image, 11, will see 60 x 50 pixels and objects 11", //
		"Count Sub-Pixel Objects..., x, is no length, 0.5um, not calibrated", //
		"Localise Spots..., wide, sigma, 1.3, ''" })
	void okWaitsForWhatWillDo(final String command, final String wrong, final String why, final String other,
		final String plan) throws Exception
	{
		new Executer(command, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		RunningImageJ.awaitOk(dialog, true);
		final TextField field = (TextField) dialog.getStringFields().get(0);
		EventQueue.invokeAndWait(() -> field.setText(wrong));
		RunningImageJ.awaitOk(dialog, false);
		assertThat(RunningImageJ.notice(dialog)).contains(why);
		EventQueue.invokeAndWait(() -> field.setText(other));
		RunningImageJ.await(() -> RunningImageJ.notice(dialog).contains(plan) ? true : null);
		RunningImageJ.dismiss(dialog);
	}

	@Test
	void okOfLocaliseSpotsWaitsForATableThatCanBeWritten(@TempDir final Path folder) throws Exception {
		new Executer(LocaliseSpotsSettings.COMMAND, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		RunningImageJ.awaitOk(dialog, true);
		final TextField table = (TextField) dialog.getStringFields().get(7);
		EventQueue.invokeAndWait(() -> table.setText(folder.resolve("none/t.csv").toString()));
		RunningImageJ.awaitOk(dialog, false);
		assertThat(RunningImageJ.notice(dialog)).contains("The folder of");
		EventQueue.invokeAndWait(() -> table.setText(folder.resolve("t.csv").toString()));
		RunningImageJ.awaitOk(dialog, true);
		RunningImageJ.dismiss(dialog);
	}

	@Test
	void okOfPointsToDensityWaitsForPointsAndSigma() throws Exception {
		new Executer(PointsToDensity_.COMMAND, null);
		final GenericDialog without = RunningImageJ.dialog();
		RunningImageJ.awaitOk(without, false);
		assertThat(RunningImageJ.notice(without)).contains("There are no points");
		RunningImageJ.dismiss(without);
		image.setRoi(new PointRoi(new float[] { 12, 40, 41 }, new float[] { 20, 31, 9 }, 3));
		new Executer(PointsToDensity_.COMMAND, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		RunningImageJ.awaitOk(dialog, true);
		assertThat(RunningImageJ.notice(dialog)).contains("3 points of \"beads\"");
		EventQueue.invokeAndWait(() -> ((TextField) dialog.getStringFields().get(1)).setText("-1"));
		RunningImageJ.awaitOk(dialog, false);
		assertThat(RunningImageJ.notice(dialog)).contains("Sigma is -1");
		RunningImageJ.dismiss(dialog);
	}

	@ParameterizedTest
	@CsvSource({ ScoreSpotsTask.COMMAND + ", There are no spots of, 'x_px,y_px;1,2;5,6', Spots in table.csv with the points", //
		ScoreCountsTask.COMMAND + ", There are no counts of, 'roi,slice,count;Image,1,7', Counts in table.csv with those in" })
	void okOfScoresWaitsForSomethingToCompare(final String command, final String why, final String rows, final String plan,
		@TempDir final Path folder) throws Exception
	{
		final Path table = Files.write(folder.resolve("table.csv"), List.of(rows.split(";")));
		new Executer(command, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		RunningImageJ.awaitOk(dialog, false);
		assertThat(RunningImageJ.notice(dialog)).contains(why);
		EventQueue.invokeAndWait(() -> {
			for (int i = 0; i < 2; i++)
				((TextField) dialog.getStringFields().get(i)).setText(table.toString());
		});
		RunningImageJ.awaitOk(dialog, true);
		assertThat(RunningImageJ.notice(dialog)).contains(plan);
		RunningImageJ.dismiss(dialog);
	}

	@ParameterizedTest
	@CsvSource({ "Score Spots..., 'x_px,y_px;1,2'", "Score Counts..., 'roi,slice,count;Image,1,7'" })
	void whatIsNamedIsNotReadWhileTyping(final String command, final String rows, @TempDir final Path folder) throws Exception
	{
		final Path found = Files.write(folder.resolve("found.csv"), List.of(rows.split(";")));
		final Path bad = Files.writeString(folder.resolve("bad.csv"), "x_px,y_px\n1,2\nmany,\n1,2,3,4\n");
		final Path series = Files.createDirectory(folder.resolve("series"));
		new Executer(command, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		final TextField truth = (TextField) dialog.getStringFields().get(0);
		EventQueue.invokeAndWait(() -> {
			((TextField) dialog.getStringFields().get(1)).setText(found.toString());
			truth.setText(series.toString());
		});
		RunningImageJ.awaitOk(dialog, false);
		RunningImageJ.await(() -> RunningImageJ.notice(dialog).contains("is a folder") ? true : null);
		EventQueue.invokeAndWait(() -> truth.setText(bad.toString()));
		RunningImageJ.awaitOk(dialog, true);
		assertThat(RunningImageJ.notice(dialog)).contains("in found.csv with the points in bad.csv");
		RunningImageJ.dismiss(dialog);
	}

	@Test
	void cancelDoesNothing() throws Exception {
		run(CountObjectsSettings.COMMAND, List.of(), List.of("9"), 1);
		run(LocaliseSpotsSettings.COMMAND, List.of(), List.of("9"), 1);
		assertThat(ResultsTable.getResultsTable().size()).isZero();
		assertThat(CountObjectsSettings.remembered().objectSize()).isEqualTo("3");
	}

	/** ImageJ records what was cancelled as a line without options, which here would count with the defaults. */
	@Test
	void whatWasCancelledOrFailedIsNotRecorded() throws Exception {
		run(CountObjectsSettings.COMMAND, List.of(), List.of("9"), 1);
		RunningImageJ.await(() -> RunningImageJ.dialogs().isEmpty() ? true : null);
		run(CountObjectsSettings.COMMAND, Arrays.asList(null, "LoG"), List.of("900"), 0);
		RunningImageJ.dismiss(RunningImageJ.await(() -> RunningImageJ.dialogs().stream().filter(window -> window.getTitle()
			.equals("Vernier")).findFirst().orElse(null)));
		RunningImageJ.await(() -> RunningImageJ.dialogs().isEmpty() ? true : null);
		new Executer(VerifyModels_.COMMAND, null);
		assertThat(recorded("Verify")).isEqualTo("run(\"Verify Models\");");
		assertThat(recorder.getText()).doesNotContain("Count Sub");
	}
}
