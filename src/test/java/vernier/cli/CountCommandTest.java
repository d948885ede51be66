package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import vernier.image.CsvTable;
import vernier.image.ImageDocument;

/** Whole runs: simulate, count, compare. */
class CountCommandTest {

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();

	private int run(final String... args) {
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> false, args);
	}

	private String file(final String name) {
		return folder.resolve(name).toString();
	}

	private static String model() throws Exception {
		return Path.of(CountCommandTest.class.getResource("/counting/models/count-tiny").toURI()).toString();
	}

	@Test
	void simulatedPicturesAreCountedAndScored() throws Exception {
		assertThat(run("simulate", folder.toString(), "--kind", "dense", "--images", "2", "--size", "70x60", "--seed", "3"))
			.isZero();
		assertThat(ImageDocument.open(folder.resolve("dense-002.tif")).describe()).startsWith("70 x 60 pixels, 16-bit");
		assertThat(run("count", file("dense-001.tif"), "--object-size", "10", "--table", file("out.csv"), "--density", file(
			"density.tif"), "--model", model(), "--device", "cpu", "--points", file("dense-001.csv"))).as(err.toString()).isZero();
		final CsvTable table = CsvTable.read(folder.resolve("out.csv"));
		assertThat(table.columns()).startsWith("roi", "slice", "count", "low", "high").contains("area", "density", "model");
		assertThat(table.size()).isEqualTo(1);
		final long truth = CsvTable.read(folder.resolve("dense-001.csv")).size();
		assertThat(table.number(0, "truth")).isEqualTo(truth);
		assertThat(table.number(0, "area")).isEqualTo(4200);
		assertThat(table.text(0, "model")).isEqualTo("count-tiny");
		double sum = 0;
		final ImageDocument density = ImageDocument.open(folder.resolve("density.tif"));
		for (final Object value : Views.flatIterable(density.planes().plane(0)))
			sum += ((FloatType) value).get();
		assertThat(sum).isCloseTo(table.number(0, "count"), within(1e-4 * sum));
		assertThat(density.properties()).containsKeys("Vernier model", "Vernier model sha256", "Vernier device");
		out.getBuffer().setLength(0);
		assertThat(run("score", file("dense-001.csv"), file("out.csv"), "--kind", "counts", "--table", file("score.csv")))
			.as(err.toString()).isZero();
		assertThat(CsvTable.read(folder.resolve("score.csv")).number(0, "mae")).isCloseTo(Math.abs(truth - table.number(0,
			"count")), within(1e-3));
		assertThat(out.toString()).contains("mean_relative_error", "coverage");
	}

	@Test
	void quadrantsAndLocalMaxima() {
		assertThat(run("simulate", folder.toString(), "--kind", "spots", "--size", "64", "--quiet")).isZero();
		assertThat(out.toString()).isEmpty();
		assertThat(run("count", file("spots-001.tif"), "--object-size", "3.7", "--method", "LoG", "--table", file("out.csv"),
			"--grid", "2x2")).as(err.toString()).isZero();
		final CsvTable table = CsvTable.read(folder.resolve("out.csv"));
		assertThat(table.size()).isEqualTo(4);
		assertThat(table.text(3, "roi")).isEqualTo("column 2 row 2");
		assertThat(run("score", file("spots-001.csv"), file("spots-001.csv"))).as(err.toString()).isZero();
		assertThat(out.toString()).containsPattern("f1 +1\\b");
		out.getBuffer().setLength(0);
		assertThat(run("score", file("spots-001.csv"), file("spots-001.csv"), "--quiet", "--table", file("score.csv"))).isZero();
		assertThat(CsvTable.read(folder.resolve("score.csv")).number(0, "f1")).isEqualTo(1);
		assertThat(out.toString()).isEmpty();
	}

	@Test
	void densityOfPoints() throws Exception {
		Files.writeString(folder.resolve("p.csv"), "x_px,y_px\n1.5,2.5\n20,10\n0.1,0.1\n");
		assertThat(run("points-to-density", file("p.csv"), file("d.tif"), "--size", "32x16", "--sigma", "2")).as(err.toString())
			.isZero();
		assertThat(out.toString()).contains("3 points, sum 3");
		assertThat(ImageDocument.open(folder.resolve("d.tif")).describe()).startsWith("32 x 16 pixels, 32-bit");
		assertThat(run("points-to-density", file("p.csv"), file("d.tif"))).isEqualTo(2);
		assertThat(run("points-to-density", file("p.csv"), file("d.png"), "--size", "3x3")).isEqualTo(1);
	}

	@Test
	void mistakesGetOneSentence() throws Exception {
		assertThat(run("simulate", folder.toString(), "--size", "40")).isZero();
		final String in = file("dense-001.tif");
		wrong("no length", "count", in, "--object-size", "big", "--model", model());
		wrong("The object size is 0;", "count", in, "--object-size", "0", "--model", model());
		fails("larger than the image", "count", in, "--object-size", "50", "--model", model());
		fails("not calibrated", "count", in, "--object-size", "3um", "--model", model());
		fails("There is no model", "count", in, "--object-size", "3", "--model", "nothing");
		fails("There is no file", "count", file("none.tif"), "--object-size", "3", "--model", model());
		fails("The folder of", "count", in, "--object-size", "3", "--model", model(), "--table", file("no/out.csv"));
		fails("let " + file("d.png"), "count", in, "--object-size", "3", "--model", model(), "--density", file("d.png"));
		Files.writeString(folder.resolve("bad.csv"), "a,b\n1,2\n");
		fails("lacks the column(s) x_px, y_px", "count", in, "--object-size", "3", "--model", model(), "--points", file(
			"bad.csv"));
		fails("lacks the column(s)", "score", file("bad.csv"), file("bad.csv"));
		assertThat(run("count", in)).isEqualTo(2);
		assertThat(run("count", in, "--object-size", "3", "--method", "guess")).isEqualTo(2);
		assertThat(run("count", in, "--object-size", "3", "--grid", "0x2")).isEqualTo(2);
		assertThat(folder.resolve("out.csv")).doesNotExist();
	}

	/** Odd images are counted, and what is odd is said. */
	@Test
	void oddImagesAreCountedAndTold() throws Exception {
		final ImagePlus dark = IJ.createImage("dark", "8-bit black", 30, 20, 1);
		new FileSaver(dark).saveAsTiff(file("dark.tif"));
		for (final String method : new String[] { "density", "LoG" }) {
			assertThat(run("count", file("dark.tif"), "--object-size", "3", "--model", model(), "--method", method, "--table", file(
				"dark.csv"))).isZero();
			assertThat(err.toString()).contains("All pixels have the value 0");
			assertThat(CsvTable.read(folder.resolve("dark.csv")).number(0, "high")).isPositive();
			err.getBuffer().setLength(0);
		}
		final ImagePlus rgb = IJ.createImage("rgb", "RGB black", 30, 20, 1);
		rgb.getProcessor().setColor(java.awt.Color.WHITE);
		rgb.getProcessor().fillOval(5, 5, 9, 9);
		new FileSaver(rgb).saveAsTiff(file("rgb.tif"));
		assertThat(run("count", file("rgb.tif"), "--object-size", "9", "--model", model())).isZero();
		assertThat(err.toString()).contains("its luma is used", "of the pixels have the greatest value");
	}

	@Test
	void selectionsOutsideOfTheImageAreTold() throws Exception {
		new FileSaver(IJ.createImage("ramp", "8-bit ramp", 30, 20, 1)).saveAsTiff(file("ramp.tif"));
		final Roi roi = new Roi(40, 2, 5, 5);
		roi.setName("far");
		new RoiEncoder(file("far.roi")).write(roi);
		fails("The selection \"far\" (x 40, y 2, 5 x 5) lies outside of the image of 30 x 20 pixels", "count", file("ramp.tif"),
			"--object-size", "3", "--model", model(), "--rois", file("far.roi"));
		new RoiEncoder(file("near.roi")).write(new Roi(25, 2, 50, 5));
		assertThat(run("count", file("ramp.tif"), "--object-size", "3", "--model", model(), "--rois", file("near.roi"), "--table",
			file("near.csv"))).isZero();
		// what lies in the image
		assertThat(CsvTable.read(folder.resolve("near.csv")).number(0, "area")).isEqualTo(25);
	}

	@Test
	void spotsInNanometresAreScored() throws Exception {
		Files.writeString(folder.resolve("true.csv"), "x_px,y_px\n10.5,20\n");
		Files.writeString(folder.resolve("storm.csv"), "id,frame,x [nm],y [nm]\n1,1,1050,2000\n");
		fails("--pixel-size", "score", file("true.csv"), file("storm.csv"));
		assertThat(run("score", file("true.csv"), file("storm.csv"), "--pixel-size", "100")).as(err.toString()).isZero();
		assertThat(out.toString()).containsPattern("f1 +1\\b");
		wrong("The pixel size is -1", "score", file("true.csv"), file("storm.csv"), "--pixel-size", "-1");
		Files.writeString(folder.resolve("storm.csv"), "id,frame,x [nm],y [nm]\n1,1,1050,4000\n");
		assertThat(run("score", file("true.csv"), file("storm.csv"), "--pixel-size", "100x200")).as(err.toString()).isZero();
		assertThat(out.toString()).containsPattern("rmse_px +0\\b");
		wrong("The pixel size is 1x2x3", "score", file("true.csv"), file("storm.csv"), "--pixel-size", "1x2x3");
	}

	/** The image says how large a pixel is, or the user where there is none. */
	@Test
	void pointsInNanometresAreTakenToPixels() throws Exception {
		Files.writeString(folder.resolve("storm.csv"), "id,frame,x [nm],y [nm]\n1,1,2050,4000\n");
		final ImagePlus image = IJ.createImage("flat", "8-bit ramp", 30, 20, 1);
		image.getCalibration().setUnit("um");
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 0.4;
		new FileSaver(image).saveAsTiff(file("flat.tif"));
		new RoiEncoder(file("part.roi")).write(new Roi(20, 10, 1, 1));
		assertThat(run("count", file("flat.tif"), "--object-size", "3", "--method", "LoG", "--rois", file("part.roi"), "--points",
			file("storm.csv"), "--table", file("counts.csv"))).as(err.toString()).isZero();
		assertThat(CsvTable.read(folder.resolve("counts.csv")).number(0, "truth")).isEqualTo(1);
		assertThat(run("points-to-density", file("storm.csv"), file("like.tif"), "--like", file("flat.tif"))).as(err.toString())
			.isZero();
		fails("--pixel-size", "points-to-density", file("storm.csv"), file("none.tif"), "--size", "30x20");
		assertThat(run("points-to-density", file("storm.csv"), file("sized.tif"), "--size", "30x20", "--pixel-size", "100x400"))
			.as(err.toString()).isZero();
		for (final String name : new String[] { "like.tif", "sized.tif" })
			assertThat(IJ.openImage(file(name)).getProcessor().getf(20, 10)).isEqualTo(1);
	}

	@Test
	void tablesOfSpotsWithoutTheirColumnsAreTold() throws Exception {
		Files.writeString(folder.resolve("bad.csv"), "x_px,b\n1,2\n");
		Files.writeString(folder.resolve("good.csv"), "x_px,y_px\n1,2\n");
		fails("lacks the column(s) y_px; it has x_px, b", "score", file("bad.csv"), file("good.csv"), "--kind", "spots");
		fails("lacks the column(s) y_px; it has x_px, b", "score", file("good.csv"), file("bad.csv"), "--kind", "spots");
		fails("lacks the column(s) count", "score", file("good.csv"), file("good.csv"), "--kind", "counts");
	}

	@Test
	void whatIsComparedOrDrawnIsNotOverwritten() throws Exception {
		final String points = "x_px,y_px\n1,2\n";
		Files.writeString(folder.resolve("a.csv"), points);
		Files.writeString(folder.resolve("b.csv"), points);
		assertThat(run("score", file("a.csv"), file("b.csv"), "--table", file("a.csv"))).isEqualTo(2);
		assertThat(run("score", file("a.csv"), file("b.csv"), "--table", file("./b.csv"))).isEqualTo(2);
		assertThat(folder.resolve("a.csv")).hasContent(points);
		assertThat(folder.resolve("b.csv")).hasContent(points);
		new FileSaver(IJ.createImage("dots", "8-bit black", 9, 9, 1)).saveAsTiff(file("dots.tif"));
		final byte[] dots = Files.readAllBytes(folder.resolve("dots.tif"));
		assertThat(run("points-to-density", file("dots.tif"), file("dots.tif"))).isEqualTo(2);
		assertThat(run("points-to-density", file("a.csv"), file("dots.tif"), "--like", file("dots.tif"))).isEqualTo(2);
		assertThat(folder.resolve("dots.tif")).hasBinaryContent(dots);
		assertThat(err.toString()).contains("Two of the given files are the same");
	}

	@Test
	void sizesOfPicturesAreOneNumberOrTwo() {
		for (final String size : new String[] { "x", "", "1x2x3", "20x", "x20", "99999999999" })
			wrong("write 256 or 640x480", "simulate", folder.toString(), "--size", size);
	}

	@Test
	void argumentsThatMakeNoSenseAreToldApartFromWorkThatFails() throws Exception {
		Files.writeString(folder.resolve("p.csv"), "x_px,y_px\n1,2\n");
		final String p = file("p.csv");
		final String d = file("d.tif");
		wrong("The number of pictures is 0", "simulate", folder.toString(), "--images", "0");
		wrong("1 to 32768 pixels", "points-to-density", p, d, "--size", "0x5");
		wrong("Sigma is -1", "points-to-density", p, d, "--size", "4x4", "--sigma", "-1");
		wrong("--like and --size exclude each other", "points-to-density", p, d, "--size", "4x4", "--like", p);
		wrong("There is no operator", "operator-pairs", p, file("pairs"), "--operator", "bogus");
		wrong("The magnification is 0", "locate", p, "--table", file("t.csv"), "--magnification", "0");
		wrong("The pixel size is -5", "locate", p, "--table", file("t.csv"), "--pixel-size", "-5");
		wrong("The object size is 0um;", "count", p, "--object-size", "0um");
		wrong("is no length", "count", p, "--object-size", "abc");
		wrong("The distance is 0", "score", p, p, "--distance", "0");
		wrong("--rois is for counts", "score", p, p, "--kind", "spots", "--rois", p);
		wrong("neither one number nor three", "volume", p, d, "--voxel", "x");
		fails("--rois is for counts", "score", p, p, "--rois", p);
		assertThat(folder.resolve("d.tif")).doesNotExist();
	}

	@Test
	void aDensityIsNotLeftWithoutItsTable() {
		assertThat(run("simulate", folder.toString(), "--size", "40")).isZero();
		fails("cannot be written", "count", file("dense-001.tif"), "--object-size", "3", "--method", "LoG", "--density", file(
			"density.tif"), "--table", file("x".repeat(300) + ".csv"));
		assertThat(folder.resolve("density.tif")).doesNotExist();
	}

	@Test
	void simulatedPicturesAreCompleteWhateverHappens() throws Exception {
		final AtomicInteger asked = new AtomicInteger();
		assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> asked.getAndIncrement() >= 2,
			"simulate", folder.toString(), "--size", "20", "--images", "5")).isEqualTo(130);
		assertThat(err.toString()).contains("Cancelled: 2 of 5 picture(s) are in " + folder);
		assertThat(folder.resolve("dense-002.csv")).exists();
		assertThat(folder.resolve("dense-003.tif")).doesNotExist();
		Files.createDirectories(folder.resolve("dense-003.csv").resolve("in the way"));
		fails("dense-003.csv", "simulate", folder.toString(), "--size", "20", "--images", "5");
		assertThat(folder.resolve("dense-003.tif")).doesNotExist();
	}

	private void wrong(final String sentence, final String... args) {
		err.getBuffer().setLength(0);
		assertThat(run(args)).as(String.join(" ", args)).isEqualTo(2);
		assertThat(err.toString()).contains(sentence).doesNotContain("Unexpected");
	}

	private void fails(final String sentence, final String... args) {
		err.getBuffer().setLength(0);
		assertThat(run(args)).as(String.join(" ", args)).isEqualTo(1);
		assertThat(err.toString()).contains(sentence).doesNotContain("Unexpected");
	}
}
