package vernier.image.zarr;

import java.lang.reflect.Array;
import java.util.Arrays;

import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;

/** The arrays that pixels of a chunk lie in, whatever their type. */
final class ZarrPixels {

	private ZarrPixels() {}

	/** @return byte[], short[] or float[] */
	static Object storage(final DataAccess access) {
		return access instanceof ByteArray bytes ? bytes.getCurrentStorageArray() : access instanceof ShortArray shorts ? shorts
			.getCurrentStorageArray() : ((FloatArray) access).getCurrentStorageArray();
	}

	/** Sets all pixels. */
	static DataAccess filled(final DataAccess access, final double value) {
		if (access instanceof ByteArray bytes)
			Arrays.fill(bytes.getCurrentStorageArray(), (byte) (int) value);
		else if (access instanceof ShortArray shorts)
			Arrays.fill(shorts.getCurrentStorageArray(), (short) (int) value);
		else
			Arrays.fill(((FloatArray) access).getCurrentStorageArray(), (float) value);
		return access;
	}

	/**
	 * Rows copied from an array with one row length into a new one with another; the same array where that is all of it.
	 *
	 * @param start of the first row
	 * @param size columns and rows to copy
	 * @param pixels of the new array
	 */
	static DataAccess copy(final DataAccess from, final int start, final int[] size, final int fromRow, final int toRow,
		final int pixels)
	{
		final Object source = storage(from);
		if (fromRow == toRow && Array.getLength(source) == pixels)
			return from;
		final Object target = Array.newInstance(source.getClass().getComponentType(), pixels);
		for (int y = 0; y < size[1]; y++)
			System.arraycopy(source, start + y * fromRow, target, y * toRow, size[0]);
		return target instanceof byte[] bytes ? new ByteArray(bytes) : target instanceof short[] shorts ? new ShortArray(shorts)
			: new FloatArray((float[]) target);
	}
}
