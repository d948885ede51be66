package vernier.image;

/** What stands for pixels outside a plane. */
public final class Border {

	private Border() {}

	/**
	 * The pixel that stands for one outside, where the border is a mirror that repeats the pixel at it: -1 is pixel 0, -2 is
	 * pixel 1, and so on periodically.
	 *
	 * @param index along an axis, may be outside
	 * @param size pixels along the axis, 1 or more
	 */
	public static long mirrored(final long index, final long size) {
		if (index >= 0 && index < size)
			return index;
		final long folded = Math.floorMod(index, 2 * size);
		return folded < size ? folded : 2 * size - 1 - folded;
	}

	/** The same for small planes. */
	public static int mirrored(final int index, final int size) {
		return (int) mirrored((long) index, (long) size);
	}
}
