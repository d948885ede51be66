package vernier.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import vernier.image.Progress;

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

	private final double limit;
	private final int columns;
	/** For each true point, the found ones within the limit, the nearest first. */
	private final int[][] near;
	private final double[][] distances;

	/**
	 * @param truth x and y of each true point, in pixels
	 * @param found x and y of each found point
	 * @param limit largest distance of a pair, in pixels
	 */
	PointMatching(final double[][] truth, final double[][] found, final double limit) {
		this.limit = limit;
		columns = found.length;
		final PointIndex index = new PointIndex(limit);
		for (int i = 0; i < found.length; i++)
			index.add(i, found[i][0], found[i][1]);
		near = new int[truth.length][];
		distances = new double[truth.length][];
		for (int i = 0; i < truth.length; i++) {
			final double[] point = truth[i];
			near[i] = index.around(point[0], point[1]).stream().filter(j -> distance(point, found[j]) <= limit).sorted(Comparator
				.comparingDouble(j -> distance(point, found[j]))).mapToInt(Integer::intValue).toArray();
			distances[i] = Arrays.stream(near[i]).mapToDouble(j -> distance(point, found[j])).toArray();
		}
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
		return of(truth, found, limit, Progress.NONE);
	}

	/**
	 * As above.
	 *
	 * @param progress told of the true points, asked whether to stop
	 */
	public static List<Pair> of(final double[][] truth, final double[][] found, final double limit, final Progress progress) {
		return new PointMatching(truth, found, limit).pairs(progress);
	}

	List<Pair> pairs(final Progress progress) {
		final double[][] costs = Arrays.stream(distances).map(row -> Arrays.stream(row).map(d -> d * d).toArray()).toArray(
			double[][]::new);
		// more than all pairs together: one pair more always pays
		final double alone = limit * limit * (Math.min(near.length, columns) + 1) + 1;
		final int[] assigned = Assignment.solve(near, costs, columns, alone, progress);
		final List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < assigned.length; i++)
			for (int k = 0; k < near[i].length; k++)
				if (near[i][k] == assigned[i])
					pairs.add(new Pair(i, assigned[i], distances[i][k]));
		return pairs;
	}

	/**
	 * The numbers of pairs within smaller distances.
	 *
	 * @param limits ascending, none above that of the matching
	 * @param progress told after each, asked whether to stop
	 */
	int[] counts(final double[] limits, final Progress progress) {
		final PairCounts pairs = new PairCounts(near, columns);
		final int[] open = new int[near.length];
		final int[] counts = new int[limits.length];
		for (int k = 0; k < limits.length; k++) {
			progress.checkCancelled();
			for (int i = 0; i < open.length; i++) {
				while (open[i] < near[i].length && distances[i][open[i]] <= limits[k])
					open[i]++;
				pairs.open(i, open[i]);
			}
			counts[k] = pairs.count();
			progress.update((k + 1.0) / limits.length);
		}
		return counts;
	}
}
