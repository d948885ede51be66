package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import ij.process.ImageProcessor;
import vernier.imagej1.TestImages.Kind;

@Tag("display")
@ExtendWith(RunningImageJ.class)
class CountObjectsMacroTest {

	private static final String IMAGE = "newImage('cells.tif', '8-bit ramp', 40, 30, 1);\n";

	private static String run(final String options) throws URISyntaxException {
		return "run('Count Sub-Pixel Objects...', 'model=[" + model() + "] device=CPU " + options + "');\n";
	}

	private static String model() throws URISyntaxException {
		return Path.of(CountObjectsMacroTest.class.getResource("/counting/models/count-tiny").toURI()).toString();
	}

	private static ResultsTable results() {
		return ResultsTable.getResultsTable();
	}

	private static double sum(final ImageProcessor plane) {
		double sum = 0;
		for (int i = 0; i < plane.getPixelCount(); i++)
			sum += plane.getf(i);
		return sum;
	}

	@BeforeEach
	@AfterEach
	void forget() {
		results().reset();
		if (RoiManager.getInstance() != null)
			RoiManager.getInstance().reset();
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void everyKindGetsARowPerPlane(final Kind kind) throws Exception {
		final ImagePlus image = TestImages.of(kind);
		RunningImageJ.show(image);
		assertThat(RunningImageJ.macro(run("object_size=4"))).isNull();
		assertThat(results().size()).isEqualTo(image.getStackSize());
		final ImagePlus density = WindowManager.getImage("blobs-density");
		assertThat(density.getBitDepth()).isEqualTo(32);
		assertThat(density.getNChannels()).isEqualTo(image.getNChannels());
		assertThat(density.getCalibration().pixelWidth).isEqualTo(0.5);
		for (int i = 0; i < image.getStackSize(); i++) {
			final double count = results().getValue("count", i);
			assertThat(sum(density.getStack().getProcessor(i + 1))).isCloseTo(count, within(1e-4 * (1 + count)));
			assertThat(results().getValue("area", i)).isEqualTo(24 * 20 * 0.125);
			assertThat(results().getStringValue("unit", i)).isEqualTo(image.getCalibration().getUnit());
			assertThat(results().getStringValue("model", i)).isEqualTo("count-tiny");
			final int[] position = image.convertIndexToPosition(i + 1);
			assertThat(results().getValue("slice", i)).isEqualTo(position[1]);
		}
		assertThat(image.isLocked()).isFalse();
	}

	@Test
	void rowsAreAppendedAndRoisKept() throws Exception {
		assertThat(RunningImageJ.macro(IMAGE + "run('Set Measurements...', 'mean');\nrun('Measure');\n" + //
			"roiManager('reset'); makeRectangle(0, 0, 20, 30); roiManager('add'); makeOval(18, 5, 20, 20); roiManager('add');\n" +
			run("object_size=4") + "if (roiManager('count') != 2) exit('ROIs are gone');\n" + //
			"if (getTitle() != 'cells-density') exit('current is ' + getTitle());\nselectImage('cells.tif');\n" + //
			"roiManager('reset'); run('Select None');\n" + run("object_size=4"))).isNull();
		assertThat(results().size()).isEqualTo(4);
		assertThat(results().getValue("count", 1) + results().getValue("count", 2)).isGreaterThan(results().getValue("count",
			1));
		assertThat(results().getStringValue("roi", 3)).isEqualTo("image");
		assertThat(results().getLabel(3)).isEqualTo("cells.tif");
	}

	@Test
	void aRoisCountIsTheDensityInIt() throws Exception {
		final ImagePlus image = TestImages.of(Kind.GRAY16);
		final Overlay overlay = new Overlay(new OvalRoi(3, 2, 13, 11));
		overlay.add(new Roi(-4, 10, 20, 30));
		image.setOverlay(overlay);
		RunningImageJ.show(image);
		assertThat(RunningImageJ.macro(run("object_size=4"))).isNull();
		final ImageProcessor density = WindowManager.getImage("blobs-density").getProcessor();
		for (int i = 0; i < 2; i++) {
			density.setRoi(overlay.get(i));
			final double expected = density.getStatistics().mean * density.getStatistics().pixelCount;
			assertThat(results().getValue("count", i)).isCloseTo(expected, within(1e-5 * (1 + expected)));
			assertThat(results().getValue("area", i)).isEqualTo(density.getStatistics().pixelCount * 0.125);
		}
	}

	/** A scale bar and a caption are no places to count in. */
	/** As in ImageJ's own commands, bright and dark are what is seen. */
	@Test
	void anInvertingLutTurnsBrightAndDarkAround() throws Exception {
		final String options = "object_size=9 method=LoG density=None objects=";
		assertThat(RunningImageJ.macro("newImage('cells.tif', '8-bit black', 60, 50, 1); run('Add...', 'value=50');\n" +
			"setColor(200); for (i = 0; i < 3; i++) fillOval(5 + 17 * i, 20, 9, 9);\n" + run(options + "Bright") +
			"run('Invert LUT');\n" + run(options + "Dark") + run(options + "Auto") + "run('Invert');\n" + run(options +
				"Bright") + run(options + "Auto"))).isNull();
		for (int i = 0; i < results().size(); i++)
			assertThat(results().getValue("count", i)).isEqualTo(results().getValue("count", 0)).isPositive();
	}

	/** So is a caption in the ROI Manager, where Overlay to ROI Manager puts it. */
	@Test
	void aCaptionInTheManagerIsNoArea() throws Exception {
		assertThat(RunningImageJ.macro(IMAGE + "roiManager('reset'); makeOval(3, 2, 13, 11); roiManager('add');\n" +
			"makeText('caption', 2, 2); roiManager('add'); run('Select None');\n" + run("object_size=4"))).isNull();
		assertThat(results().size()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Auto", "Overlay" })
	void whatIsOnlyToBeLookedAtIsNoArea(final String rois) throws Exception {
		assertThat(RunningImageJ.macro(IMAGE + "run('Scale Bar...', 'width=5 height=2 font=8 overlay');\n" +
			"makeText('caption', 2, 2); Overlay.addSelection; makeOval(3, 2, 13, 11); Overlay.addSelection; run('Select None');\n" +
			run("object_size=4 rois=" + rois))).isNull();
		assertThat(WindowManager.getImage("cells.tif").getOverlay().size()).isGreaterThan(3);
		assertThat(results().size()).isEqualTo(1);
		assertThat(results().getStringValue("roi", 0)).isEqualTo("roi-1");
	}

	@Test
	void omittedOptionsAreDefaultsWhateverCameBefore() throws Exception {
		new CountObjectsSettings("nothing", "0", "LoG", "Dark", "DAB", "Overlay", "GPU", "None").remember();
		try {
			assertThat(RunningImageJ.macro(IMAGE + run(""))).isNull();
			assertThat(WindowManager.getImage("cells-density")).isNotNull();
		}
		finally {
			CountObjectsSettings.DEFAULTS.remember();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "object_size=0 | The object size is 0.0 pixels",
		"object_size=-2 | object size is -2.0",
		"object_size=31 | larger than the image of 40 x 30", "object_size=3um | not calibrated", "object_size=x | no length",
		"method=guess | choose density or LoG", "rois=Manager | The ROI Manager is empty", "rois=Here | choose Auto, Manager",
		"density=Yes | choose Map", "objects=Red | choose Auto, Bright or Dark",
		"colour=Pink | choose Auto, Luma, Red, Green, Blue, Haematoxylin, Eosin or DAB", "size=3 | Unknown option \"size\"" })
	void badOptionsAbortWithOneSentence(final String options, final String message) throws Exception {
		assertThat(RunningImageJ.macro(IMAGE + run(options) + "rename('went on');")).contains(message).doesNotContain("\n");
		assertThat(WindowManager.getImageTitles()).containsExactly("cells.tif");
		assertThat(results().size()).isZero();
	}

	@Test
	void aRoiOutsideOfTheImageIsTold() throws Exception {
		assertThat(RunningImageJ.macro(IMAGE + "makeRectangle(5, 5, 10, 10); Roi.move(50, 50);\n" + run("object_size=4")))
			.contains("lies outside of the image of 40 x 30");
	}

	@Test
	void oddImagesAreCountedAndTold() throws Exception {
		assertThat(RunningImageJ.macro("newImage('rgb.tif', 'RGB black', 40, 30, 1);\nsetColor(255, 255, 255);\n" + //
			"fillOval(8, 8, 9, 9);\n" + run("object_size=9"))).isNull();
		assertThat(IJ.getLog()).contains("its luma is used", "of the pixels have the greatest value");
		assertThat(RunningImageJ.macro("newImage('dark.tif', '16-bit black', 40, 30, 1);\n" + run("object_size=4"))).isNull();
		assertThat(IJ.getLog()).contains("All pixels have the value 0");
		assertThat(results().size()).isEqualTo(2);
		assertThat(results().getValue("high", 1)).isPositive();
	}

	@Test
	void scoresAndPointsFromTaggedPoints() throws Exception {
		assertThat(RunningImageJ.macro(IMAGE + run("object_size=4") + "selectImage('cells.tif');\n" + //
			"makeSelection('point', newArray(3, 10, 39), newArray(4, 20, 29));\n" + //
			"run('Points to Density', 'sigma=1.5');\nif (getTitle() != 'cells-points') exit('current is ' + getTitle());\n" + //
			"getRawStatistics(n, mean);\nif (abs(n * mean - 3) > 1e-4) exit('sum is ' + n * mean);\n" + //
			"selectImage('cells.tif');\n" + //
			"run('Score Counts...', 'truth=Selection');")).isNull();
		final ResultsTable scores = ResultsTable.getResultsTable(ScoreCountsTask.TABLE);
		// a table that another test has left may be appended to
		final int last = scores.size() - 1;
		assertThat(scores.getValue("n", last)).isEqualTo(1);
		assertThat(scores.getValue("MAE", last)).isCloseTo(Math.abs(results().getValue("count", 0) - 3), within(1e-4));
		assertThat(WindowManager.getImage(ScoreCountsTask.PLOT)).isNotNull();
		WindowManager.getFrame(ScoreCountsTask.TABLE).dispose();
	}

	/** Their centres would be one true object each. */
	@ParameterizedTest
	@ValueSource(strings = { "Auto", "Manager" })
	void areasThatWereCountedInAreNoTags(final String truth) throws Exception {
		assertThat(RunningImageJ.macro(IMAGE + "roiManager('reset'); makeRectangle(0, 0, 20, 30); roiManager('add');\n" +
			"makeRectangle(20, 0, 20, 30); roiManager('add'); run('Select None');\n" + run("object_size=4 density=None") +
			"run('Score Counts...', 'truth=" + truth + "');")).contains("no tags in the ROI Manager");
		assertThat(RunningImageJ.macro("makeSelection('point', newArray(3, 10, 39), newArray(4, 20, 29)); roiManager('add');\n" +
			"run('Select None'); run('Score Counts...', 'truth=" + truth + "');")).isNull();
		final ResultsTable scores = ResultsTable.getResultsTable(ScoreCountsTask.TABLE);
		assertThat(scores.getValue("bias", scores.size() - 1)).isCloseTo((results().getValue("count", 0) + results().getValue(
			"count", 1) - 3) / 2, within(1e-4));
		WindowManager.getFrame(ScoreCountsTask.TABLE).dispose();
	}

	@Test
	void theLastCountIsScored() throws Exception {
		assertThat(RunningImageJ.macro(IMAGE + run("object_size=9") + "selectImage('cells.tif');\n" + run("object_size=4") +
			"selectImage('cells.tif');\nmakeSelection('point', newArray(3, 10, 39), newArray(4, 20, 29));\n" +
			"run('Score Counts...', 'truth=Selection');")).isNull();
		final ResultsTable scores = ResultsTable.getResultsTable(ScoreCountsTask.TABLE);
		assertThat(scores.getValue("n", scores.size() - 1)).isEqualTo(1);
		assertThat(scores.getValue("MAE", scores.size() - 1)).isCloseTo(Math.abs(results().getValue("count", 1) - 3), within(
			1e-4));
		assertThat(IJ.getLog()).contains("1 more counts of \"cells.tif\" from earlier runs");
		WindowManager.getFrame(ScoreCountsTask.TABLE).dispose();
	}

	@Test
	void scoresOfFiles(@TempDir final Path folder) throws Exception {
		Files.writeString(folder.resolve("truth.csv"), "image,count\na,10\nb,20\n");
		Files.writeString(folder.resolve("found.csv"), "image,count,low,high\nb,22,19,25\na,9,8,9.5\n");
		Files.writeString(folder.resolve("bad.csv"), "image,n\na,10\n");
		assertThat(RunningImageJ.macro("run('Score Counts...', 'truth=[" + folder.resolve("truth.csv") + "] found=[" + folder
			.resolve("found.csv") + "]');")).isNull();
		final ResultsTable scores = ResultsTable.getResultsTable(ScoreCountsTask.TABLE);
		assertThat(scores.getValue("coverage", scores.size() - 1)).isEqualTo(0.5);
		WindowManager.getFrame(ScoreCountsTask.TABLE).dispose();
		assertThat(RunningImageJ.macro("run('Score Counts...', 'truth=[" + folder.resolve("truth.csv") + "] found=[" + folder
			.resolve("bad.csv") + "]');")).contains("lacks the column(s) count; it has image, n");
		assertThat(RunningImageJ.macro(IMAGE + "run('Score Counts...');")).contains("no counts of \"cells.tif\"");
		assertThat(RunningImageJ.macro(IMAGE + "run('Points to Density');")).contains("There are no points");
		assertThat(RunningImageJ.macro(IMAGE + "run('Points to Density', 'points=Selektion');")).contains(
			"no image and no file \"Selektion\"");
	}

	@Test
	void theMarksOfFoundSpotsAreNoAreas() throws Exception {
		assertThat(RunningImageJ.macro(IMAGE + "setPixel(20, 15, 255); run('Gaussian Blur...', 'sigma=1.3');\n" +
			"makeRectangle(2, 3, 10, 8); Overlay.addSelection; run('Select None');\n" +
			"run('Localise Spots...', 'method=LoG sigma=1.3 threshold=1 objects=Bright');\n" +
			"if (Overlay.size < 2) exit('no spot was found');\n" + run("object_size=4 rois=Overlay"))).isNull();
		assertThat(results().getStringValue("roi", results().size() - 1)).isEqualTo("roi-1");
	}

	/** Neither at the price of all of it, nor with what is wrong elsewhere. */
	@Test
	void macroFunctionsCountInTheCurrentPlane() throws Exception {
		IJ.log("\\Clear");
		assertThat(RunningImageJ.macro("newImage('stack', '8-bit black', 60, 30, 3); setSlice(1); run('Select All');\n" +
			"setColor(255); fillRect(0, 0, 20, 30); run('Select None'); setSlice(2); setPixel(9, 9, 200);\n" +
			"run('Vernier Macro Extensions');\n" + //
			"Ext.countInRoi('object_size=4 device=CPU model=[" + model() + "]', count); print('Count ' + count);")).isNull();
		assertThat(IJ.getLog().strip()).startsWith("Count ").doesNotContain("\n");
	}

	@Test
	void macroFunctionsGiveNumbers() throws Exception {
		assertThat(RunningImageJ.macro(IMAGE + run("object_size=4") + "selectImage('cells.tif');\n" + //
			"run('Vernier Macro Extensions');\nExt.countInRoi('object_size=4 device=CPU model=[" + model() + "]', count);\n" + //
			"makeRectangle(0, 0, 20, 30);\nExt.countWithInterval('object_size=4 model=[" + model() + "]', part, low, high);\n" + //
			"Ext.numberOfSpots('method=LoG sigma=1.3', spots);\n" + //
			"print('Numbers', count, part, low, high, spots, nResults);")).isNull();
		final String[] numbers = IJ.getLog().lines().filter(line -> line.startsWith("Numbers ")).reduce((x, y) -> y)
			.orElseThrow().split(" ");
		assertThat(Double.parseDouble(numbers[1])).isCloseTo(results().getValue("count", 0), within(1e-3));
		assertThat(Double.parseDouble(numbers[2])).isBetween(Double.parseDouble(numbers[3]), Double.parseDouble(numbers[4]))
			.isLessThan(Double.parseDouble(numbers[1]));
		assertThat(Double.parseDouble(numbers[5])).isGreaterThanOrEqualTo(0);
		assertThat(numbers[6]).isEqualTo("1");
		assertThat(RunningImageJ.macro(IMAGE + "run('Vernier Macro Extensions');\nExt.countInRoi('object_size=0', count);"))
			.contains("The object size is 0.0");
	}
}
