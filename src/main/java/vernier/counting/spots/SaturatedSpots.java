package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.GrayReader;
import vernier.image.Region;
import vernier.image.ValueRange;

/** Counts the spots whose top is cut off: several of their middle pixels have the greatest value of the plane. */
final class SaturatedSpots {

	/** Pixels at the greatest value among the nine in the middle; an uncut spot has one, rarely two. */
	private static final int SEVERAL = 3;

	private int spots;
	private int saturated;

	/**
	 * @param plane axes (x, y), its spots bright
	 * @param found spots of the plane, in pixels
	 * @param greatest value of the plane
	 */
	void add(final RandomAccessibleInterval<?> plane, final List<Spot> found, final float greatest) {
		final GrayReader reader = new GrayReader(plane, ValueRange.RAW);
		final FloatBuffer middle = FloatBuffer.allocate(9);
		spots += found.size();
		for (final Spot spot : found) {
			final Region region = spot.pixel(reader.width(), reader.height()).grow(1, 1, reader.width(), reader.height());
			reader.read(region, middle);
			int n = 0;
			for (int i = 0; i < region.size(); i++)
				n += middle.get(i) == greatest ? 1 : 0;
			saturated += n >= SEVERAL ? 1 : 0;
		}
	}

	/** A sentence if there are any. */
	Optional<String> line() {
		return saturated == 0 ? Optional.empty() : Optional.of(saturated + " of " + spots + " spots are saturated: their " +
			"places are less precise than stated, and their intensity is too low; record with another exposure or gain.");
	}
}
