package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.BitSet;

/**
 * Parts of a plane that are one value, as what a registered or stitched image is padded with: they say nothing of the noise,
 * and make its median as small as there is more of them.
 */
final class FlatParts {

	/** Columns of two rows that are one value: in noise of whole numbers some neighbours are equal, but not so many. */
	private static final int LEAST = 32;
	/** Of the plane: less of them hardly moves a median, and less of the rest says little. */
	private static final double PART = 0.1;

	private FlatParts() {}

	/**
	 * Looks for flat parts of two rows.
	 *
	 * @param rows values of one row and of the next
	 * @param flat gets the columns in which they are flat
	 */
	static void mark(final FloatBuffer rows, final int width, final BitSet flat) {
		flat.clear();
		int first = 0;
		for (int x = 0; x <= width; x++)
			if (x == width || rows.get(x) != rows.get(first) || rows.get(width + x) != rows.get(first)) {
				if (x - first >= LEAST)
					flat.set(first, x);
				first = x;
			}
	}

	/** True if the flat ones among samples have to be left out. */
	static boolean matter(final int flat, final int rest) {
		return flat > PART * (flat + rest) && rest > PART * (flat + rest);
	}
}
