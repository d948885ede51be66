package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

class ConsoleTest {

	private final StringWriter err = new StringWriter();

	private Console console(final Console.Style style) {
		return new Console(new PrintWriter(err, true), style, () -> false);
	}

	@Test
	void quarterLinesAreToldOnce() {
		final Console console = console(Console.Style.LINES);
		for (int i = 0; i <= 1000; i++)
			console.update(i / 1000.0);
		assertThat(err.toString().lines()).containsExactly("25 %", "50 %", "75 %", "100 %");
	}

	@Test
	void barNeverGoesBackAndIsRemoved() {
		final Console console = console(Console.Style.BAR);
		console.update(0.5);
		console.update(0.4);
		console.update(0.75);
		assertThat(err.toString().split("\r")).hasSize(3);
		console.note("a note");
		assertThat(err.toString()).endsWith("\ra note" + System.lineSeparator());
	}

	@Test
	void quietSaysNothing() {
		final Console console = console(Console.Style.QUIET);
		console.update(1);
		console.note("a note");
		console.clear();
		assertThat(err.toString()).isEmpty();
	}
}
