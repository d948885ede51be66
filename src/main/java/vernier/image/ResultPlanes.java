package vernier.image;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

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

	private ResultPlanes(final PlaneStack source, final long width, final long height, final int[] groups) {
		example = source.plane(0);
		this.width = width;
		this.height = height;
		this.groups = groups;
		planes = new RandomAccessibleInterval<?>[groups.length];
	}

	/**
	 * As many planes as the source has, of its pixel type and of the given size.
	 *
	 * @param width columns, at least 1
	 * @param height rows, at least 1
	 */
	public static ResultPlanes allocate(final PlaneStack source, final long width, final long height) {
		return allocate(source, width, height, source.size(), source::rangeGroup);
	}

	/**
	 * As above, but another number of planes.
	 *
	 * @param group range group of the plane at an index
	 */
	public static ResultPlanes allocate(final PlaneStack source, final long width, final long height, final int size,
		final IntUnaryOperator group)
	{
		return new ResultPlanes(source, width, height, IntStream.range(0, size).map(group).toArray());
	}

	/**
	 * A plane of a result, which may be made only now.
	 *
	 * @param advice what to do where there is no memory for it besides giving Java more: the end of a sentence
	 * @throws VernierException if memory does not suffice
	 */
	public static RandomAccessibleInterval<?> plane(final PlaneStack result, final int index, final String advice) {
		try {
			return result.plane(index);
		}
		catch (final OutOfMemoryError e) {
			throw new VernierException("The result, " + result.size() + " plane(s) of " + result.width() + " x " + result.height() +
				" pixels, does not fit into the " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB that Java may use: give it " +
				"more (Edit > Options > Memory in ImageJ, -Xmx in a shell), or " + advice + ".", e);
		}
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
