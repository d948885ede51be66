package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();

	private int run(final String... args) {
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> false, args);
	}

	@Test
	void helpNamesSubcommandsAndExitCodes() {
		assertThat(run("--help")).isZero();
		assertThat(out.toString()).contains("super-resolve", "models", "verify", "130");
		assertThat(err.toString()).isEmpty();
	}

	@Test
	void versionIsTheBuilds() {
		assertThat(run("--version")).isZero();
		assertThat(out.toString()).matches("Vernier \\d+\\.\\d+\\.\\d+\\S*\\R");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"super-resolve in.png out.tif --scale abc | not a number", //
		"super-resolve in.png out.tif --scale 9 | outside 1.1 to 8", //
		"super-resolve in.png out.tif --scale 1,5 | write decimals with a point", //
		"super-resolve in.png out.tif --device tpu | use Auto, CPU or GPU", //
		"super-resolve in.png out.tif --tile -1 | at least 32", //
		"super-resolve in.png out.tif --memory 0 | not from 1", //
		"super-resolve in.png in.png | same", //
		"super-resolve in.png ./in.png | same", //
		"super-resolve in.png | OUT", //
		"super-resolve in.png out.tif --sacle 2 | --sacle", //
		"super-resolv in.png out.tif | Did you mean: vernier super-resolve", //
		"enlarge in.png out.tif | enlarge" })
	void wrongArgumentsAreExplained(final String args, final String expected) {
		assertThat(run(args.split(" "))).isEqualTo(2);
		assertThat(err.toString()).contains(expected).contains("--help").doesNotContain("\tat ");
		assertThat(out.toString()).isEmpty();
	}

	@Test
	void commandsAreUnderstoodInUpperCaseToo() {
		assertThat(run("Operator", "--list")).isZero();
		assertThat(out.toString()).contains("l0-smoothing");
	}

	@Test
	void missingInputIsOneSentence() {
		final Path result = folder.resolve("out.tif");
		assertThat(run("super-resolve", folder.resolve("none.tif").toString(), result.toString())).isEqualTo(1);
		assertThat(err.toString().lines()).hasSize(1);
		assertThat(err.toString()).contains("none.tif");
		assertThat(result).doesNotExist();
	}

	@Test
	void missingFolderIsFoundBeforeComputing() {
		final Path result = folder.resolve("none/out.tif");
		assertThat(run("super-resolve", folder.resolve("none.tif").toString(), result.toString())).isEqualTo(1);
		assertThat(err.toString()).contains("folder").contains("does not exist");
	}

	@Test
	void inputThatIsNoImageIsOneSentence() throws Exception {
		final Path text = Files.writeString(folder.resolve("text.tif"), "this is no image");
		assertThat(run("super-resolve", text.toString(), folder.resolve("out.tif").toString())).isEqualTo(1);
		assertThat(err.toString().lines()).hasSize(1);
		assertThat(folder.toFile().list()).containsExactly("text.tif");
	}

	@Test
	void modelsThatAreLeftOutAreNamedWithTheReason() throws IOException {
		Files.writeString(Files.createDirectories(folder.resolve("broken")).resolve("rdf.yaml"), "format_version: 9");
		final String before = System.setProperty("vernier.models", folder.toString());
		try {
			assertThat(run("models")).isZero();
			assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.contains("broken") && line.contains("\"9\""));
			assertThat(out.toString()).contains("sr-fast-x2").doesNotContain("broken");
			assertThat(run("verify", "broken")).isEqualTo(1);
			assertThat(err.toString()).contains("There is no model \"broken\"").contains("Left out: ");
		}
		finally {
			if (before == null)
				System.clearProperty("vernier.models");
			else
				System.setProperty("vernier.models", before);
		}
	}

	/** An id, a family or a task may be as long as it likes: what follows stands in its column. Nothing stands above them. */
	@Test
	void modelsStandInColumnsAsOperatorsDo() {
		assertThat(run("models")).isZero();
		final List<String> lines = out.toString().lines().toList();
		final int column = lines.get(0).lastIndexOf(' ') + 1;
		assertThat(lines).hasSizeGreaterThan(3).allMatch(line -> line.matches("\\S+ +\\S+ +\\S+ +[-0-9.]+ +[0-9a-f]{64}") && line
			.lastIndexOf(' ') + 1 == column);
	}
}
