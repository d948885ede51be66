package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vernier.operators.exact.TestPictures.largestDifference;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import vernier.image.Progress;

/** Box and guided filters, least and greatest values. */
class WindowFiltersTest {

	@Property(tries = 60)
	void meansAndExtremesAreThoseOfTheClippedWindow(@ForAll @IntRange(min = 1, max = 40) final int width,
		@ForAll @IntRange(min = 1, max = 20) final int height, @ForAll @IntRange(min = 0, max = 12) final int radius,
		@ForAll final long seed)
	{
		final float[] values = TestPictures.scene(width, height, 1, seed).channels()[0];
		final float[] means = BoxFilter.mean(values, width, height, radius);
		final float[] minima = WindowExtremes.least(values, width, height, radius);
		final float[] maxima = WindowExtremes.greatest(values, width, height, radius);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				double sum = 0;
				float least = Float.MAX_VALUE, greatest = -least;
				int n = 0;
				for (int j = Math.max(0, y - radius); j <= Math.min(height - 1, y + radius); j++)
					for (int i = Math.max(0, x - radius); i <= Math.min(width - 1, x + radius); i++, n++) {
						sum += values[j * width + i];
						least = Math.min(least, values[j * width + i]);
						greatest = Math.max(greatest, values[j * width + i]);
					}
				assertThat((double) means[y * width + x]).isCloseTo(sum / n, within(1e-6));
				assertThat(minima[y * width + x]).isEqualTo(least);
				assertThat(maxima[y * width + x]).isEqualTo(greatest);
			}
	}

	@Test
	void guidedFilterReproducesWhatIsAffineInTheGuide() {
		final Picture guide = TestPictures.scene(40, 30, 3, 2);
		final float[] values = new float[40 * 30];
		for (int i = 0; i < values.length; i++)
			values[i] = 0.3f + 0.5f * guide.channels()[0][i] - 0.2f * guide.channels()[1][i] + guide.channels()[2][i];
		final float[] result = GuidedFilter.apply(guide, values, 6, 1e-7, Progress.NONE);
		assertThat(largestDifference(result, values)).isLessThan(1e-3);
	}

	@Test
	void guidedFilterAveragesWhereTheGuideIsEven() {
		final float[] values = TestPictures.scene(40, 30, 1, 2).channels()[0];
		final float[] result = GuidedFilter.apply(TestPictures.constant(40, 30, 0.2f, 0.4f, 0.6f), values, 5, 1e-3,
			Progress.NONE);
		final float[] twice = BoxFilter.mean(BoxFilter.mean(values, 40, 30, 5), 40, 30, 5);
		assertThat(largestDifference(result, twice)).isLessThan(1e-5);
	}
}
