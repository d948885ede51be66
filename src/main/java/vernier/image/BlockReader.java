package vernier.image;

import java.nio.FloatBuffer;

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
}
