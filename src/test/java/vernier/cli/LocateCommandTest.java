package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import vernier.image.CsvTable;
import vernier.image.ImageDocument;
import vernier.quality.PixelGaussian;

/** Whole runs, from an image file to a table. */
class LocateCommandTest {

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();
	private Path in;
	private Path table;

	/** Two channels, two slices, three frames of 0.1 um; each plane has one spot at (10.5 + plane, 20.25). */
	@BeforeEach
	void write() {
		final ImageStack stack = new ImageStack(40, 32);
		for (int plane = 0; plane < 12; plane++)
			stack.addSlice(null, plane(10.5 + plane, 20.25, plane));
		final ImagePlus image = new ImagePlus("spots", stack);
		image.setDimensions(2, 2, 3);
		image.setOpenAsHyperStack(true);
		image.getCalibration().setUnit("micron");
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 0.1;
		in = folder.resolve("spots.tif");
		new FileSaver(image).saveAsTiff(in.toString());
		table = folder.resolve("out.csv");
	}

	private static FloatProcessor plane(final double x, final double y, final int seed) {
		final java.util.Random random = new java.util.Random(seed);
		final PixelGaussian columns = new PixelGaussian(x, 1.3, 0, 40);
		final PixelGaussian rows = new PixelGaussian(y, 1.3, 0, 32);
		final FloatProcessor plane = new FloatProcessor(40, 32);
		for (int v = 0; v < 32; v++)
			for (int u = 0; u < 40; u++)
				plane.setf(u, v, (float) (100 + 3 * random.nextGaussian() + 4000 * columns.integral(u) * rows.integral(v)));
		return plane;
	}

	private int run(final String... arguments) {
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> false, arguments);
	}

	private int locate(final String... more) {
		final String[] all = new String[4 + more.length];
		System.arraycopy(new String[] { "locate", in.toString(), "--table", table.toString() }, 0, all, 0, 4);
		System.arraycopy(more, 0, all, 4, more.length);
		return run(all);
	}

	@ParameterizedTest
	@ValueSource(strings = { "LoG", "fit" })
	void everyPlaneHasItsRow(final String method) {
		assertThat(locate("--method", method, "--sigma", "1.3")).as(err.toString()).isZero();
		final CsvTable rows = CsvTable.read(table);
		assertThat(rows.columns()).startsWith("x_px", "y_px", "intensity", "background", "sigma_px", "precision_px",
			"probability", "slice");
		assertThat(rows.size()).isEqualTo(12);
		for (int i = 0; i < 12; i++) {
			assertThat(rows.number(i, "x_px")).isCloseTo(10.5 + i, within(0.1));
			assertThat(rows.number(i, "y_px")).isCloseTo(20.25, within(0.1));
			assertThat(rows.number(i, "x")).isCloseTo(rows.number(i, "x_px") / 10, within(1e-5));
			assertThat(rows.number(i, "channel")).isEqualTo(i % 2 + 1);
			assertThat(rows.number(i, "slice")).isEqualTo(i / 2 % 2 + 1);
			assertThat(rows.number(i, "frame")).isEqualTo(i / 4 + 1);
			assertThat(rows.number(i, "probability")).isGreaterThan(0.5);
			assertThat(rows.number(i, "precision_px")).isBetween(0.001, 0.1);
			assertThat(rows.text(i, "unit")).isEqualTo("micron");
		}
		assertThat(out.toString()).contains("12 spots");
	}

	/** As NIfTI and DICOM scale them. */
	@Test
	void scaledIntegersCountAsTheyAreShown() {
		final FloatProcessor plane = plane(10.5, 20.25, 1);
		plane.add(100);
		plane.multiply(2);
		final ImagePlus image = new ImagePlus("scaled", plane.convertToShortProcessor(false));
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { -100, 0.5 }, "Gray Value");
		new FileSaver(image).saveAsTiff(in.toString());
		assertThat(locate("--method", "fit", "--sigma", "1.3")).as(err.toString()).isZero();
		assertThat(CsvTable.read(table).number(0, "background")).isCloseTo(100, within(5.0));
		assertThat(CsvTable.read(table).number(0, "intensity")).isCloseTo(4000, within(100.0));
		assertThat(locate("--method", "fit", "--sigma", "1.3", "--gain", "2", "--offset", "40")).as(err.toString()).isZero();
		assertThat(CsvTable.read(table).number(0, "background")).isCloseTo(30, within(2.5));
		assertThat(CsvTable.read(table).number(0, "intensity")).isCloseTo(2000, within(50.0));
		// of the shot noise of 2000 photons and their background
		assertThat(CsvTable.read(table).number(0, "precision_px")).isBetween(0.03, 0.06);
	}

	@Test
	void darkSpotsAreFound() {
		final FloatProcessor dark = plane(10.5, 20.25, 1);
		dark.multiply(-1);
		dark.add(1000);
		new FileSaver(new ImagePlus("holes", dark)).saveAsTiff(in.toString());
		assertThat(locate("--method", "fit", "--objects", "dark")).as(err.toString()).isZero();
		assertThat(CsvTable.read(table).size()).isEqualTo(1);
		assertThat(CsvTable.read(table).number(0, "x_px")).isCloseTo(10.5, within(0.1));
		assertThat(CsvTable.read(table).number(0, "background")).isCloseTo(900, within(5.0));
	}

	@Test
	void sigmaIsFoundWhereNoneIsGiven() {
		assertThat(locate("--method", "fit")).isZero();
		assertThat(err.toString()).contains("Sigma found from the image: 1.3");
	}

	@Test
	void thunderstormTablesAreInNanometres() {
		assertThat(locate("--method", "fit", "--format", "thunderstorm")).isEqualTo(1);
		assertThat(err.toString()).contains("2 channels, which this format does not know");
		assertThat(table).doesNotExist();
		final ImagePlus image = new Opener().openImage(in.toString());
		image.setDimensions(1, 4, 3);
		new FileSaver(image).saveAsTiff(in.toString());
		assertThat(locate("--method", "fit", "--format", "thunderstorm")).isZero();
		assertThat(err.toString()).contains("spots of all slices of a time are in one frame");
		final CsvTable rows = CsvTable.read(table);
		assertThat(rows.columns()).containsExactly("id", "frame", "x [nm]", "y [nm]", "sigma [nm]", "intensity [photon]",
			"offset [photon]", "bkgstd [photon]", "uncertainty_xy [nm]");
		assertThat(err.toString()).contains("headed photon");
		err.getBuffer().setLength(0);
		assertThat(rows.number(0, "x [nm]")).isCloseTo(1050, within(10.0));
		assertThat(rows.number(11, "frame")).isEqualTo(3);
		assertThat(locate("--method", "fit", "--format", "picasso")).isZero();
		// from the centre of the first pixel
		assertThat(CsvTable.read(table).number(0, "x [nm]")).isCloseTo(1000, within(10.0));
		assertThat(CsvTable.read(table).columns()).isEqualTo(rows.columns());
		assertThat(locate("--method", "fit", "--format", "picasso", "--gain", "2")).isZero();
		assertThat(err.toString()).containsOnlyOnce("headed photon");
		assertThat(CsvTable.read(table).number(0, "intensity [photon]")).isCloseTo(rows.number(0, "intensity [photon]") / 2, //
			within(20.0));
	}

	@Test
	void aFormatInNanometresNeedsAPixelSize() {
		final ImagePlus image = new ImagePlus("plain", plane(10, 10, 1));
		in = folder.resolve("plain.tif");
		new FileSaver(image).saveAsTiff(in.toString());
		assertThat(locate("--method", "LoG", "--format", "thunderstorm")).isEqualTo(1);
		assertThat(err.toString()).contains("nanometres");
		assertThat(table).doesNotExist();
		assertThat(locate("--method", "LoG", "--format", "thunderstorm", "--pixel-size", "160")).isZero();
		assertThat(CsvTable.read(table).number(0, "x [nm]")).isCloseTo(1600, within(16.0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "gaussian", "histogram" })
	void theRenderingHoldsEverySpot(final String rendering) {
		final Path drawn = folder.resolve("drawn.tif");
		assertThat(locate("--method", "fit", "--render", drawn.toString(), "--magnification", "5", "--rendering", rendering))
			.as(err.toString()).isZero();
		final ImagePlus image = IJ.openImage(drawn.toString());
		assertThat(image.getWidth()).isEqualTo(200);
		assertThat(image.getNChannels()).isEqualTo(2);
		assertThat(image.getStackSize()).isEqualTo(2);
		assertThat(image.getCalibration().pixelWidth).isCloseTo(0.02, within(1e-9));
		double sum = 0;
		for (int i = 0; i < 2; i++)
			for (final float value : (float[]) image.getStack().getPixels(i + 1))
				sum += value;
		assertThat(sum).isCloseTo(12, within(0.01));
		assertThat(ImageDocument.open(drawn).properties()).containsKey("Vernier method");
	}

	/** Nobody wants to wait for that to be said until all spots are found. */
	@ParameterizedTest
	@CsvSource({ "drawn.png, 8, which PNG does not hold", "drawn.tif, 0, 1 to 100 fine pixels", "drawn.tif, 101, 1 to 100" })
	void aRenderingThatCannotBeIsRefusedBeforeSpotsAreSought(final String name, final String magnification,
		final String sentence)
	{
		assertThat(locate("--method", "LoG", "--render", folder.resolve(name).toString(), "--magnification", magnification))
			.isEqualTo(name.endsWith(".png") ? 1 : 2);
		assertThat(err.toString()).contains(sentence).doesNotContain("Sigma found");
		assertThat(table).doesNotExist();
	}

	@Test
	void anImageWithoutSpotsGivesHeadersOnly() throws Exception {
		new FileSaver(new ImagePlus("dark", new FloatProcessor(30, 30))).saveAsTiff(in.toString());
		assertThat(locate()).isZero();
		assertThat(Files.readAllLines(table)).hasSize(1).first().asString().startsWith("x_px,y_px,intensity,background");
		assertThat(out.toString()).contains("0 spots");
	}

	@Test
	void colourIsSaid() {
		final ImagePlus rgb = IJ.createImage("rgb", "RGB black", 30, 30, 1);
		rgb.getProcessor().set(15, 15, 0xffffff);
		new FileSaver(rgb).saveAsTiff(in.toString());
		assertThat(locate("--method", "LoG", "--sigma", "1")).isZero();
		assertThat(err.toString()).contains("luma");
	}

	@Test
	void saturationIsSaid() {
		final ByteProcessor cut = new ByteProcessor(40, 32);
		final FloatProcessor spot = plane(20.5, 16.5, 1);
		for (int i = 0; i < 40 * 32; i++)
			cut.set(i, Math.max(0, Math.min(255, (int) spot.getf(i) - 90)));
		new FileSaver(new ImagePlus("cut", cut)).saveAsTiff(in.toString());
		assertThat(locate("--method", "fit", "--sigma", "1.3")).isZero();
		assertThat(err.toString()).contains("1 of 1 spots are saturated");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--sigma 0 | Sigma is 0", "--sigma 0.2 | Sigma is 0.2", "--sigma 999 | Sigma is 999",
		"--method guess | Unknown method", "--objects grey | grey",
		"--probability 1.5 | probability is 1.5", "--format xml | Unknown format",
		"--threshold -3 | threshold is -3", "--offset 100 | need the gain", "--gain 0 | gain is 0",
		"--probability 0 | probability is 0", "--tile -1 | --tile -1",
		"--rendering cloud | Unknown rendering" })
	void badOptionsAreRefusedInOneSentence(final String options, final String message) {
		assertThat(locate(options.strip().split(" "))).isEqualTo(2);
		assertThat(err.toString()).contains(message);
		assertThat(table).doesNotExist();
	}

	@Test
	void whatCannotBeIsRefused() {
		assertThat(locate("--model", "none-such")).isEqualTo(1);
		assertThat(err.toString()).contains("none-such");
		assertThat(locate("--method", "LoG", "--render", folder.resolve("r.tif").toString(), "--magnification", "0")).isEqualTo(
			2);
		assertThat(err.toString()).contains("magnification is 0");
		assertThat(run("locate", folder.resolve("missing.tif").toString(), "--table", table.toString())).isEqualTo(1);
		assertThat(run("locate", in.toString(), "--table", folder.resolve("no/such/folder.csv").toString())).isEqualTo(1);
		assertThat(run("locate", in.toString(), "--table", in.toString())).isEqualTo(2);
		assertThat(List.of(table)).allMatch(Files::notExists);
	}
}
