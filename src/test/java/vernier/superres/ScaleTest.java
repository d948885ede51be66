package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import vernier.image.VernierException;

class ScaleTest {

	@ParameterizedTest
	@CsvSource({ "2, 2, 2, 2", "1.5, 1.5, 1.5, 1.5", "2x1.5, 2, 1.5, 2x1.5", " 2 X 1.50 , 2, 1.5, 2x1.5", "3.0, 3, 3, 3",
		"2×2, 2, 2, 2", "8, 8, 8, 8", "1.1, 1.1, 1.1, 1.1" })
	void parses(final String text, final double x, final double y, final String canonical) {
		final Scale scale = Scale.parse(text);
		assertThat(scale).isEqualTo(new Scale(x, y));
		assertThat(scale).hasToString(canonical);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "2d", "0x1p1", "NaN", "Infinity", "--2", "2x", "x2", "2x2x2", "1e0", "." })
	void refusesWhatIsNoNumber(final String text) {
		assertThatThrownBy(() -> Scale.parse(text)).isInstanceOf(VernierException.class).hasMessage("Scale \"" + text +
			"\" is not a number: use one from 1.1 to 8, such as 2, or two such as 2x1.5 for x and y.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "-2", "1.09", "8.01", "0", "2x9", "1000000000000" })
	void refusesWhatIsOutOfRange(final String text) {
		assertThatThrownBy(() -> Scale.parse(text)).isInstanceOf(VernierException.class)
			.hasMessageMatching("Scale -?[0-9.]+ is outside 1.1 to 8: use one .*");
	}

	@Test
	void refusesDecimalComma() {
		assertThatThrownBy(() -> Scale.parse("2,5")).isInstanceOf(VernierException.class)
			.hasMessageStartingWith("Scale \"2,5\" has a comma: write decimals with a point");
	}

	@Test
	void refusesNaN() {
		assertThatThrownBy(() -> Scale.of(Double.NaN)).isInstanceOf(VernierException.class);
	}

	@Property
	void textRoundTrip(@ForAll @IntRange(min = 1_100_000, max = 8_000_000) final int x,
		@ForAll @IntRange(min = 1_100_000, max = 8_000_000) final int y)
	{
		final Scale scale = new Scale(x / 1e6, y / 1e6);
		assertThat(Scale.parse(scale.toString())).isEqualTo(scale);
	}

	@Property
	void reductionRestoresSize(@ForAll @LongRange(min = 1, max = 1L << 40) final long size,
		@ForAll @DoubleRange(min = 1.1, max = 8) final double scale)
	{
		final long enlarged = Scale.of(scale).targetWidth(size);
		assertThat(Math.abs(enlarged - size * scale)).isLessThanOrEqualTo(0.5 + 1e-6);
		assertThat(Scale.target(enlarged, 1 / scale)).isEqualTo(size);
	}

	@Property
	void sizeIsTheSameInTwoStages(@ForAll @IntRange(min = 1, max = 100_000) final int size,
		@ForAll @IntRange(min = 110, max = 800) final int hundredths, @ForAll @IntRange(min = 2, max = 8) final int stage)
	{
		final double scale = hundredths / 100.0;
		assertThat(Scale.target((long) size * stage, scale / stage)).isEqualTo(Scale.of(scale).targetWidth(size));
	}

	@Test
	void wholeScalesAreExact() {
		assertThat(new Scale(3, 2).targetWidth((1L << 40) + 1)).isEqualTo(3 * ((1L << 40) + 1));
		assertThat(new Scale(3, 2).targetHeight(7)).isEqualTo(14);
		assertThat(new Scale(3, 2).isWhole()).isTrue();
		assertThat(new Scale(3, 2.5).isWhole()).isFalse();
	}
}
