package vernier.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import vernier.image.Progress;
import vernier.image.VernierException;

/**
 * How well found spots agree with true ones.
 *
 * <pre>
 * SpotScore score = SpotScore.of(truth, found, 3);
 * double f1 = score.f1();
 * </pre>
 *
 * @param truePositives pairs within the distance
 * @param falsePositives found spots without a true one
 * @param falseNegatives true spots that were not found
 * @param squares sum of the pairs' squared distances, in square pixels
 * @param integral area under F1 over the distance, see {@link #f1Integral()}
 */
public record SpotScore(int truePositives, int falsePositives, int falseNegatives, double squares, double integral) {

	/** Distance of a pair, in pixels, where none is said. */
	public static final double DISTANCE = 3;

	/** Distances from 0 on at which F1 is taken for its integral, as deepBlink does. */
	private static final int CUTOFFS = 50;

	/**
	 * Scores one image, or one plane of a stack.
	 *
	 * @param truth x and y of each true spot, in pixels
	 * @param found x and y of each found spot, in pixels
	 * @param distance largest distance of a pair, in pixels, above 0
	 */
	public static SpotScore of(final double[][] truth, final double[][] found, final double distance) {
		return of(truth, found, distance, Progress.NONE);
	}

	/**
	 * As above.
	 *
	 * @param progress asked whether to stop
	 */
	public static SpotScore of(final double[][] truth, final double[][] found, final double distance,
		final Progress progress)
	{
		checkDistance(distance);
		final PointMatching matching = new PointMatching(truth, found, distance);
		final double[] cutoffs = IntStream.range(0, CUTOFFS).mapToDouble(i -> distance * i / (CUTOFFS - 1)).toArray();
		final int[] counts = matching.counts(cutoffs, progress.part(0, 0.5));
		final List<PointMatching.Pair> pairs = matching.pairs(progress.part(0.5, 1));
		final double squares = pairs.stream().mapToDouble(pair -> pair.distance() * pair.distance()).sum();
		double integral = 0;
		double before = f1(counts[0], truth.length, found.length);
		for (int i = 1; i < CUTOFFS; i++) {
			final double f1 = f1(counts[i], truth.length, found.length);
			integral += (before + f1) / 2 / (CUTOFFS - 1);
			before = f1;
		}
		return new SpotScore(pairs.size(), found.length - pairs.size(), truth.length - pairs.size(), squares, integral);
	}

	/** @throws VernierException if this is no distance of a pair */
	public static double checkDistance(final double distance) {
		if (!(distance > 0) || Double.isInfinite(distance))
			throw new VernierException("The distance is " + distance +
				"; a pair of a true and a found spot needs one above 0: give the largest distance in pixels, such as 3.");
		return distance;
	}

	/** The scores of several images as one: pairs are added up, the integral is the mean by number of spots. */
	public static SpotScore sum(final List<SpotScore> scores) {
		int tp = 0;
		int fp = 0;
		int fn = 0;
		double squares = 0;
		double weights = 0;
		double integral = 0;
		final List<SpotScore> some = new ArrayList<>(scores);
		some.removeIf(score -> score.truePositives + score.falsePositives + score.falseNegatives == 0);
		for (final SpotScore score : some) {
			tp += score.truePositives;
			fp += score.falsePositives;
			fn += score.falseNegatives;
			squares += score.squares;
			// F1 is 2 TP over this, so that F1 of the sum is the mean of F1 with these weights
			final double weight = 2.0 * score.truePositives + score.falsePositives + score.falseNegatives;
			integral += weight * score.integral;
			weights += weight;
		}
		return new SpotScore(tp, fp, fn, squares, weights == 0 ? 1 : integral / weights);
	}

	/** 2 TP / (2 TP + FP + FN); 1 if there was nothing and nothing was found. */
	public double f1() {
		return f1(truePositives, truePositives + falseNegatives, truePositives + falsePositives);
	}

	/** The part of the found spots that are true; NaN if none was found. */
	public double precision() {
		return (double) truePositives / (truePositives + falsePositives);
	}

	/** The part of the true spots that were found; NaN if there was none. */
	public double recall() {
		return (double) truePositives / (truePositives + falseNegatives);
	}

	/**
	 * F1 as a function of the distance, integrated from 0 to the distance and divided by it (deepBlink, B. T. Eichenberger et
	 * al., Nucleic Acids Research 49, 2021): 1 where every spot is found exactly.
	 */
	public double f1Integral() {
		return integral;
	}

	/** Root of the mean squared distance of the pairs, in pixels, of both axes together; NaN without pairs. */
	public double rmse() {
		return Math.sqrt(squares / truePositives);
	}

	/** Root of the mean squared error along one axis, in pixels, to be compared with the {@link CramerRao} bound. */
	public double rmsePerAxis() {
		return rmse() / Math.sqrt(2);
	}

	private static double f1(final int pairs, final int truth, final int found) {
		return truth + found == 0 ? 1 : 2.0 * pairs / (truth + found);
	}
}
