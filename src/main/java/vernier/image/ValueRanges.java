package vernier.image;

import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * The value range of an image: which pixel values a network sees as 0 and 1.
 * <p>
 * 8-bit and colour images: 0 to 255. All others: the least and the greatest finite value of all planes of a group. A
 * few extreme pixels (hot pixels, cosmic rays) must not squeeze the signal into a sliver of that range: if it is wider
 * than {@value #MAX_SPREAD} times the spread between the 0.1 % and the 99.9 % percentile, an end farther away than that
 * is drawn in. Nothing is clipped: such pixels are merely normalised beyond 0 and 1.
 */
public final class ValueRanges {

	static final double MAX_SPREAD = 8;

	/** In double precision: as a float it is 0 in a thread that native code has left without denormal numbers. */
	private static final double LEAST_FLOAT = 0x1p-149;

	private static final double LOW = 0.001;
	private static final double HIGH = 0.999;

	/** The part of the pixels that may be outliers, and how many of few pixels. */
	private static final double RARE = 1e-5;
	private static final double FEW = 4;

	/** Outliers are farther from most pixels than this many times what these spread. */
	private static final double FAR = 2;

	private ValueRanges() {}

	/**
	 * The range of the planes that have the given {@link PlaneStack#rangeGroup}. Reads them one by one.
	 *
	 * @param progress moves with every plane
	 * @return the value and the next larger float for a constant image, which so comes out constant; (0, 1) if no pixel is
	 *         finite or no plane is in the group
	 * @throws CancelledException if the user asked to stop
	 */
	public static ValueRange of(final PlaneStack stack, final int group, final Progress progress) {
		return range(stack, group, false, progress);
	}

	/**
	 * As {@link #of}, but an end that a few pixels in 100,000 have for themselves, at more than twice the spread of all
	 * others, is drawn in to where these end: for what depends on the width of the range, as the strength of an operator
	 * does. One hot pixel would else make it up to eight times stronger or weaker.
	 */
	public static ValueRange withoutOutliers(final PlaneStack stack, final int group, final Progress progress) {
		return range(stack, group, true, progress);
	}

	private static ValueRange range(final PlaneStack stack, final int group, final boolean withoutOutliers,
		final Progress progress)
	{
		final int[] planes = IntStream.range(0, stack.size()).filter(i -> stack.rangeGroup(i) == group).toArray();
		if (planes.length == 0)
			return new ValueRange(0, 1, 0);
		ValueSample sample = null;
		for (int i = 0; i < planes.length; i++) {
			progress.checkCancelled();
			final RandomAccessibleInterval<?> plane = stack.plane(planes[i]);
			if (Planes.isColor(plane) || plane.getType() instanceof UnsignedByteType)
				return ValueRange.BYTE;
			if (sample == null)
				sample = plane.getType() instanceof UnsignedShortType ? new ShortHistogram()
					: new SubSample(stack.width(), stack.height(), planes.length);
			sample.add(plane, progress);
			progress.update((i + 1.0) / planes.length);
		}
		return range(sample, withoutOutliers);
	}

	private static ValueRange range(final ValueSample sample, final boolean withoutOutliers) {
		if (!(sample.min() <= sample.max()))
			return new ValueRange(0, 1, 0);
		double min = sample.min();
		double max = sample.max();
		final double low = sample.percentile(LOW);
		final double high = sample.percentile(HIGH);
		final double widest = MAX_SPREAD * (high - low);
		// no spread: all but a few pixels are equal, and those few are the signal
		if (widest > 0 && max - min > widest) {
			max = Math.min(max, low + widest);
			min = Math.max(min, high - widest);
		}
		if (withoutOutliers) {
			final double rare = Math.min(LOW, Math.max(RARE, FEW / sample.size()));
			final double top = sample.percentile(1 - rare);
			final double bottom = sample.percentile(rare);
			// where most are equal, those that are not are the signal
			if (top > low && max - low > FAR * (top - low))
				max = top;
			if (bottom < high && high - min > FAR * (high - bottom))
				min = bottom;
		}
		if (!(max > min))
			max = min + Math.max(Math.ulp((float) min), LEAST_FLOAT);
		return new ValueRange(min, max, Math.max(min, Math.min(max, sample.mean())));
	}
}
