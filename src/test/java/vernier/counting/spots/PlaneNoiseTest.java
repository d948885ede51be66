package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.Progress;

class PlaneNoiseTest {

	/** Gray levels of little noise, as in 8-bit movies: rounding adds a twelfth to the variance. */
	@ParameterizedTest
	@ValueSource(doubles = { 0.35, 0.5, 0.8, 1, 1.4, 2, 5 })
	void wholeNumbersHaveNoCoarserNoise(final double deviation) {
		final Random random = new Random(1);
		final float[] values = new float[300 * 300];
		for (int i = 0; i < values.length; i++)
			values[i] = Math.round(100.3 + deviation * random.nextGaussian() + (i % 50 == 0 ? 40 : 0));
		final PlaneNoise noise = PlaneNoise.of(SpotImages.image(values, 300), Progress.NONE);
		final double expected = Math.sqrt(deviation * deviation + 1 / 12.0);
		assertThat(noise.noise()).isCloseTo(expected, within(0.12 * expected));
		assertThat(noise.background()).isCloseTo(100.3, within(0.5));
	}
}
