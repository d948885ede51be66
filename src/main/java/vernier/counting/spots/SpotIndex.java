package vernier.counting.spots;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the spots near a place. */
final class SpotIndex {

	private final double cell;
	private final Map<Long, List<Integer>> cells = new HashMap<>();

	/** @param reach largest distance that will be asked for, in pixels */
	SpotIndex(final List<Spot> spots, final double reach) {
		cell = Math.max(reach, 1);
		for (int i = 0; i < spots.size(); i++)
			add(i, spots.get(i));
	}

	/** Adds a spot under a number. */
	void add(final int number, final Spot spot) {
		cells.computeIfAbsent(key(column(spot.x()), column(spot.y())), k -> new ArrayList<>()).add(number);
	}

	/** Numbers of the spots in and around a place: all within the reach, and some farther ones. */
	List<Integer> around(final double x, final double y) {
		final List<Integer> found = new ArrayList<>();
		for (int dy = -1; dy <= 1; dy++)
			for (int dx = -1; dx <= 1; dx++)
				found.addAll(cells.getOrDefault(key(column(x) + dx, column(y) + dy), List.of()));
		return found;
	}

	private long column(final double position) {
		return (long) Math.floor(position / cell);
	}

	private static long key(final long column, final long row) {
		return row << 32 ^ column & 0xffffffffL;
	}
}
