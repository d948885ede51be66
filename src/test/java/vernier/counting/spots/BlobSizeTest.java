package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.Progress;

class BlobSizeTest {

	private static final int SIDE = 200;

	/** Discs at random places that cover a fifth, on uneven light, with noise. */
	private static float[] discs(final double diameter) {
		final Random random = new Random(3);
		final float[] image = new float[SIDE * SIDE];
		for (int i = 0; i < image.length; i++)
			image[i] = 40 + i % SIDE * 0.2f;
		for (int n = 0; n < 0.2 * SIDE * SIDE / (Math.PI / 4 * diameter * diameter); n++) {
			final double x = SIDE * random.nextDouble();
			final double y = SIDE * random.nextDouble();
			for (int i = 0; i < image.length; i++)
				image[i] += (float) (100 / (1 + Math.exp(Math.hypot(i % SIDE + 0.5 - x, i / SIDE + 0.5 - y) - diameter / 2)));
		}
		return SpotImages.noisy(image, 3, 1);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 9, 12, 20 })
	void ofDiscsItIsTheirDiameter(final double diameter) {
		assertThat(BlobSize.of(SpotImages.image(discs(diameter), SIDE), Progress.NONE).orElse(0)).isBetween(diameter / 1.5,
			diameter * 1.5);
	}

	@Test
	void noiseSmallSpotsAndNothingTellNoSize() {
		assertThat(BlobSize.of(SpotImages.image(new float[SIDE * SIDE], SIDE), Progress.NONE)).isEmpty();
		assertThat(BlobSize.of(SpotImages.image(new float[30], 6), Progress.NONE)).isEmpty();
		final float[] noise = SpotImages.noisy(SpotImages.clean(SIDE, SIDE, 100, List.of()), 1, 2);
		assertThat(BlobSize.of(SpotImages.image(noise, SIDE), Progress.NONE)).isEmpty();
		final Random random = new Random(5);
		final List<double[]> spots = new ArrayList<>();
		for (int i = 0; i < 2000; i++)
			spots.add(new double[] { SIDE * random.nextDouble(), SIDE * random.nextDouble(), 500, 1.3 });
		final float[] crowd = SpotImages.noisy(SpotImages.clean(SIDE, SIDE, 20, spots), 1, 2);
		assertThat(BlobSize.of(SpotImages.image(crowd, SIDE), Progress.NONE)).isEmpty();
	}
}
