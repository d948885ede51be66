package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vernier.image.Progress;
import vernier.inference.MemoryBudget;

class SigmaEstimateTest {

	/** The brightest of spots that are equally bright are two that lie together, or narrowed by noise. */
	@ParameterizedTest
	@CsvSource({ "1.3, 2000", "2, 3000" })
	void theBrightestOfManyDoNotDecide(final double sigma, final double photons) {
		final int side = 700;
		final Random random = new Random(3);
		final List<double[]> spots = new ArrayList<>();
		for (int i = 0; i < 0.005 * side * side; i++)
			spots.add(new double[] { random.nextDouble() * side, random.nextDouble() * side, photons, sigma });
		final float[] values = SpotImages.noisy(SpotImages.clean(side, side, 20, spots), 1.5, 4);
		assertThat(SigmaEstimate.of(SpotImages.image(values, side), MemoryBudget.ofFreeMemory(), Progress.NONE).getAsDouble())
			.isCloseTo(sigma, withinPercentage(2.5));
	}

	/** Most planes of noise have some maximum that is likely to be a spot; of some it was taken for one of 3 pixels. */
	@Test
	void noiseHasNoWidth() {
		int found = 0;
		for (int i = 0; i < 10; i++)
			if (SigmaEstimate.of(SpotImages.image(SpotImages.noisy(new float[128 * 128], 5, i), 128), MemoryBudget.ofFreeMemory(),
				Progress.NONE).isPresent())
				found++;
		assertThat(found).isLessThan(2);
	}
}
