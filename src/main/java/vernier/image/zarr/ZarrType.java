package vernier.image.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.VernierException;

/** The data types of Zarr arrays that are images for Vernier. */
enum ZarrType {

	UINT8(1, "u1"), UINT16(2, "u2"), FLOAT32(4, "f4");

	private final int bytes;
	private final String code;

	ZarrType(final int bytes, final String code) {
		this.bytes = bytes;
		this.code = code;
	}

	/** By the name of Zarr 3, "uint8", or the code of Zarr 2, "|u1". */
	static ZarrType of(final String name) {
		for (final ZarrType type : values())
			if (type.name().toLowerCase(Locale.ROOT).equals(name) || name.length() == 3 && name.endsWith(type.code))
				return type;
		throw new VernierException("The data type of the Zarr array is \"" + name +
			"\", and Vernier reads uint8, uint16 and float32: convert it.");
	}

	static ZarrType of(final Object pixel) {
		if (pixel instanceof UnsignedByteType)
			return UINT8;
		if (pixel instanceof UnsignedShortType)
			return UINT16;
		if (pixel instanceof FloatType)
			return FLOAT32;
		throw new VernierException("OME-Zarr is written with uint8, uint16 and float32 pixels, and this image has " + pixel
			.getClass().getSimpleName() + ": make its channels gray.");
	}

	int bytes() {
		return bytes;
	}

	/** {@code "<u2"}, as in Zarr 2. */
	String code() {
		return (bytes == 1 ? "|" : "<") + code;
	}

	NativeType<?> pixel() {
		return switch (this) {
			case UINT8 -> new UnsignedByteType();
			case UINT16 -> new UnsignedShortType();
			default -> new FloatType();
		};
	}

	/** Pixels from bytes; an array of the given number of pixels, all with the fill value, from null. */
	DataAccess access(final byte[] content, final ByteOrder order, final int pixels, final double fill) {
		final ByteBuffer buffer = content == null ? null : ByteBuffer.wrap(content).order(order);
		switch (this) {
			case UINT8: {
				final byte[] array = new byte[pixels];
				if (buffer != null)
					buffer.get(array);
				else
					Arrays.fill(array, (byte) (int) fill);
				return new ByteArray(array);
			}
			case UINT16: {
				final short[] array = new short[pixels];
				if (buffer != null)
					buffer.asShortBuffer().get(array);
				else
					Arrays.fill(array, (short) (int) fill);
				return new ShortArray(array);
			}
			default: {
				final float[] array = new float[pixels];
				if (buffer != null)
					buffer.asFloatBuffer().get(array);
				else
					Arrays.fill(array, (float) fill);
				return new FloatArray(array);
			}
		}
	}

	/** Bytes of pixels, little endian; null if all are 0. */
	byte[] content(final DataAccess access) {
		final ByteBuffer buffer;
		if (access instanceof ByteArray data) {
			buffer = ByteBuffer.wrap(data.getCurrentStorageArray());
		}
		else if (access instanceof ShortArray data) {
			buffer = ByteBuffer.allocate(2 * data.getArrayLength()).order(ByteOrder.LITTLE_ENDIAN);
			buffer.asShortBuffer().put(data.getCurrentStorageArray());
		}
		else {
			final float[] array = ((FloatArray) access).getCurrentStorageArray();
			buffer = ByteBuffer.allocate(4 * array.length).order(ByteOrder.LITTLE_ENDIAN);
			buffer.asFloatBuffer().put(array);
		}
		for (final byte value : buffer.array())
			if (value != 0)
				return buffer.array();
		return null;
	}
}
