package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vernier.operators.exact.TestPictures.largestDifference;

import java.util.Arrays;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import ij.plugin.filter.BackgroundSubtracter;
import ij.process.FloatProcessor;
import vernier.image.Progress;

class BackgroundRemovalTest {

	/** Straight from the definition: the highest point of all paraboloids that fit below. */
	@Property(tries = 15)
	void isTheOpeningByAParaboloid(@ForAll @IntRange(min = 1, max = 12) final int width,
		@ForAll @IntRange(min = 1, max = 12) final int height, @ForAll @IntRange(min = 5, max = 9) final int radius,
		@ForAll final long seed)
	{
		final float[] values = TestPictures.scene(width, height, 1, seed).channels()[0];
		final double[] expected = new double[values.length];
		Arrays.fill(expected, Double.NEGATIVE_INFINITY);
		for (int ay = -radius; ay < height + radius; ay++)
			for (int ax = -radius; ax < width + radius; ax++) {
				double apex = Double.POSITIVE_INFINITY;
				for (int i = 0; i < values.length; i++)
					apex = Math.min(apex, values[i] + drop(i % width - ax, i / width - ay, radius));
				for (int i = 0; i < values.length; i++)
					expected[i] = Math.max(expected[i], apex - drop(i % width - ax, i / width - ay, radius));
			}
		final float[] result = BackgroundRemoval.opening(values, width, height, radius, Progress.NONE);
		for (int i = 0; i < values.length; i++)
			assertThat((double) result[i]).isCloseTo(expected[i], within(1e-6));
	}

	private static double drop(final int dx, final int dy, final double radius) {
		return (dx * dx + dy * dy) / (2 * radius * 255);
	}

	@Test
	void takesASlopeAwayAndLeavesSpots() {
		final int n = 60;
		final Picture picture = Picture.of(n, n, 1);
		for (int i = 0; i < n * n; i++)
			picture.channels()[0][i] = 0.2f + 0.002f * (i % n) + 0.001f * (i / n);
		for (final int spot : new int[] {30 * n + 30, 10 * n + 45})
			picture.channels()[0][spot] += 0.9f;
		final Picture result = new BackgroundRemoval().apply(picture, 20, Progress.NONE);
		for (int i = 0; i < n * n; i++)
			// the mirror of the 3 x 3 mean bends the slope at the border
			if (i % n > 0 && i / n > 0 && i % n < n - 1 && i / n < n - 1)
				assertThat((double) result.channels()[0][i])
					.isCloseTo(i == 30 * n + 30 || i == 10 * n + 45 ? 0.9 : 0, within(0.003));
	}

	/** ImageJ's sliding paraboloid touches along eight directions only, so that it may lie higher. */
	@Test
	void agreesWithImageJ() {
		final int n = 128;
		final float[] values = new float[n * n];
		for (int i = 0; i < n * n; i++) {
			final double x = i % n, y = i / n;
			values[i] = (float) (80 + 30 * Math.sin(x / 25) * Math.cos(y / 30) +
				60 * Math.exp(-(Math.pow(x % 32 - 16, 2) + Math.pow(y % 32 - 16, 2)) / 18));
		}
		final FloatProcessor processor = new FloatProcessor(n, n, values.clone());
		new BackgroundSubtracter().rollingBallBackground(processor, 30, true, false, true, false, false);
		final float[] scaled = new float[n * n];
		for (int i = 0; i < n * n; i++)
			scaled[i] = values[i] / 255;
		final float[] background = BackgroundRemoval.opening(scaled, n, n, 30, Progress.NONE);
		double worst = 0, mean = 0;
		for (int i = 0; i < n * n; i++) {
			final double difference = Math.abs(255 * background[i] - processor.getf(i));
			mean += difference / (n * n);
			worst = Math.max(worst, difference);
		}
		assertThat(mean).isLessThan(0.5);
		assertThat(worst).isLessThan(6);
	}

	@Test
	void leavesNothingOfAConstant() {
		final Picture result = new BackgroundRemoval().apply(TestPictures.constant(30, 20, 0.7f, 5), 50, Progress.NONE);
		assertThat(largestDifference(result, TestPictures.constant(30, 20, 0, 0))).isLessThan(1e-6);
	}

	@Test
	void smallerRadiiRemoveMore() {
		final Picture picture = TestPictures.scene(70, 60, 1, 4);
		final float[] small = new BackgroundRemoval().apply(picture, 10, Progress.NONE).channels()[0];
		final float[] large = new BackgroundRemoval().apply(picture, 40, Progress.NONE).channels()[0];
		for (int i = 0; i < small.length; i++)
			assertThat(small[i]).isLessThanOrEqualTo(large[i] + 1e-6f);
		assertThat(largestDifference(small, large)).isGreaterThan(0.01);
	}
}
