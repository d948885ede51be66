package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vernier.operators.exact.TestPictures.largestDifference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.Progress;

class LocalContrastTest {

	private static Picture apply(final Picture picture, final double slope) {
		return new LocalContrast().apply(picture, slope, Progress.NONE);
	}

	@Test
	void slopeOfOneChangesNothing() {
		final Picture picture = TestPictures.scene(150, 90, 3, 1);
		picture.channels()[1][700] = -0.3f;
		picture.channels()[0][900] = 1.4f;
		assertThat(largestDifference(apply(picture, 1), picture)).isLessThan(2e-4);
	}

	/** Every block holds the whole picture; the excess is found by bisection. */
	@ParameterizedTest
	@ValueSource(doubles = {1.5, 3, 5})
	void isTheClippedCumulativeHistogram(final double slope) {
		final int n = 60;
		final Picture picture = TestPictures.scene(n, n, 1, 4);
		final float[] values = picture.channels()[0];
		final double[] histogram = new double[256];
		for (final float value : values)
			histogram[(int) (value * 256)]++;
		final double limit = slope * n * n / 256;
		double low = 0, high = limit;
		for (int k = 0; k < 60; k++) {
			final double lift = (low + high) / 2;
			double sum = 0;
			for (final double count : histogram)
				sum += Math.min(limit, count + lift);
			if (sum < n * n)
				low = lift;
			else
				high = lift;
		}
		final float[] result = apply(picture, slope).channels()[0];
		for (int i = 0; i < values.length; i++) {
			final int bin = (int) (values[i] * 256);
			double below = 0;
			for (int b = 0; b < bin; b++)
				below += Math.min(limit, histogram[b] + low);
			below += (values[i] * 256 - bin) * Math.min(limit, histogram[bin] + low);
			assertThat((double) result[i]).isCloseTo(below / (n * n), within(1e-4));
		}
	}

	@Test
	void onlyTheBlockDecides() {
		final Picture picture = TestPictures.scene(200, 160, 1, 8), other = picture.copy();
		for (int y = 0; y < 160; y++)
			for (int x = 164; x < 200; x++)
				other.channels()[0][y * 200 + x] = 0.9f;
		final Picture a = apply(picture, 3), b = apply(other, 3);
		// 63 to each side
		assertThat(column(a, 100)).isEqualTo(column(b, 100));
		assertThat(column(a, 101)).isNotEqualTo(column(b, 101));
	}

	private static float[] column(final Picture picture, final int x) {
		final float[] column = new float[picture.height()];
		for (int y = 0; y < column.length; y++)
			column[y] = picture.channels()[0][y * picture.width() + x];
		return column;
	}

	@Test
	void hasNoPreferredDirection() {
		final Picture picture = TestPictures.scene(140, 77, 1, 5);
		final Picture result = apply(picture, 3);
		assertThat(largestDifference(TestPictures.mirrored(result), apply(TestPictures.mirrored(picture), 3))).isZero();
		assertThat(largestDifference(TestPictures.transposed(result), apply(TestPictures.transposed(picture), 3))).isZero();
	}

	@Test
	void raisesContrastMoreWithALargerSlope() {
		final Picture picture = TestPictures.scene(80, 80, 1, 5);
		assertThat(spread(picture)).isLessThan(spread(apply(picture, 2)));
		assertThat(spread(apply(picture, 2))).isLessThan(spread(apply(picture, 4)));
	}

	private static double spread(final Picture picture) {
		double sum = 0, squares = 0;
		for (final float value : picture.channels()[0]) {
			sum += value;
			squares += value * value;
		}
		final int n = picture.channels()[0].length;
		return squares / n - sum / n * sum / n;
	}
}
