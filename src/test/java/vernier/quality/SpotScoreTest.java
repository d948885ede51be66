package vernier.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.Progress;
import vernier.image.VernierException;

class SpotScoreTest {

	private static double[][] points(final double... coordinates) {
		final double[][] points = new double[coordinates.length / 2][];
		for (int i = 0; i < points.length; i++)
			points[i] = new double[] { coordinates[2 * i], coordinates[2 * i + 1] };
		return points;
	}

	@Test
	void everythingFoundExactlyIsOne() {
		final double[][] truth = points(1, 2, 30, 40, 5.5, 6.25);
		final SpotScore score = SpotScore.of(truth, truth.clone(), 3);
		assertThat(score.f1()).isEqualTo(1);
		assertThat(score.f1Integral()).isCloseTo(1, within(1e-12));
		assertThat(score.rmse()).isZero();
	}

	@Test
	void anOffsetOfOnePixelCostsAThirdOfTheIntegral() {
		final SpotScore score = SpotScore.of(points(10, 10, 20, 20), points(11, 10, 20, 21), 3);
		assertThat(score.f1()).isEqualTo(1);
		assertThat(score.rmse()).isCloseTo(1, within(1e-12));
		assertThat(score.rmsePerAxis()).isCloseTo(Math.sqrt(0.5), within(1e-12));
		// F1 steps up at the first of the 50 cutoffs that is 1 or more, the trapezoid takes half of that step
		assertThat(score.f1Integral()).isCloseTo(2 / 3.0, within(0.02));
	}

	@Test
	void missedAndInventedSpotsCount() {
		final SpotScore score = SpotScore.of(points(10, 10, 50, 50, 90, 90), points(10.5, 10, 70, 70), 3);
		assertThat(score.truePositives()).isEqualTo(1);
		assertThat(score.precision()).isEqualTo(0.5);
		assertThat(score.recall()).isCloseTo(1 / 3.0, within(1e-12));
		assertThat(score.f1()).isCloseTo(0.4, within(1e-12));
	}

	@Test
	void whatIsAPartOfNothingIsNotKnown() {
		final SpotScore missed = SpotScore.of(points(10, 10), points(), 3);
		assertThat(missed.precision()).isNaN();
		assertThat(missed.recall()).isZero();
		assertThat(SpotScore.of(points(), points(), 3).f1()).isEqualTo(1);
	}

	/** The nearest first would pair the middle ones and leave the outer ones alone. */
	@Test
	void asManyPairsAsPossibleAreMade() {
		assertThat(SpotScore.of(points(0, 0, 2, 0), points(2.5, 0, 4.5, 0), 3).truePositives()).isEqualTo(2);
		assertThat(SpotScore.of(points(0, 0, 3, 0), points(1, 0, -1.9, 0), 3).truePositives()).isEqualTo(2);
	}

	@Test
	void theDistanceItselfIsWithin() {
		assertThat(SpotScore.of(points(0, 0), points(3, 0), 3).truePositives()).isEqualTo(1);
		assertThat(SpotScore.of(points(0, 0), points(3.001, 0), 3).truePositives()).isZero();
	}

	@Test
	void nothingAndNothingIsPerfect() {
		assertThat(SpotScore.of(points(), points(), 3).f1()).isEqualTo(1);
		assertThat(SpotScore.of(points(1, 1), points(), 3).f1()).isZero();
		assertThat(SpotScore.of(points(), points(1, 1), 3).f1()).isZero();
		assertThat(SpotScore.of(points(), points(), 3).rmse()).isNaN();
		assertThat(SpotScore.sum(List.of()).f1()).isEqualTo(1);
	}

	@Test
	void theSumOfImagesIsThatOfTheirPairs() {
		final SpotScore one = SpotScore.of(points(0, 0, 9, 9), points(0, 0), 3);
		final SpotScore two = SpotScore.of(points(4, 4), points(4, 5, 20, 20), 3);
		final SpotScore both = SpotScore.sum(List.of(one, two));
		assertThat(both.truePositives()).isEqualTo(2);
		assertThat(both.f1()).isCloseTo(4 / 6.0, within(1e-12));
		assertThat(both.rmse()).isCloseTo(Math.sqrt(0.5), within(1e-12));
		assertThat(both.f1Integral()).isBetween(two.f1Integral(), one.f1Integral());
	}

	@Test
	void aDistanceOfNothingIsRefused() {
		assertThatThrownBy(() -> SpotScore.of(points(1, 1), points(1, 1), 0)).isInstanceOf(VernierException.class)
			.hasMessageContaining("above 0");
	}

	/** Against all assignments. */
	@Property(tries = 300)
	void theAssignmentIsTheCheapest(@ForAll final long seed, @ForAll @IntRange(min = 1, max = 5) final int rows,
		@ForAll @IntRange(min = 1, max = 6) final int columns, @ForAll @IntRange(min = 1, max = 40) final int alone)
	{
		final Random random = new Random(seed);
		final int[][] allowed = new int[rows][];
		final double[][] costs = new double[rows][];
		for (int i = 0; i < rows; i++) {
			allowed[i] = IntStream.range(0, columns).filter(j -> random.nextInt(3) > 0).toArray();
			costs[i] = Arrays.stream(allowed[i]).mapToDouble(j -> random.nextInt(20)).toArray();
		}
		double sum = 0;
		final boolean[] taken = new boolean[columns];
		final int[] assigned = Assignment.solve(allowed, costs, columns, alone, Progress.NONE);
		for (int i = 0; i < rows; i++) {
			if (assigned[i] < 0) {
				sum += alone;
				continue;
			}
			assertThat(taken[assigned[i]]).isFalse();
			taken[assigned[i]] = true;
			sum += costs[i][Arrays.binarySearch(allowed[i], assigned[i])];
		}
		assertThat(sum).isCloseTo(cheapest(allowed, costs, alone, 0, new boolean[columns]), within(1e-9));
	}

	private static double cheapest(final int[][] allowed, final double[][] costs, final double alone, final int row,
		final boolean[] taken)
	{
		if (row == allowed.length)
			return 0;
		double best = alone + cheapest(allowed, costs, alone, row + 1, taken);
		for (int i = 0; i < allowed[row].length; i++)
			if (!taken[allowed[row][i]]) {
				taken[allowed[row][i]] = true;
				best = Math.min(best, costs[row][i] + cheapest(allowed, costs, alone, row + 1, taken));
				taken[allowed[row][i]] = false;
			}
		return best;
	}

	/** Pairs that are counted while the distance grows are as many as those of each distance alone. */
	@Property(tries = 100)
	void pairsAreCountedByDistance(@ForAll final long seed, @ForAll @IntRange(max = 60) final int trueSpots,
		@ForAll @IntRange(max = 60) final int foundSpots)
	{
		final Random random = new Random(seed);
		final double[][] truth = places(random, trueSpots);
		final double[][] found = places(random, foundSpots);
		final double[] limits = { 0, 0.5, 1, 2, 4 };
		assertThat(new PointMatching(truth, found, 4).counts(limits, Progress.NONE)).containsExactly(Arrays.stream(limits)
			.mapToInt(limit -> PointMatching.of(truth, found, limit).size()).toArray());
	}

	private static double[][] places(final Random random, final int number) {
		// in halves of a pixel, so that some lie on each other
		return IntStream.range(0, number).mapToObj(i -> new double[] { random.nextInt(30) / 2.0, random.nextInt(30) / 2.0 })
			.toArray(double[][]::new);
	}

	/** Within one plane, in either of its two parts. */
	@Test
	void scoringEndsWhenTheUserWantsIt() {
		assertThatThrownBy(() -> PointMatching.of(points(1, 1), points(1, 1), 3, Cancelled.PROGRESS)).isInstanceOf(
			CancelledException.class);
		assertThatThrownBy(() -> new PointMatching(points(1, 1), points(1, 1), 3).counts(new double[] { 3 },
			Cancelled.PROGRESS)).isInstanceOf(CancelledException.class);
	}

	/** Each spot has neighbours within the distance, and these have others: no part of the plane stands for itself. */
	@Test
	void aCrowdThatHangsTogetherIsScored() {
		final Random random = new Random(1);
		final double[][] truth = new double[30000][];
		final double[][] found = new double[40000][];
		for (int i = 0; i < truth.length; i++)
			truth[i] = new double[] { 300 * random.nextDouble(), 300 * random.nextDouble() };
		for (int i = 0; i < found.length; i++)
			found[i] = new double[] { 300 * random.nextDouble(), 300 * random.nextDouble() };
		assertThat(PointMatching.of(truth, found, 3)).hasSizeGreaterThan(29900);
		assertThat(PointMatching.of(found, truth, 3)).hasSameSizeAs(PointMatching.of(truth, found, 3));
	}

	@Test
	void manySpotsAreScoredInAMoment() {
		final Random random = new Random(1);
		final double[][] truth = new double[20000][];
		final double[][] found = new double[20000][];
		for (int i = 0; i < truth.length; i++) {
			truth[i] = new double[] { 2000 * random.nextDouble(), 2000 * random.nextDouble() };
			found[i] = new double[] { truth[i][0] + 0.1 * random.nextGaussian(), truth[i][1] + 0.1 * random.nextGaussian() };
		}
		final SpotScore score = SpotScore.of(truth, found, 1);
		assertThat(score.f1()).isGreaterThan(0.99);
		assertThat(score.rmsePerAxis()).isCloseTo(0.1, within(0.005));
	}
}
