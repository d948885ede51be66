package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.macro.Interpreter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import vernier.image.VernierException;

class MacroOptionsTest {

	private static final Set<String> TEXTS = Set.of("model", "scale");
	private static final Set<String> FLAGS = Set.of("residual");

	@Test
	void readsValuesBracketsAndFlags() {
		final MacroOptions options = MacroOptions.parse("model=[/my models/a [1].onnx] SCALE=2 residual ", TEXTS, FLAGS);
		assertThat(options.text("model", "Auto")).isEqualTo("/my models/a [1].onnx");
		assertThat(options.text("scale", "3")).isEqualTo("2");
		assertThat(options.flag("residual")).isTrue();
	}

	@Test
	void omittedMeansDefault() {
		for (final String nothing : new String[] { null, "", "  " }) {
			final MacroOptions options = MacroOptions.parse(nothing, TEXTS, FLAGS);
			assertThat(options.text("model", "Auto")).isEqualTo("Auto");
			assertThat(options.flag("residual")).isFalse();
		}
	}

	@Test
	void flagsMayBeGivenAsSciJavaRecordsThem() {
		assertThat(MacroOptions.parse("residual=true", TEXTS, FLAGS).flag("residual")).isTrue();
		assertThat(MacroOptions.parse("residual=false", TEXTS, FLAGS).flag("residual")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "scael=2 | Unknown option \"scael\"", "preview | Unknown option \"preview\"",
		"scale | has no value", "scale= | has no value", "residual=maybe | is \"maybe\"", "scale=2 scale=3 | given twice",
		"model=[a b | not closed" })
	void refusesWhatItDoesNotUnderstand(final String options, final String message) {
		assertThatThrownBy(() -> MacroOptions.parse(options, TEXTS, FLAGS)).isInstanceOf(VernierException.class)
			.hasMessageContaining(message);
	}

	@Property
	void anyTextIsReadOrRefused(@ForAll final String text) {
		try {
			MacroOptions.parse(text, TEXTS, FLAGS);
		}
		catch (final VernierException e) {
			assertThat(e.getMessage()).isNotBlank();
		}
	}

	@Property
	void aBracketedValueComesBack(@ForAll final String text) {
		final String value = text.replace("[", "").replace("]", "");
		if (!value.isBlank())
			assertThat(MacroOptions.parse("model=[" + value + "] scale=2", TEXTS, FLAGS).text("model", "")).isEqualTo(value);
	}

	/** As in ImageJ's own commands. */
	@Test
	void anAmpersandNamesAVariableOfTheMacro() {
		new Interpreter().run("path = '/my models/a [1].onnx'; size = 2.5;\n" +
			"call('vernier.imagej1.MacroOptionsTest$Called.read', 'model=&path scale=&size');");
		assertThat(read.text("model", "Auto")).isEqualTo("/my models/a [1].onnx");
		assertThat(read.text("scale", "3")).isEqualTo("2.5");
		assertThat(MacroOptions.parse("model=&path", TEXTS, FLAGS).text("model", "")).isEqualTo("&path");
	}

	private static MacroOptions read;

	/** By a macro. */
	public static final class Called {

		private Called() {}

		public static String read(final String options) {
			read = MacroOptions.parse(options, TEXTS, FLAGS);
			return "";
		}
	}

	/** What is not balanced cannot be read again in brackets, and is not recorded. */
	@ParameterizedTest
	@ValueSource(strings = { "a [b] c", "[a] [b", "a ] b", "a ][ b", "a [b", "a [b [c]]" })
	void balancedBracketsAreReadAgainAndOthersAreNotRecorded(final String title) {
		String read = null;
		try {
			read = MacroOptions.parse("points=[" + title + "]", Set.of("points"), Set.of()).text("points", "");
		}
		catch (final VernierException e) {
			// nor this
		}
		assertThat(MacroLine.isBalanced(title)).isEqualTo(title.equals(read));
	}
}
