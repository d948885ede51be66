package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;

/** Runs every macro in the folder macros. */
@Tag("display")
@ExtendWith({ TestModels.class, RunningImageJ.class })
class ExampleMacrosTest {

	private static final Path MACROS = Path.of("macros");

	static List<Path> macros() throws IOException {
		try (Stream<Path> files = Files.list(MACROS)) {
			return files.filter(file -> file.toString().endsWith(".ijm")).sorted().toList();
		}
	}

	private static String run(final Path macro, final String argument) throws IOException {
		final String code = Files.readString(macro);
		return RunningImageJ.inThread("Example_Macro$", () -> {
			final Interpreter interpreter = new Interpreter();
			interpreter.setIgnoreErrors(true);
			interpreter.run(code, argument);
			return interpreter.getErrorMessage();
		});
	}

	@ParameterizedTest
	@MethodSource("macros")
	void runsToItsEnd(final Path macro, @TempDir final Path folder) throws IOException {
		assertThat(run(macro, folder.toString())).isNull();
	}

	@Test
	void theExampleSavesACalibratedResultThatSaysWhatMadeIt(@TempDir final Path folder) throws IOException {
		assertThat(run(MACROS.resolve("Super_Resolution_Example.ijm"), folder.toString())).isNull();
		final ImagePlus saved = IJ.openImage(folder.resolve("spots-x2.tif").toString());
		assertThat(saved.getWidth()).isEqualTo(192);
		assertThat(saved.getBitDepth()).isEqualTo(16);
		assertThat(saved.getCalibration().pixelWidth).isEqualTo(0.1);
		assertThat(saved.getProp("Vernier consistency")).isEqualTo("back-projected");
		final String[] means = IJ.getLog().lines().filter(line -> line.startsWith("Mean: ")).reduce((a, b) -> b).orElseThrow()
			.replaceAll("[^0-9. ]", "").trim().split(" +");
		assertThat(Double.parseDouble(means[1])).isCloseTo(Double.parseDouble(means[0]), org.assertj.core.api.Assertions
			.withinPercentage(0.2));
	}

	@Test
	void theNetworkIsNearerToTheTruthThanInterpolation(@TempDir final Path folder) throws IOException {
		assertThat(run(MACROS.resolve("Volume_Example.ijm"), folder.toString())).isNull();
		final ImagePlus saved = IJ.openImage(folder.resolve("network.tif").toString());
		assertThat(saved.getNSlices()).isEqualTo(60);
		assertThat(saved.getCalibration().pixelDepth).isEqualTo(1);
		assertThat(error("Error of the network: ")).isLessThan(0.8 * error("Error of cubic interpolation: "));
	}

	private static double error(final String line) {
		return IJ.getLog().lines().filter(text -> text.startsWith(line)).reduce((a, b) -> b).map(text -> Double.parseDouble(text
			.substring(line.length()))).orElseThrow();
	}
}
