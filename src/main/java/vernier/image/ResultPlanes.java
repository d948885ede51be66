package vernier.image;

import net.imglib2.RandomAccessibleInterval;

/**
 * Planes to write a result to. Each is made when first asked for, as one array where that is possible, so that
 * {@link ImagePlusBuilder} can hand the arrays to ImageJ and a result takes its own size in memory, not twice that.
 */
public final class ResultPlanes implements PlaneStack {

	private final RandomAccessibleInterval<?> example;
	private final long width;
	private final long height;
	private final int[] groups;
	private final RandomAccessibleInterval<?>[] planes;

	private ResultPlanes(final PlaneStack source, final long width, final long height) {
		example = source.plane(0);
		this.width = width;
		this.height = height;
		groups = new int[source.size()];
		for (int i = 0; i < groups.length; i++)
			groups[i] = source.rangeGroup(i);
		planes = new RandomAccessibleInterval<?>[source.size()];
	}

	/**
	 * As many planes as the source has, of its pixel type and of the given size.
	 *
	 * @param width columns, at least 1
	 * @param height rows, at least 1
	 */
	public static ResultPlanes allocate(final PlaneStack source, final long width, final long height) {
		return new ResultPlanes(source, width, height);
	}

	@Override
	public long width() {
		return width;
	}

	@Override
	public long height() {
		return height;
	}

	@Override
	public int size() {
		return planes.length;
	}

	@Override
	public int rangeGroup(final int index) {
		return groups[index];
	}

	/** @return the same plane at every call */
	@Override
	public synchronized RandomAccessibleInterval<?> plane(final int index) {
		if (planes[index] == null)
			planes[index] = Planes.allocateLike(example, width, height);
		return planes[index];
	}
}
