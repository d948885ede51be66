package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vernier.image.ImageDocument;
import vernier.operators.OperatorModels;
import vernier.operators.exact.ExactOperators;

/** Whole runs, from a file to a file. */
class OperatorCommandTest {

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();
	private Path in;
	private Path result;

	@BeforeEach
	void unpack() throws Exception {
		in = folder.resolve("nuclei.tif");
		result = folder.resolve("result.tif");
		try (InputStream sample = getClass().getResourceAsStream("/vernier/sample/nuclei.tif")) {
			Files.copy(sample, in);
		}
	}

	private static String model(final String id) {
		return OperatorModels.folder().resolve(id).toString();
	}

	private int run(final String... args) {
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> false, args);
	}

	/** With IN and OUT. */
	private int process(final String... args) {
		return run(Stream.concat(Stream.of("operator", in.toString(), result.toString(), "--device", "cpu"), Stream.of(args))
			.toArray(String[]::new));
	}

	@Test
	void listGivesNameRangeAndDefaultOnePerLine() {
		assertThat(run("operator", "--list")).isZero();
		final List<String> lines = out.toString().lines().toList();
		assertThat(lines).hasSameSizeAs(ExactOperators.list());
		assertThat(lines).allMatch(line -> line.matches("[a-z0-9-]+ +[0-9.]+-[0-9.]+ +[0-9.]+"));
		assertThat(lines.get(2).split(" +")).containsExactly("l0-smoothing", "0.0005-0.1", "0.02");
		assertThat(err.toString()).isEmpty();
	}

	@Test
	void learnedKeepsTypeAndCalibrationAndSaysWhatMadeIt() {
		assertThat(process("--operator", "l0-smoothing", "--strength", "0.01", "--model", model("tiny-l0"), "--tile", "64")).as(
			err.toString()).isZero();
		final ImageDocument made = ImageDocument.open(result);
		assertThat(made.describe()).isEqualTo("240 x 240 pixels, 16-bit, 0.65 x 0.65 microns per pixel");
		assertThat(made.properties()).containsEntry("Vernier operator", "l0-smoothing").containsEntry("Vernier strength", "0.01")
			.containsEntry("Vernier mode", "Learned").containsEntry("Vernier model", "tiny-l0 1.0.0")
			.containsEntry("Vernier tiles", "4 x 4 tiles of at most 60 x 60 pixels").containsKey("Vernier model sha256");
		assertThat(out.toString()).contains("by l0-smoothing, strength 0.01, learned by tiny-l0 1.0.0, on CPU");
	}

	@Test
	void exactIsExactAndTheDefaultStrengthIsTheOperators() {
		assertThat(process("--operator", "l0-smoothing", "--exact", "--quiet")).as(err.toString()).isZero();
		assertThat(ImageDocument.open(result).properties()).containsEntry("Vernier mode", "Exact").containsEntry(
			"Vernier strength", "0.02");
		assertThat(out.toString()).isEmpty();
		assertThat(err.toString()).isEmpty();
	}

	@Test
	void aMapGivesStrengthsPixelByPixel() {
		final Path map = folder.resolve("map.tif");
		// the picture itself, as 32-bit strengths: rof's range holds what is a two-thousandth of 12 bits
		final ij.ImagePlus image = ij.IJ.openImage(in.toString());
		final ij.process.ImageProcessor strengths = image.getProcessor().convertToFloat();
		strengths.multiply(0.4 / strengths.getMax());
		strengths.add(0.01);
		ij.IJ.saveAsTiff(new ij.ImagePlus("map", strengths), map.toString());
		assertThat(process("--operator", "rof", "--model", model("tiny-rof"), "--strength-map", map.toString())).as(err
			.toString()).isZero();
		assertThat(ImageDocument.open(result).properties()).containsEntry("Vernier strength", "map");
		assertThat(process("--operator", "rof", "--model", model("tiny-rof"), "--strength-map", in.toString())).isEqualTo(2);
		assertThat(process("--operator", "rof", "--exact", "--strength-map", map.toString())).isEqualTo(1);
		assertThat(err.toString()).contains("Two of the given files are the same", "one strength for the whole image");
	}

	@Test
	void aPairOfFilesIsNotOverwrittenByEitherName() throws IOException {
		final Path header = folder.resolve("pair.hdr");
		final Path voxels = folder.resolve("pair.img");
		ImageDocument.open(in).save(header);
		final byte[] before = Files.readAllBytes(voxels);
		for (final String[] files : new String[][] { { "pair.hdr", "pair.img" }, { "pair.img", "./pair.hdr" },
			{ "pair.img", "pair.HDR" } })
			assertThat(run("operator", folder.resolve(files[0]).toString(), folder.resolve(files[1]).toString(), "--operator",
				"rof", "--exact")).isEqualTo(2);
		assertThat(run("super-resolve", in.toString(), header.toString(), "--residual", voxels.toString())).isEqualTo(2);
		assertThat(err.toString()).contains("Two of the given files are the same, " + header + " and " + voxels);
		assertThat(voxels).hasBinaryContent(before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--operator l1 | There is no operator \"l1\": use one of rof, tv-l1",
		"--operator rof --strength 0.6 | The strength 0.6 is out of range for Rudin-Osher-Fatemi: use 0.005 to 0.5",
		"--operator rof --strength NaN | out of range", "--operator rof --strength much | \"much\" is not a number", //
		"--operator rof --strength 0,05 | write decimals with a point, 0.05", "--operator rof --tile 1e3 | is not a whole number",
		"--strength 0.2 | --operator is missing", "--operator rof --mode fast | Invalid value for option '--mode'",
		"--operator rof --mode learned --exact | exclude each other", "--operator rof --tile -1 | at least 32", //
		"--operator rof --tile 1 | at least 32",
		"--operator rof --strength 0.1 --strength-map a.tif | exclude each other",
		"--operator rof --device tpu | Unknown device" })
	void wrongArgumentsAreSaid(final String args, final String message) {
		assertThat(process(args.split(" "))).isEqualTo(2);
		assertThat(err.toString()).contains(message);
		assertThat(result).doesNotExist();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--operator dark-channel-dehazing | this one is gray: use an RGB image",
		"--operator nonlocal-dehazing --exact | this one is gray", "--operator rof --model nothing | There is no model",
		"--operator rof --exact --strength-map nothing.tif | There is no file nothing.tif" })
	void whatFailsIsOneSentence(final String args, final String message) {
		assertThat(process((args + " --quiet").split(" "))).isEqualTo(1);
		assertThat(err.toString().lines()).hasSize(1);
		assertThat(err.toString()).contains(message);
		assertThat(folder.toFile().list()).containsExactly("nuclei.tif");
	}

	@Test
	void withoutFilesItSaysWhatIsMissing() {
		assertThat(run("operator", "--operator", "rof")).isEqualTo(2);
		assertThat(err.toString()).contains("IN and OUT are missing");
	}

	@Test
	void interruptedRunLeavesNoFile() {
		assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> true, "operator", in.toString(), result
			.toString(), "--operator", "rof", "--exact")).isEqualTo(130);
		assertThat(folder.toFile().list()).containsExactly("nuclei.tif");
	}
}
