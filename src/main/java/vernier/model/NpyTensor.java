package vernier.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import vernier.image.VernierException;

/**
 * A tensor of a NumPy .npy file (format 1 to 3, numpy.org/doc/stable/reference/generated/numpy.lib.format.html):
 * numbers in C order, little-endian, as floats.
 *
 * @param shape sizes, slowest axis first
 * @param values elements in C order
 */
public record NpyTensor(long[] shape, float[] values) {

	private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<|=>])(f4|f8|i1|i2|i4|i8|u1|u2|u4|b1)'");
	private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
	private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
	private static final int MAX_HEADER = 1 << 16;

	/**
	 * @param bytes content of a .npy file
	 * @param what name of the file for error messages
	 * @throws VernierException if it is no such file
	 */
	public static NpyTensor parse(final byte[] bytes, final String what) {
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		if (bytes.length < 12 || buffer.getLong() << 16 >>> 16 != 0x59504d554e93L)
			throw unreadable(what, "it does not begin as .npy files do");
		final int length = bytes[6] == 1 ? Short.toUnsignedInt(buffer.getShort()) : buffer.getInt();
		if (length < 0 || length > Math.min(MAX_HEADER, buffer.remaining()))
			throw unreadable(what, "its header is cut off");
		final String header = new String(bytes, buffer.position(), length, StandardCharsets.ISO_8859_1);
		// a line end closes every header: without it, values would begin too early or too late
		if (!header.endsWith("\n"))
			throw unreadable(what, "its header is cut off");
		buffer.position(buffer.position() + length);
		final Matcher type = TYPE.matcher(header), order = ORDER.matcher(header), shape = SHAPE.matcher(header);
		if (!type.find() || !order.find() || !shape.find())
			throw unreadable(what, "its header \"" + header.trim() + "\" is not that of a tensor of numbers");
		if (type.group(1).equals(">") || order.group(1).equals("True"))
			throw unreadable(what, "it is big-endian or in Fortran order");
		final long[] sizes = sizes(shape.group(1), what);
		final int width = type.group(2).charAt(1) - '0';
		long count = 1;
		for (final long size : sizes) {
			if (size > buffer.remaining())
				throw unreadable(what, "it has fewer values than its shape " + Arrays.toString(sizes));
			count *= size;
			// checked at every step, so that the product cannot overflow
			if (count > Integer.MAX_VALUE)
				break;
		}
		if (count * width != buffer.remaining())
			throw unreadable(what, "it has " + buffer.remaining() + " bytes of values for the shape " +
				Arrays.toString(sizes));
		final float[] values = new float[(int) count];
		for (int i = 0; i < values.length; i++)
			values[i] = next(buffer, type.group(2));
		return new NpyTensor(sizes, values);
	}

	private static long[] sizes(final String text, final String what) {
		try {
			return Arrays.stream(text.split(",")).map(String::trim).filter(part -> !part.isEmpty()).mapToLong(Long::parseLong)
				.toArray();
		}
		catch (final NumberFormatException e) {
			throw unreadable(what, "its shape is (" + text + ")");
		}
	}

	private static float next(final ByteBuffer buffer, final String type) {
		return switch (type) {
			case "f4" -> buffer.getFloat();
			case "f8" -> (float) buffer.getDouble();
			case "i1" -> buffer.get();
			case "i2" -> buffer.getShort();
			case "i4" -> buffer.getInt();
			case "i8" -> buffer.getLong();
			case "u2" -> Short.toUnsignedInt(buffer.getShort());
			case "u4" -> Integer.toUnsignedLong(buffer.getInt());
			default -> Byte.toUnsignedInt(buffer.get());
		};
	}

	private static VernierException unreadable(final String what, final String why) {
		return new VernierException(what + " cannot be read as a NumPy tensor, because " + why +
			": save it with numpy.save as float32 in C order.");
	}
}
