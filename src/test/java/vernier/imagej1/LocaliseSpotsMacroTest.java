package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import vernier.image.CsvTable;
import vernier.quality.PixelGaussian;

@Tag("display")
@ExtendWith({ TestModels.class, RunningImageJ.class })
class LocaliseSpotsMacroTest {

	private static final String RUN = "run('Localise Spots...', 'method=fit sigma=1.3');\n";

	@BeforeEach
	@AfterEach
	void clear() {
		ResultsTable.getResultsTable().reset();
		if (WindowManager.getFrame("Results") != null)
			WindowManager.getFrame("Results").dispose();
	}

	private static FloatProcessor plane(final int seed, final double... coordinates) {
		final Random random = new Random(seed);
		final FloatProcessor plane = new FloatProcessor(60, 50);
		for (int i = 0; i < 60 * 50; i++)
			plane.setf(i, (float) (100 + 3 * random.nextGaussian()));
		for (int k = 0; k < coordinates.length; k += 2) {
			final PixelGaussian columns = new PixelGaussian(coordinates[k], 1.3, 0, 60);
			final PixelGaussian rows = new PixelGaussian(coordinates[k + 1], 1.3, 0, 50);
			for (int i = 0; i < 60 * 50; i++)
				plane.setf(i, (float) (plane.getf(i) + 4000 * columns.integral(i % 60) * rows.integral(i / 60)));
		}
		return plane;
	}

	private static ImagePlus show(final ImagePlus image) {
		image.getCalibration().setUnit("um");
		image.getCalibration().pixelWidth = 0.2;
		image.getCalibration().pixelHeight = 0.2;
		RunningImageJ.show(image);
		return image;
	}

	private static double value(final String column, final int row) {
		return ResultsTable.getResultsTable().getValue(column, row);
	}

	@Test
	void rowsAreAppendedAndSpotsMarked() {
		final ImagePlus image = show(new ImagePlus("beads", plane(1, 20.25, 30.5, 40.75, 12)));
		final float[] before = ((float[]) image.getProcessor().getPixels()).clone();
		assertThat(RunningImageJ.macro("setResult('mine', 0, 7); updateResults();\n" + RUN + RUN)).isNull();
		final ResultsTable table = ResultsTable.getResultsTable();
		assertThat(table.size()).isEqualTo(5);
		assertThat(value("mine", 0)).isEqualTo(7);
		assertThat(table.getLabel(1)).isEqualTo("beads");
		assertThat(value("x_px", 1)).isCloseTo(20.25, within(0.05));
		assertThat(value("y_px", 1)).isCloseTo(30.5, within(0.05));
		assertThat(value("x", 1)).isCloseTo(0.2 * value("x_px", 1), within(1e-6));
		assertThat(table.getStringValue("unit", 1)).isEqualTo("\u00b5m");
		// the overlay of the second run took the place of that of the first
		assertThat(image.getOverlay().size()).isEqualTo(1);
		final PointRoi points = (PointRoi) image.getOverlay().get(0);
		assertThat(points.size()).isEqualTo(2);
		assertThat(points.getFloatPolygon().xpoints[0]).isCloseTo(19.75f, within(0.05f));
		assertThat((float[]) image.getProcessor().getPixels()).isEqualTo(before);
		assertThat(image.isLocked()).isFalse();
	}

	@Test
	void aSelectionLimitsAndPositionsStayThoseOfTheImage() {
		final ImagePlus image = show(new ImagePlus("beads", plane(1, 20.25, 30.5, 40.75, 12, 31, 43)));
		image.setRoi(new OvalRoi(12, 22, 20, 20));
		assertThat(RunningImageJ.macro(RUN)).isNull();
		assertThat(ResultsTable.getResultsTable().size()).isEqualTo(1);
		assertThat(value("x_px", 0)).isCloseTo(20.25, within(0.05));
		assertThat(value("y_px", 0)).isCloseTo(30.5, within(0.05));
	}

	/** As they are drawn in an enlarged view; ImageJ's own Roi.containsPoint finds nothing in them. */
	@ParameterizedTest
	@ValueSource(strings = { "makeOval(12, 22, 20, 20)", "makeOval(12.25, 22.5, 19.5, 19.75)",
		"makePolygon(12.5, 22.25, 30.75, 23, 20, 45.5)",
		"makeSelection('freehand', newArray(12.5, 31, 20), newArray(22, 23, 45))" })
	void aSelectionMayLieBetweenPixels(final String select) {
		show(new ImagePlus("beads", plane(1, 20.25, 30.5, 31.5, 40.5, 40.75, 12)));
		assertThat(RunningImageJ.macro(select + ";\n" + RUN)).isNull();
		assertThat(ResultsTable.getResultsTable().size()).isEqualTo(1);
		assertThat(value("x_px", 0)).isCloseTo(20.25, within(0.05));
	}

	@Test
	void hyperstacksKeepTheirPlaces() {
		final ImageStack stack = new ImageStack(60, 50);
		for (int i = 0; i < 8; i++)
			stack.addSlice(null, plane(i, 10.5 + 4 * i, 20.5));
		final ImagePlus image = new ImagePlus("beads", stack);
		image.setDimensions(2, 2, 2);
		image.setOpenAsHyperStack(true);
		show(image);
		assertThat(RunningImageJ.macro("run('Localise Spots...', 'method=LoG sigma=1.3 rendering=Histogram magnification=2');\n" +
			"if (getTitle() != 'beads-rendered') exit('current is ' + getTitle());")).isNull();
		assertThat(ResultsTable.getResultsTable().size()).isEqualTo(8);
		assertThat(value("channel", 7)).isEqualTo(2);
		assertThat(value("slice", 7)).isEqualTo(2);
		assertThat(value("frame", 7)).isEqualTo(2);
		final Roi last = image.getOverlay().get(7);
		assertThat(new int[] { last.getCPosition(), last.getZPosition(), last.getTPosition() }).containsExactly(2, 2, 2);
		final ImagePlus rendered = WindowManager.getImage("beads-rendered");
		assertThat(rendered.getWidth()).isEqualTo(120);
		assertThat(rendered.getNChannels()).isEqualTo(2);
		assertThat(rendered.getStackSize()).isEqualTo(2);
		assertThat(rendered.getCalibration().pixelWidth).isCloseTo(0.1, within(1e-9));
	}

	@Test
	void aTableIsWritten(@TempDir final Path folder) {
		show(new ImagePlus("beads", plane(1, 20.25, 30.5)));
		final Path file = folder.resolve("with space.csv");
		assertThat(RunningImageJ.macro("run('Localise Spots...', 'method=fit sigma=1.3 format=thunderstorm table=[" + file +
			"]');")).isNull();
		assertThat(CsvTable.read(file).number(0, "x [nm]")).isCloseTo(4050, within(10.0));
	}

	@Test
	void darkSpotsAreFoundAndMarked() {
		final FloatProcessor dark = plane(1, 20.25, 30.5, 40.75, 12);
		dark.multiply(-1);
		dark.add(1000);
		final ImagePlus image = show(new ImagePlus("holes", dark));
		assertThat(RunningImageJ.macro("run('Localise Spots...', 'method=fit sigma=1.3 objects=Dark');\n" + RUN)).isNull();
		assertThat(IJ.getLog()).contains("Spots are taken to be darker than the ground");
		assertThat(ResultsTable.getResultsTable().size()).isEqualTo(4);
		for (int row = 0; row < 4; row++) {
			assertThat(value("x_px", row)).isCloseTo(row % 2 == 0 ? 20.25 : 40.75, within(0.05));
			assertThat(value("background", row)).isCloseTo(900, within(5.0));
		}
		assertThat(image.getOverlay().size()).isEqualTo(1);
	}

	/** Said before an hour is spent: the network that is asked for is not even looked for. */
	@Test
	void aTableWithoutAFolderIsToldAtOnce(@TempDir final Path folder) {
		final ImagePlus image = show(new ImagePlus("beads", plane(1, 20.25, 30.5)));
		assertThat(RunningImageJ.macro("run('Localise Spots...', 'model=nothing table=[" + folder.resolve("none/t.csv") + "]');"))
			.contains("folder of").contains("does not exist");
		assertThat(image.getOverlay()).isNull();
	}

	@Test
	void nothingThereIsNoRow() {
		show(new ImagePlus("dark", new FloatProcessor(40, 40)));
		assertThat(RunningImageJ.macro("run('Localise Spots...');\nif (nResults != 0) exit('' + nResults);")).isNull();
	}

	@Test
	void oddImagesAreTold() {
		final ImageProcessor cut = plane(1, 20.25, 30.5).duplicate();
		cut.max(0.5 * (cut.getStatistics().max + cut.getStatistics().mean));
		show(new ImagePlus("cut", cut));
		assertThat(RunningImageJ.macro("run('Localise Spots...', 'method=fit sigma=1.3');")).isNull();
		assertThat(IJ.getLog()).contains("1 of 1 spots are saturated");
		assertThat(RunningImageJ.macro("newImage('rgb', 'RGB black', 40, 30, 1);\nrun('Localise Spots...', 'method=LoG');"))
			.isNull();
		assertThat(IJ.getLog()).contains("its luma is used", "All pixels have the value 0");
	}

	@Test
	void omittedOptionsAreDefaultsWhateverCameBefore() {
		new LocaliseSpotsSettings("LoG", "Auto", "Dark", "DAB", "3", "0.2", "9", "CPU", "2", "9", "1",
			"None", "Gaussian", "3", "None", "picasso").remember();
		try {
			final ImagePlus image = show(new ImagePlus("beads", plane(1, 20.25, 30.5)));
			assertThat(RunningImageJ.macro("run('Localise Spots...');")).isNull();
			assertThat(image.getOverlay()).isNotNull();
			assertThat(WindowManager.getImageCount()).isEqualTo(1);
			assertThat(ResultsTable.getResultsTable().getStringValue("intensity_unit", 0)).isEqualTo("gray level");
			assertThat(LocaliseSpotsSettings.remembered().sigma()).isEqualTo("3");
		}
		finally {
			LocaliseSpotsSettings.DEFAULTS.remember();
		}
	}

	/** ImageJ keeps signed numbers above 32768, and shows them as they are. */
	@Test
	void signedImagesHaveTheirOwnGrayLevels() {
		final ImagePlus image = new ImagePlus("beads", plane(1, 20.25, 30.5).convertToShort(false));
		image.getProcessor().add(32768 - 500);
		image.getCalibration().setSigned16BitCalibration();
		show(image);
		assertThat(RunningImageJ.macro(RUN + "run('Localise Spots...', 'method=fit sigma=1.3 gain=2 offset=-600');")).isNull();
		assertThat(ResultsTable.getResultsTable().getValue("background", 0)).isCloseTo(100 - 500, within(3.0));
		assertThat(ResultsTable.getResultsTable().getValue("background", 1)).isCloseTo((100 - 500 + 600) / 2.0, within(3.0));
		assertThat(ResultsTable.getResultsTable().getValue("intensity", 1)).isCloseTo(2000, within(50.0));
	}

	@Test
	void anInvertingLutTurnsBrightAndDarkAround() {
		final ImagePlus image = new ImagePlus("beads", plane(1, 20.25, 30.5));
		image.getProcessor().invertLut();
		show(image);
		assertThat(RunningImageJ.macro(RUN + "run('Localise Spots...', 'method=fit sigma=1.3 objects=Dark');")).isNull();
		assertThat(ResultsTable.getResultsTable().size()).isEqualTo(2);
		assertThat(ResultsTable.getResultsTable().getValue("x_px", 1)).isCloseTo(20.25, within(0.1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "sigma=0 | Sigma is 0", "sigma=wide | no number", "method=guess | Unknown method",
		"probability=2 | probability is 2", "probability=0 | probability is 0", "offset=100 | need the gain",
		"noise=2 | need the gain", "read-noise=2 | need the gain", "read-noise=2 noise=2 | are the same",
		"overlay=Circles | Unknown overlay", "magnification=2.5 | whole number",
		"rendering=Gaussian magnification=0 | magnification is 0", "gain=-1 | gain is -1", "format=xml | Unknown format",
		"model=nothing | There is no model \"nothing\"", "objects=grey | grey", "sgima=2 | Unknown option \"sgima\"" })
	void badOptionsAbortWithOneSentence(final String options, final String message) {
		show(new ImagePlus("beads", plane(1, 20.25, 30.5)));
		assertThat(RunningImageJ.macro("run('Localise Spots...', '" + options + "');\nrename('went on');")).contains(message)
			.doesNotContain("\n");
		assertThat(WindowManager.getImage("beads")).isNotNull();
	}

	@Test
	void aSelectionOutsideOfTheImageIsRefused() {
		final ImagePlus image = show(new ImagePlus("beads", plane(1, 20.25, 30.5)));
		image.setRoi(new Roi(200, 200, 10, 10));
		assertThat(RunningImageJ.macro(RUN)).contains("selection lies outside");
	}

	@Test
	void noImageAbortsWithOneSentence() {
		assertThat(RunningImageJ.macro(RUN)).isEqualTo("There is no image open: open the image with the spots first.");
	}
}
