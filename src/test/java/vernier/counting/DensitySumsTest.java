package vernier.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;

import org.junit.jupiter.api.Test;

import vernier.image.MaskArea;
import vernier.image.Region;
import vernier.image.VernierException;

class DensitySumsTest {

	private static final Region LEFT = new Region(0, 0, 2, 2);
	private static final Region RIGHT = new Region(2, 0, 1, 2);
	private static final List<MaskArea> AREAS = List.of(area(new Region(0, 0, 3, 2)), area(new Region(1, 0, 2, 1)));

	private static MaskArea area(final Region region) {
		return new MaskArea("", region, null, 0, 0, 0);
	}

	private static DensitySums sums(final int channels, final float[] left, final float[] right) {
		final DensitySums sums = new DensitySums(AREAS, null, channels);
		sums.write(LEFT, FloatBuffer.wrap(left));
		sums.write(RIGHT, FloatBuffer.wrap(right));
		return sums;
	}

	@Test
	void withoutMoreTheVarianceIsTheCount() {
		final DensitySums sums = sums(1, new float[] { 1, 2, 3, 4 }, new float[] { 5, 6 });
		assertThat(sums.count(0)).isEqualTo(21);
		assertThat(sums.variance(0)).isEqualTo(21);
		assertThat(sums.count(1)).isEqualTo(7);
	}

	@Test
	void variancesAddUp() {
		final DensitySums sums = sums(2, new float[] { 1, 2, 3, 4, 10, 20, 30, 40 }, new float[] { 5, 6, 50, 60 });
		assertThat(sums.count(0)).isEqualTo(21);
		assertThat(sums.variance(0)).isEqualTo(210);
		assertThat(sums.variance(1)).isEqualTo(70);
	}

	@Test
	void deviationsOfWhatAllPixelsShareAddUpBeforeTheyAreSquared() {
		final DensitySums sums = sums(3, new float[] { 1, 2, 3, 4, 10, 20, 30, 40, 0.1f, 0.2f, 0.3f, 0.4f }, new float[] { 5, 6,
			50, 60, 0.5f, 0.6f });
		assertThat(sums.count(0)).isEqualTo(21);
		assertThat(sums.variance(0)).isCloseTo(210 + 2.1 * 2.1, within(1e-5));
		assertThat(sums.variance(1)).isCloseTo(70 + 0.7 * 0.7, within(1e-5));
	}

	@Test
	void whatIsNoNumberIsRefusedInEveryChannel() {
		for (int channel = 0; channel < 3; channel++) {
			final float[] right = { 5, 6, 50, 60, 0.5f, 0.6f };
			right[2 * channel] = Float.NaN;
			assertThatThrownBy(() -> sums(3, new float[12], right)).isInstanceOf(VernierException.class).hasMessageContaining(
				"NaN");
		}
	}

	/** The density is passed on wherever it is. */
	@Test
	void norWhereNothingIsSummed() {
		final DensitySums nowhere = new DensitySums(List.of(), null, 1);
		assertThatThrownBy(() -> nowhere.write(RIGHT, FloatBuffer.wrap(new float[] { 5, Float.POSITIVE_INFINITY })))
			.isInstanceOf(VernierException.class).hasMessageContaining("infinite");
	}
}
