package vernier.counting.spots;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.GrayReader;
import vernier.image.Region;
import vernier.image.ValueRange;

/**
 * Tells the hot pixels of a camera from spots: their light is in one pixel, where that of a spot of sigma {@value #WIDE}
 * pixels or more is in its neighbours as well.
 */
final class SinglePixels {

	/** Sigma of spots of which this can be told. */
	private static final double WIDE = 0.8;
	/** Above the greatest neighbour by so many times what the neighbours differ; of a spot of the least sigma it is 2. */
	private static final double FAR = 3;
	/** Deviations of the noise. */
	private static final double CLEAR = 5;

	private final GrayReader reader;
	private final double noise;

	/**
	 * @param plane axes (x, y), bright spots
	 * @param level of the plane
	 */
	SinglePixels(final RandomAccessibleInterval<?> plane, final PlaneNoise level) {
		reader = new GrayReader(plane, ValueRange.RAW);
		noise = level.noise();
	}

	/** True if the spot is one. */
	boolean holds(final Spot spot) {
		if (spot.sigma() < WIDE)
			return false;
		final Region pixel = spot.pixel(reader.width(), reader.height());
		final Region window = pixel.grow(1, 1, reader.width(), reader.height());
		final double[] values = Refinement.pixels(reader, window);
		final int centre = window.index(pixel.x(), pixel.y());
		double least = Double.POSITIVE_INFINITY;
		double greatest = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < values.length; i++)
			if (i != centre && Double.isFinite(values[i])) {
				least = Math.min(least, values[i]);
				greatest = Math.max(greatest, values[i]);
			}
		return greatest >= least && values[centre] - greatest > Math.max(FAR * (greatest - least), CLEAR * noise);
	}
}
