package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.inference.BlockChain;

class BackProjectionTest {

	@Property(tries = 150)
	void blocksEqualWhole(@ForAll @IntRange(min = 1, max = 50) final int width,
		@ForAll @IntRange(min = 1, max = 50) final int height, @ForAll @IntRange(min = 110003, max = 800000) final int scaleX,
		@ForAll @IntRange(min = 110003, max = 400000) final int scaleY, @ForAll @IntRange(min = 9, max = 90) final int blockX,
		@ForAll @IntRange(min = 9, max = 90) final int blockY, @ForAll @IntRange(min = 0, max = 2) final int steps)
	{
		final Plane image = Plane.random(2, width, height, 7);
		final BackProjection operator = enlarging(new Scale(scaleX / 1e5, scaleY / 1e5), 2, steps);
		assertThat(image.apply(operator, blockX, blockY).values).isEqualTo(image.apply(operator).values);
	}

	/** Scales that people type repeat their weights along the axis: another path than the above. */
	@Property(tries = 100)
	void blocksEqualWholeAtShortPeriods(@ForAll @IntRange(min = 1, max = 70) final int width,
		@ForAll @IntRange(min = 11, max = 80) final int tenths, @ForAll @IntRange(min = 9, max = 90) final int block)
	{
		final Plane image = Plane.random(1, width, 60, 8);
		final Scale scale = new Scale(tenths / 10.0, 2);
		assertThat(image.apply(enlarging(scale, 1, 1), block, block + 5).values) //
			.isEqualTo(image.apply(enlarging(scale, 1, 1)).values);
	}

	@Property(tries = 100)
	void oneStepMakesNoiseConsistent(@ForAll @IntRange(min = 1, max = 40) final int width,
		@ForAll @IntRange(min = 1, max = 40) final int height, @ForAll @IntRange(min = 110000, max = 800000) final int scaleX,
		@ForAll @IntRange(min = 110000, max = 800000) final int scaleY)
	{
		final Scale scale = new Scale(scaleX / 1e5, scaleY / 1e5);
		final Plane image = Plane.random(1, width, height, 9);
		assertThat(residual(image, scale, 1).max()).isLessThan(3e-4);
		assertThat(residual(image, scale, 2).max()).isLessThan(3e-6);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1.5, 2, 3, 4 })
	void withoutStepsItIsTheInnerOperator(final double factor) {
		final Scale scale = Scale.of(factor);
		final Plane image = Plane.random(1, 30, 20, 3);
		assertThat(image.apply(enlarging(scale, 1, 0)).values) //
			.isEqualTo(image.apply(Resampler.enlarging(scale, 1)).values);
		// and the residual that the steps remove was there
		assertThat(residual(image, scale, 0).max()).isGreaterThan(0.1);
	}

	@Test
	void leavesAConsistentResultAlone() {
		final Scale scale = Scale.of(2);
		final Plane fine = Plane.random(1, 40, 30, 4);
		final Plane source = fine.apply(Resampler.reducing(scale, 1));
		final BackProjection operator = new BackProjection(new Always(fine, scale), scale, 1);
		final Plane result = source.apply(operator);
		for (int i = 0; i < fine.values.length; i++)
			assertThat(result.values[i]).isCloseTo(fine.values[i], within(2e-6f));
	}

	@Test
	void constantsStay() {
		final Plane image = new Plane(1, 17, 23);
		Arrays.fill(image.values, 0.7f);
		for (final float value : image.apply(enlarging(new Scale(1.5, 3), 1, 1)).values)
			assertThat(value).isCloseTo(0.7f, within(2e-6f));
	}

	@Test
	void worksInAChain() {
		final Scale scale = Scale.of(2);
		final Plane image = Plane.random(1, 33, 21, 6);
		final BlockChain chain = new BlockChain(List.of(enlarging(scale, 1, 1), new Resampler(0.75, 0.75, 1)));
		assertThat(image.apply(chain, 20, 13).values).isEqualTo(image.apply(chain).values);
		assertThat(chain.memory(512, 512)).isGreaterThan(2 * 512 * 512 * Float.BYTES);
	}

	@Test
	void refusesAnOperatorOfAnotherScale() {
		assertThatThrownBy(() -> new BackProjection(Resampler.enlarging(Scale.of(3), 1), Scale.of(2), 1))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void residualIsThatOfTheKnownDifference() {
		final Scale scale = new Scale(2, 1.5);
		final Plane source = new Plane(2, 600, 530);
		final Plane result = source.apply(Resampler.enlarging(scale, 2));
		Arrays.fill(result.values, 0, result.values.length / 2, 0.5f);
		final Consistency residual = Consistency.residual(source, result, scale, Progress.NONE);
		assertThat(residual.max()).isCloseTo(0.5, within(1e-6));
		assertThat(residual.rms()).isCloseTo(0.5 / Math.sqrt(2), within(1e-6));
	}

	@Test
	void residualRefusesAnotherSize() {
		final Plane source = new Plane(1, 10, 10);
		assertThatThrownBy(() -> Consistency.residual(source, source, Scale.of(2), Progress.NONE)) //
			.isInstanceOf(VernierException.class).hasMessage("The result is 10 x 10 with 1 channel(s), but " +
				"10 x 10 with 1 channel(s) enlarged by 2 would be 20 x 20; compare an image with its own enlargement.");
	}

	private static BackProjection enlarging(final Scale scale, final int channels, final int steps) {
		return new BackProjection(Resampler.enlarging(scale, channels), scale, steps);
	}

	private static Consistency residual(final Plane image, final Scale scale, final int steps) {
		return Consistency.residual(image, image.apply(enlarging(scale, 1, steps)), scale, Progress.NONE);
	}
}
