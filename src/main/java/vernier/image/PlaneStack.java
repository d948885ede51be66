package vernier.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;

/**
 * An image as a list of two-dimensional planes of one size and one pixel type; what every capability processes. Planes
 * are fetched one by one, so that a virtual stack never has to be in memory as a whole.
 * <p>
 * Pixel types: any {@link net.imglib2.type.numeric.RealType}, or {@link net.imglib2.type.numeric.ARGBType} for colour.
 */
public interface PlaneStack {

	/** Columns of each plane. */
	long width();

	/** Rows of each plane. */
	long height();

	/** Number of planes: channels x slices x frames. */
	int size();

	/** The plane at an index from 0, axes (x, y), origin (0, 0). May read from disk. */
	RandomAccessibleInterval<?> plane(int index);

	/**
	 * Planes that share one value range, by convention those of one channel: equal numbers, from 0.
	 */
	default int rangeGroup(final int index) {
		return 0;
	}

	/** Channel, slice and frame of the plane at an index from 0; slices, where no more is known. */
	default PlanePosition position(final int index) {
		return new PlanePosition(1, index + 1, 1);
	}

	/** True if the image is shown with great values dark, as ImageJ does with an inverting LUT. */
	default boolean isShownInverted() {
		return false;
	}

	/** The pixel value that is shown as 0: 32768 for ImageJ's signed 16-bit numbers, another where integers are scaled. */
	default double zero() {
		return 0;
	}

	/** By how much the value that is shown grows with a pixel value: 1, or another where integers are scaled; never 0. */
	default double unit() {
		return 1;
	}

	/**
	 * By how much the pixel values of the plane at an index are lower than those of the image that they were made from, as
	 * differences are; display ranges move with them.
	 */
	default double below(final int index) {
		return 0;
	}

	/** @throws VernierException if there is not a single pixel */
	default void checkNotEmpty() {
		if (size() == 0 || width() < 1 || height() < 1)
			throw new VernierException("The image has no pixels (" + width() + " x " + height() + ", " + size() +
				" planes): open an image that has some.");
	}

	/**
	 * The planes of an ImgLib2 image: axes (x, y, ...), every further axis is flattened, third axis fastest. Which of these
	 * is that of the channels is not known, so that all planes share one value range: channels of unlike brightness are
	 * better given one by one.
	 */
	static PlaneStack of(final RandomAccessibleInterval<?> image) {
		Objects.requireNonNull(image, "image");
		if (image.numDimensions() < 2)
			throw new VernierException("The image has " + image.numDimensions() + " dimension(s); at least 2 (x, y) are needed.");
		// a view, even one that moves nothing, would hide the array that fast copies need
		final RandomAccessibleInterval<?> zeroMin = Views.isZeroMin(image) ? image : Views.zeroMin(image);
		long planes = 1;
		for (int d = 2; d < image.numDimensions(); d++)
			planes *= image.dimension(d);
		final int count = Math.toIntExact(planes);
		return new PlaneStack() {

			@Override
			public long width() {
				return zeroMin.dimension(0);
			}

			@Override
			public long height() {
				return zeroMin.dimension(1);
			}

			@Override
			public int size() {
				return count;
			}

			@Override
			public RandomAccessibleInterval<?> plane(final int index) {
				RandomAccessibleInterval<?> slice = zeroMin;
				long rest = index;
				while (slice.numDimensions() > 2) {
					// dimension 2 of what is left is always the next fastest axis
					final long size = slice.dimension(2);
					slice = Views.hyperSlice(slice, 2, rest % size);
					rest /= size;
				}
				return slice;
			}
		};
	}

	/**
	 * Planes as one ImgLib2 image, the inverse of {@link #of}.
	 *
	 * @param further sizes of the axes after x and y, the third axis first; their product is the number of planes
	 * @return axes (x, y, ...)
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	static RandomAccessibleInterval<?> join(final PlaneStack planes, final long... further) {
		List slices = new ArrayList<>();
		for (int i = 0; i < planes.size(); i++)
			slices.add(planes.plane(i));
		// the third axis is the fastest one: join neighbours first
		for (final long size : further) {
			final int n = (int) size;
			final List joined = new ArrayList<>();
			for (int i = 0; i < slices.size(); i += n)
				joined.add(Views.stack(slices.subList(i, i + n)));
			slices = joined;
		}
		return (RandomAccessibleInterval<?>) slices.get(0);
	}
}
