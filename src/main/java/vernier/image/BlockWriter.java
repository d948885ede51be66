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
}
