package vernier.image;

import java.nio.FloatBuffer;

/** Takes blocks of one plane as floats. One thread at a time; regions do not overlap. */
public interface BlockWriter {

	/**
	 * Writes a block.
	 *
	 * @param region block within the target plane
	 * @param source channels x height x width values from index 0, x fastest; position is not used
	 */
	void write(Region region, FloatBuffer source);

	/**
	 * Writes a part of a larger block, such as one that still has its margin.
	 *
	 * @param region block within the target plane
	 * @param source channels x height x width values of the region {@code given}
	 * @param given contains the region; may reach beyond the plane
	 * @param channels values per pixel
	 */
	default void write(final Region region, final FloatBuffer source, final Region given, final int channels) {
		if (given.equals(region)) {
			write(region, source);
			return;
		}
		final FloatBuffer part = FloatBuffer.allocate(Math.toIntExact(channels * region.size()));
		for (int channel = 0; channel < channels; channel++)
			for (int y = 0; y < region.height(); y++)
				part.put((channel * region.height() + y) * region.width(), source, //
					Strips.index(given, region) + (channel * given.height() + y) * given.width(), region.width());
		write(region, part);
	}

	/** A block that is written at several places. */
	interface Stamp {

		/** @param region of the block's size, within the target plane */
		void write(Region region);
	}

	/**
	 * Makes a block ready to be written at several places, which takes less time than writing it anew.
	 *
	 * @param width columns of the block
	 * @param height rows of the block
	 * @param source channels x height x width values from index 0, which are not changed as long as the stamp is used
	 */
	default Stamp stamp(final int width, final int height, final FloatBuffer source) {
		return region -> write(region, source);
	}

	/** Blocks whose borders lie on multiples of this are written fastest; 1 if all are the same. */
	default int grid() {
		return 1;
	}
}
