package vernier.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The data types of NIfTI that Vernier reads, with their codes in the header. */
enum NiftiType {

	UINT8(2, 1), INT16(4, 2), INT32(8, 4), FLOAT32(16, 4), FLOAT64(64, 8), RGB24(128, 3), INT8(256, 1), UINT16(512, 2),
	UINT32(768, 4), INT64(1024, 8), UINT64(1280, 8), RGBA32(2304, 4);

	private static final double TWO_POW_64 = 0x1p64;

	private final int code;
	private final int bytes;

	NiftiType(final int code, final int bytes) {
		this.code = code;
		this.bytes = bytes;
	}

	/** @throws IOException if Vernier does not read this type */
	static NiftiType ofCode(final int code) throws IOException {
		for (final NiftiType type : values())
			if (type.code == code)
				return type;
		final String name = switch (code) {
			case 0 -> "unknown";
			case 1 -> "binary";
			case 32, 1792, 2048 -> "complex";
			case 1536 -> "128-bit float";
			default -> "not defined in the format";
		};
		throw new IOException("its data type " + code + " is " + name +
			", and Vernier reads real numbers of up to 64 bits and RGB: convert it to float32");
	}

	int code() {
		return code;
	}

	/** Bytes per voxel. */
	int bytes() {
		return bytes;
	}

	/** The real number at an index of the data, in voxels; not for colours. */
	double get(final ByteBuffer data, final int index) {
		return switch (this) {
			case UINT8 -> data.get(index) & 0xff;
			case INT8 -> data.get(index);
			case INT16 -> data.getShort(2 * index);
			case UINT16 -> data.getShort(2 * index) & 0xffff;
			case INT32 -> data.getInt(4 * index);
			case UINT32 -> data.getInt(4 * index) & 0xffffffffL;
			case INT64 -> data.getLong(8 * index);
			case UINT64 -> {
				final long value = data.getLong(8 * index);
				yield value >= 0 ? value : value + TWO_POW_64;
			}
			case FLOAT32 -> data.getFloat(4 * index);
			case FLOAT64 -> data.getDouble(8 * index);
			default -> throw new IllegalStateException(this + " is no number");
		};
	}
}
