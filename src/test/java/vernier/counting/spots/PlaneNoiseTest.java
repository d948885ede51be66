package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

	@ParameterizedTest
	@ValueSource(ints = { 1, 5000 })
	void aLineHasItsNoise(final int width) {
		final Random random = new Random(2);
		final float[] values = new float[5000];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (300 + 0.1 * i + 50 * random.nextGaussian());
		assertThat(PlaneNoise.of(SpotImages.image(values, width), Progress.NONE).noise()).isCloseTo(50, within(3.0));
	}

	@Test
	void pixelsWithoutAValueAreLeftOut() {
		final Random random = new Random(3);
		final float[] values = new float[200 * 200];
		for (int i = 0; i < values.length; i++)
			values[i] = i % 7 == 0 ? Float.NaN : Math.round(10 + 0.5 * random.nextGaussian());
		assertThat(PlaneNoise.of(SpotImages.image(values, 200), Progress.NONE).noise()).isCloseTo(0.577, within(0.05));
	}

	/** As what a registered image is padded with, in whole numbers and in any. */
	@ParameterizedTest
	@CsvSource({ "0.2,true", "0.45,true", "0.45,false", "0.55,false", "0.8,true" })
	void flatPartsAreLeftOut(final double part, final boolean whole) {
		final Random random = new Random(3);
		final float[] values = new float[200 * 200];
		for (int i = 0; i < values.length; i++) {
			final double value = 100 + 5 * random.nextGaussian();
			values[i] = i % 200 < part * 200 ? 0 : (float) (whole ? Math.rint(value) : value);
		}
		final PlaneNoise noise = PlaneNoise.of(SpotImages.image(values, 200), Progress.NONE);
		assertThat(noise.noise()).isCloseTo(5, within(0.3));
		assertThat(noise.background()).isCloseTo(100, within(1.0));
	}

	/** On an empty plane there is no noise, and what is drawn there is none. */
	@Test
	void drawnShapesAreNoNoise() {
		final float[] values = SpotImages.clean(200, 200, 0, List.of(new double[] { 50, 60, 5000, 2 }, //
			new double[] { 120, 90, 5000, 3 }));
		assertThat(PlaneNoise.of(SpotImages.image(values, 200), Progress.NONE).noise()).isLessThan(5);
	}
}
