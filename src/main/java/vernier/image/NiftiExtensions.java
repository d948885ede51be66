package vernier.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import ij.ImagePlus;

/**
 * What stands between a NIfTI header and the voxels. Vernier writes there, as plain text (code 6, "comment"), what made an
 * image, and reads that again. Extensions of others are skipped.
 *
 * @param length bytes read, those of the mark that precedes the extensions included
 * @param properties image properties
 */
record NiftiExtensions(long length, Map<String, String> properties) {

	private static final int COMMENT = 6;
	private static final int LARGEST = 1 << 20;
	private static final String PREFIX = "Vernier ";

	/**
	 * Reads extensions as long as they make sense.
	 *
	 * @param room bytes up to the voxels; in a header of its own the end of the file comes first
	 */
	static NiftiExtensions read(final InputStream in, final long room, final ByteOrder order) throws IOException {
		final Map<String, String> properties = new LinkedHashMap<>();
		if (room < 4)
			return new NiftiExtensions(0, properties);
		final byte[] mark = in.readNBytes(4);
		long length = mark.length;
		if (mark.length < 4 || mark[0] == 0)
			return new NiftiExtensions(length, properties);
		while (room - length >= 8) {
			final byte[] head = in.readNBytes(8);
			length += head.length;
			if (head.length < 8)
				break;
			final int size = ByteBuffer.wrap(head).order(order).getInt(0) - 8;
			final int code = ByteBuffer.wrap(head).order(order).getInt(4);
			if (size < 0 || size > LARGEST || size > room - length)
				break;
			final byte[] content = in.readNBytes(size);
			length += content.length;
			if (code == COMMENT)
				new String(content, StandardCharsets.UTF_8).lines().forEach(line -> add(line, properties));
		}
		return new NiftiExtensions(length, properties);
	}

	private static void add(final String line, final Map<String, String> properties) {
		final int colon = line.indexOf(": ");
		if (line.startsWith(PREFIX) && colon > 0)
			properties.put(line.substring(0, colon), line.substring(colon + 2).replace("\0", "").trim());
	}

	/** Mark and, if the image says what made it, an extension: a multiple of 16 bytes after the mark. */
	static byte[] of(final ImagePlus image) {
		final StringBuilder text = new StringBuilder();
		final String[] pairs = image.getPropertiesAsArray();
		for (int i = 0; pairs != null && i + 1 < pairs.length; i += 2)
			if (pairs[i].startsWith(PREFIX))
				text.append(pairs[i]).append(": ").append(pairs[i + 1].replaceAll("\\s+", " ")).append('\n');
		final byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
		if (content.length == 0 || content.length > LARGEST)
			return new byte[4];
		final int size = (8 + content.length + 15) / 16 * 16;
		return ByteBuffer.allocate(4 + size).order(ByteOrder.LITTLE_ENDIAN).put((byte) 1).putInt(4, size).putInt(8, COMMENT)
			.put(12, content).array();
	}
}
