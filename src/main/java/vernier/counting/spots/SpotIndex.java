package vernier.counting.spots;

import java.util.List;

import vernier.quality.PointIndex;

/** Finds the spots near a place. */
final class SpotIndex {

	private final PointIndex points;

	/** @param reach largest distance that will be asked for, in pixels */
	SpotIndex(final List<Spot> spots, final double reach) {
		points = new PointIndex(reach);
		for (int i = 0; i < spots.size(); i++)
			add(i, spots.get(i));
	}

	/** Adds a spot under a number. */
	void add(final int number, final Spot spot) {
		points.add(number, spot.x(), spot.y());
	}

	/** Numbers of the spots in and around a place: all within the reach, and some farther ones. */
	List<Integer> around(final double x, final double y) {
		return points.around(x, y);
	}
}
