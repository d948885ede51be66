package vernier.image;

/**
 * A rectangle of pixels: x to the right and y down, in pixels of the plane it belongs to.
 *
 * @param x first column
 * @param y first row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Region(long x, long y, int width, int height) {

	/** The rectangle from the first column and row up to, not including, the end ones. */
	public static Region between(final long x0, final long y0, final long x1, final long y1) {
		return new Region(x0, y0, Math.toIntExact(x1 - x0), Math.toIntExact(y1 - y0));
	}

	/** First column to the right of this region. */
	public long endX() {
		return x + width;
	}

	/** First row below this region. */
	public long endY() {
		return y + height;
	}

	/** Where a pixel of the plane lies in the values of this region, row by row; it must be in it. */
	public int index(final long column, final long row) {
		return (int) ((row - y) * width + column - x);
	}

	/** Number of pixels. */
	public long size() {
		return (long) width * height;
	}

	/** This region grown on every side, then clipped to a plane of the given size (pixels). */
	public Region grow(final long marginX, final long marginY, final long planeWidth, final long planeHeight) {
		return between(Math.max(0, x - marginX), Math.max(0, y - marginY), //
			Math.min(planeWidth, endX() + marginX), Math.min(planeHeight, endY() + marginY));
	}

	/** The smallest region that contains this and the other one. */
	public Region union(final Region other) {
		return between(Math.min(x, other.x), Math.min(y, other.y), Math.max(endX(), other.endX()),
			Math.max(endY(), other.endY()));
	}

	/** True if every pixel of the other region is in this one. */
	public boolean contains(final Region other) {
		return x <= other.x && y <= other.y && endX() >= other.endX() && endY() >= other.endY();
	}
}
