package vernier.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs found points with true ones: as many pairs within a distance as possible, and of these pairings the one with the
 * least sum of squared distances, as Spotiflow scores (A. Dominguez Mantes et al., Nature Methods 2025). Only points within
 * the distance are looked at together, so that many points are no burden.
 */
public final class PointMatching {

	/**
	 * A pair.
	 *
	 * @param truth index of the true point
	 * @param found index of the found one
	 * @param distance in pixels
	 */
	public record Pair(int truth, int found, double distance) {}

	private final double[][] truth;
	private final double[][] found;
	private final double limit;
	/** For each true point, the found ones within the limit. */
	private final List<List<Integer>> near = new ArrayList<>();

	private PointMatching(final double[][] truth, final double[][] found, final double limit) {
		this.truth = truth;
		this.found = found;
		this.limit = limit;
		final PointIndex index = new PointIndex(limit);
		for (int i = 0; i < found.length; i++)
			index.add(i, found[i][0], found[i][1]);
		for (final double[] point : truth)
			near.add(index.around(point[0], point[1]).stream().filter(j -> distance(point, found[j]) <= limit).toList());
	}

	private static double distance(final double[] a, final double[] b) {
		return Math.hypot(a[0] - b[0], a[1] - b[1]);
	}

	/**
	 * @param truth x and y of each true point, in pixels
	 * @param found x and y of each found point
	 * @param limit largest distance of a pair, in pixels
	 */
	public static List<Pair> of(final double[][] truth, final double[][] found, final double limit) {
		return new PointMatching(truth, found, limit).pairs();
	}

	private List<Pair> pairs() {
		final int[][] allowed = new int[truth.length][];
		final double[][] costs = new double[truth.length][];
		for (int i = 0; i < truth.length; i++) {
			final double[] point = truth[i];
			allowed[i] = near.get(i).stream().mapToInt(Integer::intValue).toArray();
			costs[i] = Arrays.stream(allowed[i]).mapToDouble(j -> distance(point, found[j])).map(d -> d * d).toArray();
		}
		// more than all pairs together: one pair more always pays
		final double alone = limit * limit * (Math.min(truth.length, found.length) + 1) + 1;
		final int[] assigned = Assignment.solve(allowed, costs, found.length, alone);
		final List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < assigned.length; i++)
			if (assigned[i] >= 0)
				pairs.add(new Pair(i, assigned[i], distance(truth[i], found[assigned[i]])));
		return pairs;
	}
}
