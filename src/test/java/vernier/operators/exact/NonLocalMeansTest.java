package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vernier.operators.exact.TestPictures.largestDifference;

import java.util.Random;

import org.junit.jupiter.api.Test;

import vernier.image.Progress;

class NonLocalMeansTest {

	@Test
	void isTheWeightedMeanOfItsDefinition() {
		final int w = 30, h = 26;
		final Picture picture = TestPictures.scene(w, h, 3, 12);
		final double sigma = 0.03, filtering = 0.02;
		final Picture result = NonLocalMeans.denoise(picture, sigma, filtering, Progress.NONE);
		for (final int[] at : new int[][] {{0, 0}, {15, 13}, {29, 25}, {3, 20}, {22, 1}}) {
			final double[] sums = new double[3];
			double weights = 0;
			for (int dy = -10; dy <= 10; dy++)
				for (int dx = -10; dx <= 10; dx++) {
					double distance = 0;
					for (int j = -3; j <= 3; j++)
						for (int i = -3; i <= 3; i++)
							for (int c = 0; c < 3; c++) {
								final double d = value(picture, c, at[0] + i, at[1] + j) -
									value(picture, c, at[0] + dx + i, at[1] + dy + j);
								distance += d * d / 147;
							}
					final double weight = Math.exp(-Math.max(0, distance - 2 * sigma * sigma) / (filtering * filtering));
					weights += weight;
					for (int c = 0; c < 3; c++)
						sums[c] += weight * value(picture, c, at[0] + dx, at[1] + dy);
				}
			for (int c = 0; c < 3; c++)
				assertThat((double) result.channels()[c][at[1] * w + at[0]]).isCloseTo(sums[c] / weights, within(2e-5));
		}
	}

	private static double value(final Picture picture, final int c, final int x, final int y) {
		return picture.channels()[c][mirrored(y, picture.height()) * picture.width() + mirrored(x, picture.width())];
	}

	private static int mirrored(final int i, final int n) {
		return i < 0 ? -i : i >= n ? 2 * n - 2 - i : i;
	}

	@Test
	void removesNoiseAndKeepsEdges() {
		final int n = 64;
		final Random random = new Random(1);
		final Picture noisy = Picture.of(n, n, 1);
		for (int i = 0; i < n * n; i++)
			noisy.channels()[0][i] = (float) ((i % n < n / 2 ? 0.3 : 0.7) + 0.05 * random.nextGaussian());
		final Picture clean = new NonLocalMeans().apply(noisy, 0.05, Progress.NONE);
		double error = 0;
		for (int i = 0; i < n * n; i++)
			error += Math.pow(clean.channels()[0][i] - (i % n < n / 2 ? 0.3 : 0.7), 2) / (n * n);
		assertThat(Math.sqrt(error)).isLessThan(0.05 / 5);
	}

	@Test
	void keepsConstantsOfAnySize() {
		final Picture picture = TestPictures.constant(20, 20, 1234.5f, -3, 0.1f);
		assertThat(largestDifference(new NonLocalMeans().apply(picture, 0.1, Progress.NONE), picture)).isLessThan(1e-3);
	}

	@Test
	void hasNoPreferredDirection() {
		final Picture picture = TestPictures.scene(40, 33, 1, 5);
		final Picture result = new NonLocalMeans().apply(picture, 0.04, Progress.NONE);
		final Picture turned = new NonLocalMeans().apply(TestPictures.transposed(picture), 0.04, Progress.NONE);
		assertThat(largestDifference(TestPictures.transposed(result), turned)).isLessThan(1e-5);
	}
}
