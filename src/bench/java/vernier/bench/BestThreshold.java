package vernier.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import vernier.counting.spots.Localisation;
import vernier.counting.spots.LocalisationOptions;
import vernier.counting.spots.Method;
import vernier.counting.spots.Spot;
import vernier.quality.PointMatching;
import vernier.quality.SpotScore;

/**
 * The threshold at which a method scores best on some pictures, to be used on others: the probability for a network, the
 * intensity, which is the height of the response, for LoG and fit.
 */
final class BestThreshold {

	/** Spots that were found, down to unlikely ones, and the true places. */
	record Picture(List<Spot> spots, double[][] truth) {}

	/** Of LoG, as a multiple of the response's noise, where unlikely spots are wanted. */
	static final int LEAST = 3;

	private static final int TRIES = 60;

	private BestThreshold() {}

	/** A localisation that gives unlikely spots too. */
	static Localisation generous(final LocalisationOptions options) {
		return new Localisation(options.method() == Method.NETWORK ? options.withProbability(0.03) : options
			.withProbability(OptionalDouble.empty()).withThreshold(LEAST));
	}

	private static ToDoubleFunction<Spot> rank(final Method method) {
		return method == Method.NETWORK ? Spot::probability : Spot::intensity;
	}

	/** By the sum of the pictures' pairs, at quantiles of what was found. */
	static double of(final List<Picture> pictures, final Method method) {
		final double[] ranks = pictures.stream().flatMap(picture -> picture.spots().stream()).mapToDouble(rank(method)).sorted()
			.toArray();
		double best = 0;
		double threshold = 0;
		for (int i = 0; i < TRIES && ranks.length > 0; i++) {
			final double candidate = ranks[(int) ((long) i * ranks.length / TRIES)];
			final double f1 = f1(pictures, method, candidate);
			if (f1 > best) {
				best = f1;
				threshold = candidate;
			}
		}
		return threshold;
	}

	private static double[][] above(final Picture picture, final Method method, final double threshold) {
		return picture.spots().stream().filter(spot -> rank(method).applyAsDouble(spot) >= threshold).map(
			spot -> new double[] { spot.x(), spot.y() }).toArray(double[][]::new);
	}

	private static double f1(final List<Picture> pictures, final Method method, final double threshold) {
		int pairs = 0;
		int spots = 0;
		for (final Picture picture : pictures) {
			final double[][] found = above(picture, method, threshold);
			// in such a crowd of false spots it is not worth the time to pair them
			pairs += found.length > 10 * picture.truth().length ? 0 : PointMatching.of(picture.truth(), found,
				SpotScore.DISTANCE).size();
			spots += found.length + picture.truth().length;
		}
		return 2.0 * pairs / spots;
	}

	/** The score of pictures at a threshold. */
	static SpotScore score(final List<Picture> pictures, final Method method, final double threshold) {
		final List<SpotScore> scores = new ArrayList<>();
		for (final Picture picture : pictures)
			scores.add(SpotScore.of(picture.truth(), above(picture, method, threshold), SpotScore.DISTANCE));
		return SpotScore.sum(scores);
	}
}
