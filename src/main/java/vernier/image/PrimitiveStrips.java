package vernier.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Copies {@link Strips} of a plane, as they lie in memory, into one reused primitive array; for the pixel types of
 * ImageJ in array, planar and cell images and in plain views of these.
 */
final class PrimitiveStrips {

	private final PrimitiveBlocks<?> blocks;
	private final Object pixels;
	private final long[] position = new long[2];
	private final int[] size = new int[2];

	private PrimitiveStrips(final PrimitiveBlocks<?> blocks, final Object pixels) {
		this.blocks = blocks;
		this.pixels = pixels;
	}

	/** @return null if the plane is of another pixel type or is a view that has to be asked pixel by pixel */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	static PrimitiveStrips of(final RandomAccessibleInterval<?> plane) {
		final Object pixels = array(plane.getType());
		if (pixels == null)
			return null;
		try {
			final PrimitiveBlocks<?> blocks = PrimitiveBlocks.of( //
				(RandomAccessibleInterval<? extends NativeType>) plane, PrimitiveBlocks.OnFallback.FAIL);
			return new PrimitiveStrips(blocks, pixels);
		}
		catch (final IllegalArgumentException notUnderstood) {
			return null;
		}
	}

	private static Object array(final Object type) {
		if (type instanceof UnsignedByteType)
			return new byte[Strips.LENGTH];
		if (type instanceof UnsignedShortType)
			return new short[Strips.LENGTH];
		if (type instanceof FloatType)
			return new float[Strips.LENGTH];
		if (type instanceof ARGBType)
			return new int[Strips.LENGTH];
		return null;
	}

	/** @return the reused array, byte[], short[], float[] or int[] after the pixel type, pixels from index 0 */
	Object read(final Region strip) {
		position[0] = strip.x();
		position[1] = strip.y();
		size[0] = strip.width();
		size[1] = strip.height();
		blocks.copy(position, pixels, size);
		return pixels;
	}
}
