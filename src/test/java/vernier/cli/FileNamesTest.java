package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;

import org.junit.jupiter.api.Test;

class FileNamesTest {

	private final StringWriter err = new StringWriter();

	@Test
	void namesThatCannotBeAreExplained() {
		assertThat(Main.run(new PrintWriter(err, true), new PrintWriter(err, true), () -> false, "super-resolve", "in\0.png",
			"out.tif")).isEqualTo(Main.run(new PrintWriter(err, true), new PrintWriter(err, true), () -> false, "super-resolve"));
		assertThat(err.toString()).contains("cannot be the name of a file", "use another name").doesNotContain("java.nio");
	}

	@Test
	void lettersThatTheLocaleDoesNotKnowAreExplainedWhereverTheyTurnUp() {
		// what Java says for café.tif in a shell without UTF-8, and for each of its own classes that looks at the folder
		final InvalidPathException name = new InvalidPathException("caf??.tif",
			"Malformed input or input contains unmappable characters");
		for (final Throwable failure : new Throwable[] { name, new ExceptionInInitializerError(name) }) {
			final StringWriter said = new StringWriter();
			assertThat(Failure.report(failure, new PrintWriter(said, true))).isEqualTo(Main.FAILED);
			assertThat(said.toString().lines()).hasSize(1).allMatch(line -> line.contains("\"caf??.tif\"") && line.contains(
				"LC_ALL=C.UTF-8") && !line.contains("report it"));
		}
	}
}
