package vernier.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds points near a place by the cells of a grid. */
public final class PointIndex {

	private final double cell;
	private final Map<Long, List<Integer>> cells = new HashMap<>();

	/** @param reach largest distance that will be asked for, in pixels */
	public PointIndex(final double reach) {
		cell = Math.max(reach, 1);
	}

	/** Adds a point under a number. */
	public void add(final int number, final double x, final double y) {
		cells.computeIfAbsent(key(column(x), column(y)), k -> new ArrayList<>()).add(number);
	}

	/** Numbers of the points in and around a place: all within the reach, and some farther ones. */
	public List<Integer> around(final double x, final double y) {
		final List<Integer> found = new ArrayList<>();
		for (int dy = -1; dy <= 1; dy++)
			for (int dx = -1; dx <= 1; dx++)
				found.addAll(cells.getOrDefault(key(column(x) + dx, column(y) + dy), List.of()));
		return found;
	}

	private long column(final double position) {
		return (long) Math.floor(position / cell);
	}

	/**
	 * A key of a hash table for a column and a row, each of 32 bits: multiplied by an odd number, so that no two have the same
	 * and those of neighbours, whose halves would cancel each other in a hash, spread.
	 */
	public static long key(final long column, final long row) {
		return (row << 32 ^ column & 0xffffffffL) * 0x9e3779b97f4a7c15L;
	}
}
