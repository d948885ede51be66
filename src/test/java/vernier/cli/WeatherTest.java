package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import vernier.operators.exact.Picture;

class WeatherTest {

	private static final int SIZE = 48;

	@Test
	void transmissionAndAirLightAreThoseOfHaze() {
		for (int seed = 0; seed < 20; seed++) {
			// so alike that both are under the same haze
			final Picture dark = even(0.45f);
			final Picture light = even(0.55f);
			Weather.haze(dark, new Random(seed));
			Weather.haze(light, new Random(seed));
			for (int c = 0; c < 3; c++)
				for (int i = 0; i < SIZE * SIZE; i++) {
					final double through = (light.channels()[c][i] - dark.channels()[c][i]) / 0.1;
					assertThat(through).isBetween(0.0, 1.00001);
					if (through < 0.9)
						assertThat((dark.channels()[c][i] - 0.45 * through) / (1 - through)).isBetween(0.58, 1.00001);
				}
		}
	}

	@Test
	void whatTheSeedSaysIsDrawn() {
		final Picture one = even(0.2f);
		final Picture again = even(0.2f);
		final Picture other = even(0.2f);
		Weather.haze(one, new Random(1));
		Weather.haze(again, new Random(1));
		Weather.haze(other, new Random(2));
		assertThat(one.channels()[0]).isEqualTo(again.channels()[0]).isNotEqualTo(other.channels()[0]);
	}

	private static Picture even(final float value) {
		final Picture picture = Picture.of(SIZE, SIZE, 3);
		for (final float[] channel : picture.channels())
			Arrays.fill(channel, value);
		return picture;
	}
}
