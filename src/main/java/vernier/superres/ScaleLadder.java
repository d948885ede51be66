package vernier.superres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import vernier.image.VernierException;

/**
 * Which networks to run one after the other for a wanted factor: the smallest product of available integer scales that
 * is at least the factor; among equal products the fewest networks, the larger scale first. What the product has too
 * much is taken off by an antialiased resampler.
 */
final class ScaleLadder {

	private static final int LONGEST = 3;

	private ScaleLadder() {}

	/**
	 * @param factor wanted enlargement, at least 1
	 * @param available integer scales of the networks there are
	 * @return scales in the order in which to run them
	 * @throws VernierException if no product reaches the factor
	 */
	static List<Integer> of(final double factor, final Collection<Integer> available) {
		List<Integer> best = null;
		for (final List<Integer> candidate : candidates(new ArrayList<>(available), LONGEST))
			if (product(candidate) >= factor - 1e-9 && (best == null || better(candidate, best)))
				best = candidate;
		if (best == null)
			throw new VernierException("The model has networks for scale " + available + ", which cannot reach " + factor +
				".");
		return best;
	}

	private static boolean better(final List<Integer> a, final List<Integer> b) {
		if (product(a) != product(b))
			return product(a) < product(b);
		if (a.size() != b.size())
			return a.size() < b.size();
		return a.get(0) > b.get(0);
	}

	private static List<List<Integer>> candidates(final List<Integer> available, final int length) {
		final List<List<Integer>> all = new ArrayList<>();
		if (length == 0)
			return all;
		final List<List<Integer>> shorter = candidates(available, length - 1);
		for (final int scale : available) {
			all.add(List.of(scale));
			for (final List<Integer> rest : shorter) {
				final List<Integer> longer = new ArrayList<>(List.of(scale));
				longer.addAll(rest);
				all.add(longer);
			}
		}
		return all;
	}

	static int product(final List<Integer> scales) {
		return scales.stream().reduce(1, (a, b) -> a * b);
	}
}
