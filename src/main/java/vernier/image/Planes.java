package vernier.image;

import java.lang.reflect.Array;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.Volatile;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * Two-dimensional planes, axes (x, y), of any {@link RealType} or of {@link ARGBType}: how to read, write and make
 * them.
 *
 * <pre>{@code
 * final BlockReader reader = Planes.reader(source, range);
 * final RandomAccessibleInterval<?> target = Planes.allocateLike(source, 2 * width, 2 * height);
 * final BlockWriter writer = Planes.writer(target, range);
 * }</pre>
 */
public final class Planes {

	/** Longest Java array that every virtual machine can make; what an ImageJ plane can hold. */
	private static final long MAX_ARRAY = Integer.MAX_VALUE - 8L;

	private static final int CELL = 4096;

	private Planes() {}

	/** True for a colour plane ({@link ARGBType}). */
	public static boolean isColor(final RandomAccessibleInterval<?> plane) {
		return plane.getType() instanceof ARGBType;
	}

	/**
	 * Reads a plane as floats: one channel for a {@link RealType}, three (red, green, blue) for colour. Pixels that are NaN
	 * or infinite are filled from those around them, unless the range says that they stay NaN.
	 *
	 * @param range pixel values that become 0 and 1; colour is always 0 to 255
	 * @throws VernierException if the pixel type is neither
	 */
	public static BlockReader reader(final RandomAccessibleInterval<?> plane, final ValueRange range) {
		if (isColor(plane))
			return new ArgbReader(argb(plane));
		if (!NonFinite.mayBeIn(plane) || Double.isNaN(range.mean()))
			return new PlaneReader(real(plane), range);
		return new Holes(new PlaneReader(real(plane), new ValueRange(range.min(), range.max(), Double.NaN)),
			(float) ((range.mean() - range.min()) / range.width()));
	}

	/**
	 * Writes floats to a plane: one channel to a {@link RealType}, three (red, green, blue) to colour.
	 *
	 * @param range pixel values that 0 and 1 become; colour is always 0 to 255
	 * @throws VernierException if the pixel type is neither
	 */
	public static BlockWriter writer(final RandomAccessibleInterval<?> plane, final ValueRange range) {
		if (isColor(plane))
			return new ArgbWriter(argb(plane));
		return new PlaneWriter(real(plane), range);
	}

	/**
	 * A plane of zeros.
	 *
	 * @param width columns, at least 1
	 * @param height rows, at least 1
	 * @return an {@link ArrayImg} if one array holds it, else an image of cells with long indices
	 */
	public static <T extends NativeType<T>> Img<T> allocate(final T type, final long width, final long height) {
		if (width < 1 || height < 1)
			throw new VernierException("A plane of " + width + " x " + height
				+ " pixels was asked for; at least 1 x 1 is needed: use a larger image or scale.");
		if (fitsArray(width, height))
			return new ArrayImgFactory<>(type).create(width, height);
		return new CellImgFactory<>(type, CELL, CELL).create(width, height);
	}

	/**
	 * A plane of zeros of the same pixel type as another.
	 *
	 * @throws VernierException if planes of this pixel type cannot be made
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static Img<?> allocateLike(final RandomAccessibleInterval<?> plane, final long width, final long height) {
		// of a volatile type, which tells whether a pixel is loaded yet, there are no plain arrays
		if (plane.getType() instanceof NativeType type && !(type instanceof Volatile))
			return allocate(type, width, height);
		throw unsupported(plane);
	}

	/** True if one array, as ImageJ needs it, can hold a plane of this size. */
	static boolean fitsArray(final long width, final long height) {
		return width <= MAX_ARRAY / height;
	}

	/** @throws VernierException if the plane is not in colour */
	@SuppressWarnings("unchecked")
	public static RandomAccessibleInterval<ARGBType> argb(final RandomAccessibleInterval<?> plane) {
		if (!isColor(plane))
			throw unsupported(plane);
		return (RandomAccessibleInterval<ARGBType>) plane;
	}

	@SuppressWarnings("unchecked")
	static RandomAccessibleInterval<? extends RealType<?>> real(final RandomAccessibleInterval<?> plane) {
		if (!(plane.getType() instanceof RealType))
			throw unsupported(plane);
		return (RandomAccessibleInterval<? extends RealType<?>>) plane;
	}

	/** The plane with its first pixel at (0, 0); itself if it is there already, since a view may hide a fast path. */
	static <T> RandomAccessibleInterval<T> zeroMin(final RandomAccessibleInterval<T> plane) {
		if (plane.numDimensions() != 2)
			throw new IllegalArgumentException("A plane has 2 dimensions, this has " + plane.numDimensions());
		return plane.min(0) == 0 && plane.min(1) == 0 ? plane : Views.zeroMin(plane);
	}

	/** The array that holds the pixels of the plane, row by row and nothing else, or null if there is none. */
	static Object array(final RandomAccessibleInterval<?> plane) {
		if (plane instanceof ArrayImg<?, ?> image && image.update(null) instanceof ArrayDataAccess<?> access) {
			final Object array = access.getCurrentStorageArray();
			return Array.getLength(array) == image.size() ? array : null;
		}
		return null;
	}

	static void checkInside(final Region region, final RandomAccessibleInterval<?> plane) {
		final long width = plane.dimension(0);
		final long height = plane.dimension(1);
		if (region.x() < 0 || region.y() < 0 || region.endX() > width || region.endY() > height)
			throw new IllegalArgumentException(region + " is not within the plane of " + width + " x " + height);
	}

	static VernierException unsupported(final RandomAccessibleInterval<?> plane) {
		return new VernierException("The pixel type is " + plane.getType().getClass().getSimpleName()
			+ "; gray values or RGB are needed: convert the image with Image > Type.");
	}
}
