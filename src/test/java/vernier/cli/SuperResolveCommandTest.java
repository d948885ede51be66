package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import vernier.image.ImageDocument;

/** Whole runs, from a file to a file, with a network of random weights. */
class SuperResolveCommandTest {

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();
	private Path in;
	private String model;

	@BeforeEach
	void unpack() throws Exception {
		in = folder.resolve("nuclei.tif");
		try (InputStream sample = getClass().getResourceAsStream("/vernier/sample/nuclei.tif")) {
			Files.copy(sample, in);
		}
		model = model("tiny-x2");
	}

	private static String model(final String id) throws URISyntaxException {
		return Path.of(SuperResolveCommandTest.class.getResource("/imagej1/models/" + id).toURI()).toString();
	}

	private static String[] with(final String[] first, final String... more) {
		return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
	}

	private int run(final BooleanSupplier cancelled, final String... args) {
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), cancelled, args);
	}

	@Test
	void enlargesAndKeepsTypeAndCalibration() {
		final Path result = folder.resolve("large.tif");
		final Path residual = folder.resolve("residual.tif");
		assertThat(run(() -> false, "super-resolve", in.toString(), result.toString(), "--model", model, "--scale", "2x1.5",
			"--device", "cpu", "--tile", "100", "--residual", residual.toString())).as(err.toString()).isZero();
		final String found = ImageDocument.open(result).describe();
		assertThat(found).isEqualTo("480 x 360 pixels, 16-bit, 0.325 x 0.4333 microns per pixel");
		assertThat(out.toString()).contains(found, "tiny-x2", "CPU").contains("0.65 x 0.65");
		assertThat(err.toString()).endsWith("100 %" + System.lineSeparator());
		assertThat(ImageDocument.open(residual).describe()).startsWith("240 x 240 pixels, 32-bit, 0.65 x 0.65");
	}

	/** 16-bit integers that are shown as 10 - n / 2: the result as well, and the residual, which is 32-bit, in these values. */
	@Test
	void scaledIntegersStayScaledAndTheResidualIsInTheirUnit() {
		final Path scaled = folder.resolve("scaled.tif");
		final ImagePlus image = IJ.openImage(in.toString());
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 10, -0.5 }, "HU");
		new FileSaver(image).saveAsTiff(scaled.toString());
		final ImageProcessor[] residuals = new ImageProcessor[2];
		final ImagePlus[] results = new ImagePlus[2];
		for (int i = 0; i < 2; i++) {
			final String result = folder.resolve("result" + i + ".tif").toString();
			final String residual = folder.resolve("residual" + i + ".tif").toString();
			assertThat(run(() -> false, "super-resolve", (i == 0 ? in : scaled).toString(), result, "--model", model, "--residual",
				residual, "--device", "cpu")).as(err.toString()).isZero();
			results[i] = IJ.openImage(result);
			residuals[i] = IJ.openImage(residual).getProcessor();
		}
		assertThat(results[1].getCalibration().getValueUnit()).isEqualTo("HU");
		for (int i = 0; i < 200; i += 7) {
			assertThat(results[1].getCalibration().getCValue(results[1].getProcessor().get(i, 3))).isEqualTo(10 - 0.5 * results[0]
				.getProcessor().get(i, 3));
			assertThat(residuals[1].getf(i, i)).isEqualTo(-residuals[0].getf(i, i) / 2);
		}
	}

	@Test
	void theFileSaysWhatMadeIt() throws Exception {
		final Path result = folder.resolve("large.tif");
		final Path residual = folder.resolve("residual.tif");
		assertThat(run(() -> false, "super-resolve", in.toString(), result.toString(), "--model", model, "--scale", "1.5",
			"--device", "cpu", "--tile", "100", "--consistency", "--residual", residual.toString())).isZero();
		final byte[] weights = Files.readAllBytes(Path.of(model, "weights.onnx"));
		final String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights));
		for (final Path file : new Path[] { result, residual })
			assertThat(ImageDocument.open(file).properties()).containsEntry("Vernier model", "tiny-x2 1.0.0")
				.containsEntry("Vernier model sha256", sha256).containsEntry("Vernier device", "CPU")
				.containsEntry("Vernier scale", "1.5").containsEntry("Vernier consistency", "back-projected")
				.containsEntry("Vernier tiles", "4 x 4 tiles of at most 90 x 90 pixels")
				.hasEntrySatisfying("Vernier time", time -> assertThat(time).matches("\\d+\\.\\d\\d s"))
				.hasEntrySatisfying("Vernier residual", text -> assertThat(text).contains("root mean square"));
	}

	@Test
	void tilesAndMemoryDoNotChangeTheResult() throws Exception {
		final Path whole = folder.resolve("whole.png");
		final Path tiled = folder.resolve("tiled.png");
		final String[] common = { "super-resolve", "--model", model, "--quiet", in.toString() };
		assertThat(run(() -> false, with(common, whole.toString()))).isZero();
		assertThat(run(() -> false, with(common, tiled.toString(), "--tile", "64", "--memory", "1"))).isZero();
		assertThat(out.toString()).isEmpty();
		assertThat(err.toString()).isEmpty();
		assertThat(whole).hasSameBinaryContentAs(tiled);
	}

	@Test
	void interruptedRunLeavesNoFile() {
		final String large = folder.resolve("large.tif").toString();
		assertThat(run(() -> true, "super-resolve", in.toString(), large, "--model", model)).isEqualTo(130);
		assertThat(err.toString()).isEqualTo("Cancelled: nothing was written." + System.lineSeparator());
		assertThat(folder.toFile().list()).containsExactly("nuclei.tif");
	}

	@Test
	void unknownOutputFormatIsOneSentence() {
		final String large = folder.resolve("large.xyz").toString();
		assertThat(run(() -> false, "super-resolve", in.toString(), large, "--model", model)).isEqualTo(1);
		assertThat(err.toString().lines()).hasSize(1);
		assertThat(err.toString()).contains("xyz");
		assertThat(folder.toFile().list()).containsExactly("nuclei.tif");
	}

	@Test
	void formatThatCannotHoldTheResultIsFoundBeforeComputing() {
		final String large = folder.resolve("large.jpg").toString();
		assertThat(run(() -> false, "super-resolve", in.toString(), large, "--model", model)).isEqualTo(1);
		assertThat(err.toString().lines()).hasSize(1);
		assertThat(err.toString()).contains("16 bits", ".tif");
		final String residual = folder.resolve("residual.png").toString();
		assertThat(run(() -> false, "super-resolve", in.toString(), folder.resolve("a.tif").toString(), "--model", model,
			"--residual", residual)).isEqualTo(1);
		assertThat(err.toString()).contains("32 bits");
		assertThat(folder.toFile().list()).containsExactly("nuclei.tif");
	}

	@Test
	void unknownModelIsOneSentence() {
		assertThat(run(() -> false, "super-resolve", in.toString(), folder.resolve("large.tif").toString(), "--model",
			"no-such-model")).isEqualTo(1);
		assertThat(err.toString().lines()).hasSize(1);
		assertThat(err.toString()).contains("no-such-model");
	}

	@Test
	void shippedTensorsAreReproduced() throws Exception {
		assertThat(run(() -> false, "verify", "--device", "cpu", model, model("tiny-x3"))).as(err.toString()).isZero();
		assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.contains("CPU"));
	}

	@Test
	void oneMissingModelFailsTheVerificationAndNotTheOthers() {
		assertThat(run(() -> false, "verify", "--device", "cpu", "no-such-model", model)).isEqualTo(1);
		assertThat(out.toString().lines()).hasSize(1);
		assertThat(err.toString()).contains("no-such-model");
	}
}
