package vernier.image;

import java.nio.FloatBuffer;
import java.util.Optional;

/** Gives blocks of one plane as floats. One thread at a time. */
public interface BlockReader {

	/** Number of values per pixel (channels). */
	int channels();

	/** Columns of the plane. */
	long width();

	/** Rows of the plane. */
	long height();

	/**
	 * Reads a block.
	 *
	 * @param region block within the plane
	 * @param target filled from its index 0 with channels x height x width values, x fastest; position is not used
	 */
	void read(Region region, FloatBuffer target);

	/** Blocks whose upper and lower borders lie on multiples of this are read fastest; 1 if all are the same. */
	default int rows() {
		return 1;
	}

	/**
	 * Finds out whether a region is one value, at little cost where it is not.
	 *
	 * @param region block within the plane
	 * @return what {@link #read} would give for every pixel, channel by channel; nothing if pixels differ or nobody knows
	 */
	default Optional<float[]> constant(final Region region) {
		return Optional.empty();
	}
}
