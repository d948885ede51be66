package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vernier.operators.exact.TestPictures.largestDifference;

import java.util.List;
import java.util.concurrent.ForkJoinPool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.Progress;
import vernier.image.VernierException;

/** What holds for every operator. */
class ExactOperatorsTest {

	static List<ExactOperator> all() {
		return ExactOperators.list();
	}

	private static Picture scene(final ExactOperator operator) {
		return TestPictures.scene(45, 38, operator.info().needsColour() ? 3 : 1, 3);
	}

	private static Picture apply(final ExactOperator operator, final Picture picture) {
		return operator.apply(picture, operator.info().initial(), Progress.NONE);
	}

	@Test
	void areFoundByTheirIds() {
		assertThat(all()).hasSizeGreaterThan(5).allSatisfy(operator -> {
			assertThat(ExactOperators.get(operator.info().id())).isSameAs(operator);
			assertThat(operator.info().id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
		});
		assertThat(ExactOperators.get("CLAHE").info().id()).isEqualTo("local-contrast");
		assertThat(ExactOperators.get("rolling ball").info().id()).isEqualTo("background-removal");
		assertThatThrownBy(() -> ExactOperators.get("sepia")).isInstanceOf(VernierException.class)
			.hasMessageContaining("sepia").hasMessageContaining("local-contrast");
	}

	@ParameterizedTest
	@MethodSource("all")
	void takeOnlyTheirStrengths(final ExactOperator operator) {
		final OperatorInfo info = operator.info();
		info.check(info.initial());
		for (final double wrong : new double[] {Math.nextDown(info.min()), Math.nextUp(info.max()), Double.NaN})
			assertThatThrownBy(() -> operator.apply(scene(operator), wrong, Progress.NONE))
				.isInstanceOf(VernierException.class).hasMessageContaining(info.name());
	}

	@ParameterizedTest
	@MethodSource("all")
	void leaveTheInputAndGiveFiniteValues(final ExactOperator operator) {
		final Picture input = TestPictures.scene(45, 38, 3, 3), copy = input.copy();
		final Picture result = apply(operator, input);
		assertThat(largestDifference(input, copy)).isZero();
		assertThat(result.width()).isEqualTo(45);
		assertThat(result.height()).isEqualTo(38);
		assertThat(largestDifference(result, input)).isBetween(1e-4, 3.0);
	}

	@ParameterizedTest
	@MethodSource("all")
	void workOnTheSmallestPictures(final ExactOperator operator) {
		for (final int[] size : new int[][] {{1, 1}, {1, 9}, {9, 1}, {2, 3}}) {
			final Picture result = apply(operator, TestPictures.scene(size[0], size[1], 3, 5));
			assertThat(largestDifference(result, Picture.of(size[0], size[1], 3))).isLessThan(3);
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	void giveTheSameBitsOnAnyNumberOfThreads(final ExactOperator operator) {
		final Picture input = TestPictures.scene(61, 70, 3, 9);
		final Picture one = onThreads(1, operator, input), some = onThreads(5, operator, input);
		assertThat(largestDifference(one, some)).isZero();
	}

	private static Picture onThreads(final int threads, final ExactOperator operator, final Picture input) {
		final ForkJoinPool pool = new ForkJoinPool(threads);
		try {
			return pool.submit(() -> apply(operator, input)).join();
		}
		finally {
			pool.shutdown();
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	void treatEqualChannelsLikeGray(final ExactOperator operator) {
		final OperatorInfo info = operator.info();
		final Picture gray = TestPictures.scene(33, 40, 1, 6);
		final float[] values = gray.channels()[0];
		final Picture colour = new Picture(33, 40, new float[][] {values, values.clone(), values.clone()});
		if (info.needsColour())
			assertThatThrownBy(() -> apply(operator, gray)).isInstanceOf(VernierException.class).hasMessageContaining("gray");
		else {
			final Picture expected = apply(operator, gray), actual = apply(operator, colour);
			for (final float[] channel : actual.channels())
				assertThat(largestDifference(channel, expected.channels()[0])).isLessThan(2e-4);
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	void stopWhenCancelled(final ExactOperator operator) {
		assertThatThrownBy(() -> operator.apply(scene(operator), operator.info().initial(), Cancelled.PROGRESS))
			.isInstanceOf(CancelledException.class);
	}

	@ParameterizedTest
	@MethodSource("all")
	void moveTheProgressForwards(final ExactOperator operator) {
		final double[] last = {0};
		final Progress progress = fraction -> {
			synchronized (last) {
				assertThat(fraction).isBetween(last[0], 1.0);
				last[0] = fraction;
			}
		};
		operator.apply(scene(operator), operator.info().initial(), progress);
		assertThat(last[0]).isGreaterThan(0.5);
	}
}
