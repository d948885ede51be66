package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class FailuresTest {

	@Property(tries = 100)
	void linesFitADialog(
		@ForAll @Size(min = 1, max = 60) final List<@AlphaChars @StringLength(min = 1, max = 20) String> words)
	{
		final String sentence = String.join(" ", words);
		final String wrapped = Failures.wrapped(sentence);
		assertThat(wrapped.replace('\n', ' ')).isEqualTo(sentence);
		assertThat(wrapped.lines()).allMatch(line -> line.length() <= 80);
		// no line that could have taken the next word
		final String[] lines = wrapped.split("\n");
		for (int i = 1; i < lines.length; i++)
			assertThat(lines[i - 1].length() + 1 + lines[i].split(" ")[0].length()).isGreaterThan(80);
	}

	@Test
	void longWordsStayWhole() {
		final String path = "/folder".repeat(20);
		assertThat(Failures.wrapped("There is no file " + path + ": check it.")).isEqualTo("There is no file\n" + path +
			":\ncheck it.");
	}
}
