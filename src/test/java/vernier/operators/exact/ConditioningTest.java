package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.CancelledException;
import vernier.image.Progress;
import vernier.image.VernierException;

class ConditioningTest {

	static Stream<String> ids() {
		return ExactOperators.list().stream().map(operator -> operator.info().id());
	}

	@ParameterizedTest
	@MethodSource("ids")
	void theWholeWithItsOwnConditionsIsTheOperator(final String id) {
		final ExactOperator operator = ExactOperators.get(id);
		final Picture picture = TestPictures.scene(48, 40, 3, 1);
		final Conditioning conditioning = Conditioning.of(operator);
		final Conditions whole = conditioning.measure(picture);
		assertThat(whole.numbers()).hasSameSizeAs(conditioning.numbers());
		assertThat(whole.guides(picture, 0, 0)).hasNumberOfRows(conditioning.guides().size());
		final double strength = operator.info().initial();
		assertThat(TestPictures.largestDifference(whole.apply(picture, strength, Progress.NONE), operator.apply(picture, strength,
			Progress.NONE))).isZero();
	}

	/** What a part keeps for the next strength is that of this very part, and is not changed by a strength. */
	@ParameterizedTest
	@MethodSource("ids")
	void oneStrengthAfterAnotherIsEachAlone(final String id) {
		final ExactOperator operator = ExactOperators.get(id);
		final Picture picture = TestPictures.scene(48, 40, 3, 1);
		final Conditions whole = Conditioning.of(operator).measure(picture);
		for (final double place : new double[] { 0.9, 0.3, 0.9 })
			for (final Picture part : List.of(picture, TestPictures.scene(48, 40, 3, 2))) {
				final double strength = operator.info().at(place);
				assertThat(TestPictures.largestDifference(whole.apply(part, strength, Progress.NONE), Conditioning.of(operator)
					.measure(picture).apply(part, strength, Progress.NONE))).isZero();
			}
	}

	@ParameterizedTest
	@MethodSource("ids")
	void guidesOfAPartAreThoseOfTheWhole(final String id) {
		final Picture picture = TestPictures.scene(40, 30, 3, 2);
		final Conditions whole = Conditioning.of(ExactOperators.get(id)).measure(picture);
		final Picture part = Picture.of(13, 11, 3);
		for (int c = 0; c < 3; c++)
			for (int i = 0; i < 13 * 11; i++)
				part.channels()[c][i] = picture.channels()[c][(i / 13 + 7) * 40 + i % 13 + 5];
		final float[][] all = whole.guides(picture, 0, 0), some = whole.guides(part, 5, 7);
		for (int m = 0; m < all.length; m++)
			for (int i = 0; i < 13 * 11; i++)
				assertThat(some[m][i]).isEqualTo(all[m][(i / 13 + 7) * 40 + i % 13 + 5]);
	}

	@Test
	void aLargerPictureHasLongerStrokes() {
		final Conditioning pencil = Conditioning.of(ExactOperators.get("pencil-drawing"));
		final Conditions small = pencil.measure(TestPictures.scene(240, 200, 1, 3));
		final int reach = pencil.numbers().indexOf("reach");
		assertThat(small.numbers()[reach]).isEqualTo(3f / 32);
		assertThat(small.inLarger(4).numbers()[reach]).isEqualTo(12f / 32);
	}

	/** What is measured in a large picture takes seconds. */
	@ParameterizedTest
	@ValueSource(strings = { "dark-channel-dehazing", "nonlocal-dehazing", "pencil-drawing", "photographic-style" })
	void cancelIsHeardBetweenTheStepsOfMeasuring(final String id) {
		final ExactOperator operator = ExactOperators.get(id);
		final Picture picture = TestPictures.scene(20, 600, 3, 4);
		for (int times = 1; times <= 3; times++) {
			final CancelledLater later = new CancelledLater(times);
			assertThatThrownBy(() -> Conditioning.of(operator).measure(picture, later)).isInstanceOf(CancelledException.class);
			assertThat(later.left).isZero();
			final CancelledLater again = new CancelledLater(times);
			assertThatThrownBy(() -> operator.apply(picture, operator.info().initial(), again)).isInstanceOf(
				CancelledException.class);
			// nothing was said to be done, as it would be later
			assertThat(again.done).isZero();
		}
	}

	/** Says stop when it is asked for a certain time. */
	private static final class CancelledLater implements Progress {

		private int left;
		private double done;

		CancelledLater(final int times) {
			left = times;
		}

		@Override
		public void update(final double fraction) {
			done = fraction;
		}

		@Override
		public boolean isCancelled() {
			return --left <= 0;
		}
	}

	@Test
	void grayHasNoAirLight() {
		final Picture gray = TestPictures.scene(20, 20, 1, 3);
		for (final String id : List.of("dark-channel-dehazing", "nonlocal-dehazing"))
			assertThatThrownBy(() -> Conditioning.of(ExactOperators.get(id)).measure(gray)).isInstanceOf(VernierException.class)
				.hasMessageContaining("this one is gray");
	}

	@Property(tries = 100)
	void theSliderKnowsItsPlace(@ForAll @IntRange(min = 0, max = 13) final int index,
		@ForAll @DoubleRange(min = 0, max = 1) final double place)
	{
		final OperatorInfo info = ExactOperators.list().get(index).info();
		assertThat(info.place(info.at(place))).isCloseTo(place, offset(1e-9));
		assertThat(info.place(info.min())).isZero();
		assertThat(info.place(info.max())).isEqualTo(1);
	}
}
