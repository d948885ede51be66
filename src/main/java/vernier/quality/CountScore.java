package vernier.quality;

import java.util.List;
import java.util.Locale;

import vernier.image.VernierException;

/**
 * How far counts are from the truth.
 *
 * @param number of counts compared
 * @param meanAbsoluteError mean of |count - truth|
 * @param rootMeanSquareError root of the mean of (count - truth)^2
 * @param meanRelativeError mean of |count - truth| / truth over truths above 0; NaN if there are none
 * @param bias mean of count - truth
 * @param coverage part of the truths that lie in their interval, ends included; NaN if there are no intervals
 */
public record CountScore(int number, double meanAbsoluteError, double rootMeanSquareError, double meanRelativeError,
	double bias, double coverage)
{

	/**
	 * One count and what it should be.
	 *
	 * @param truth true number
	 * @param count found number
	 * @param low lower end of its interval, NaN if there is none
	 * @param high upper end of its interval, NaN if there is none
	 */
	public record Pair(double truth, double count, double low, double high) {}

	/**
	 * @param all counts that are NaN, as of saturated planes, are left out
	 * @throws VernierException if there are no counts
	 */
	public static CountScore of(final List<Pair> all) {
		final List<Pair> pairs = all.stream().filter(pair -> !Double.isNaN(pair.count)).toList();
		if (pairs.isEmpty())
			throw new VernierException("There are no counts to compare: give tables with at least one row that has a count.");
		final double mae = pairs.stream().mapToDouble(p -> Math.abs(p.count - p.truth)).average().orElseThrow();
		final double mse = pairs.stream().mapToDouble(p -> Math.pow(p.count - p.truth, 2)).average().orElseThrow();
		final double relative = pairs.stream().filter(p -> p.truth > 0).mapToDouble(p -> Math.abs(p.count - p.truth) /
			p.truth).average().orElse(Double.NaN);
		final double bias = pairs.stream().mapToDouble(p -> p.count - p.truth).average().orElseThrow();
		final double coverage = pairs.stream().filter(p -> !Double.isNaN(p.low) && !Double.isNaN(p.high)).mapToDouble(
			p -> p.low <= p.truth && p.truth <= p.high ? 1 : 0).average().orElse(Double.NaN);
		return new CountScore(pairs.size(), mae, Math.sqrt(mse), relative, bias, coverage);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "n %d, MAE %.4g, RMSE %.4g, mean relative error %.4g, bias %.4g, coverage %.4g",
			number, meanAbsoluteError, rootMeanSquareError, meanRelativeError, bias, coverage);
	}
}
