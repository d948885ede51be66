package vernier.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs found points with true ones: as many pairs within a distance as possible, and of these pairings the one with the
 * least sum of squared distances, as Spotiflow scores (A. Dominguez Mantes et al., Nature Methods 2025). Points that are
 * far from each other are solved apart, so that many points are no burden.
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
		final double cell = Math.max(limit, 1e-9);
		final Map<Long, List<Integer>> cells = new HashMap<>();
		for (int i = 0; i < found.length; i++)
			cells.computeIfAbsent(key(Math.floor(found[i][0] / cell), Math.floor(found[i][1] / cell)), k -> new ArrayList<>())
				.add(i);
		for (final double[] point : truth) {
			final List<Integer> neighbours = new ArrayList<>();
			for (int dy = -1; dy <= 1; dy++)
				for (int dx = -1; dx <= 1; dx++)
					for (final int j : cells.getOrDefault(key(Math.floor(point[0] / cell) + dx, Math.floor(point[1] / cell) + dy),
						List.of()))
						if (distance(point, found[j]) <= limit)
							neighbours.add(j);
			near.add(neighbours);
		}
	}

	private static long key(final double column, final double row) {
		return (long) row << 32 ^ (long) column & 0xffffffffL;
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
		final int[] groupOfFound = new int[found.length];
		Arrays.fill(groupOfFound, -1);
		final List<List<Integer>> reachedBy = new ArrayList<>();
		for (int j = 0; j < found.length; j++)
			reachedBy.add(new ArrayList<>());
		for (int i = 0; i < truth.length; i++)
			for (final int j : near.get(i))
				reachedBy.get(j).add(i);
		final boolean[] seen = new boolean[truth.length];
		final List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < truth.length; i++)
			if (!seen[i] && !near.get(i).isEmpty())
				pairs.addAll(solve(group(i, seen, groupOfFound, reachedBy)));
		return pairs;
	}

	/** True and found points that are connected by pairs within the limit. */
	private List<List<Integer>> group(final int start, final boolean[] seen, final int[] groupOfFound,
		final List<List<Integer>> reachedBy)
	{
		final List<Integer> rows = new ArrayList<>(List.of(start));
		final List<Integer> columns = new ArrayList<>();
		seen[start] = true;
		for (int next = 0; next < rows.size(); next++)
			for (final int j : near.get(rows.get(next))) {
				if (groupOfFound[j] >= 0)
					continue;
				groupOfFound[j] = start;
				columns.add(j);
				for (final int other : reachedBy.get(j))
					if (!seen[other]) {
						seen[other] = true;
						rows.add(other);
					}
			}
		return List.of(rows, columns);
	}

	private List<Pair> solve(final List<List<Integer>> group) {
		final List<Integer> rows = group.get(0);
		final List<Integer> columns = group.get(1);
		final boolean transposed = rows.size() > columns.size();
		final List<Integer> fewer = transposed ? columns : rows;
		final List<Integer> more = transposed ? rows : columns;
		// more than all pairs together: one pair more always pays
		final double none = limit * limit * (fewer.size() + 1) + 1;
		final double[][] cost = new double[fewer.size()][more.size()];
		for (int a = 0; a < fewer.size(); a++)
			for (int b = 0; b < more.size(); b++) {
				final double d = distance(truth[transposed ? more.get(b) : fewer.get(a)], found[transposed ? fewer.get(a) : more
					.get(b)]);
				cost[a][b] = d <= limit ? d * d : none;
			}
		final int[] assigned = Assignment.solve(cost);
		final List<Pair> pairs = new ArrayList<>();
		for (int a = 0; a < assigned.length; a++)
			if (cost[a][assigned[a]] < none) {
				final int row = transposed ? more.get(assigned[a]) : fewer.get(a);
				final int column = transposed ? fewer.get(a) : more.get(assigned[a]);
				pairs.add(new Pair(row, column, distance(truth[row], found[column])));
			}
		return pairs;
	}
}
