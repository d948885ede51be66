package vernier.image.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import vernier.image.VernierException;

/**
 * Files that hold several chunks of an array, with an index of where each is; for reading. See ZEP 2 of the Zarr
 * specification, the codec "sharding_indexed".
 *
 * @param chunks per file along each axis
 * @param atEnd true if the index is at the end of the file, false if at its start
 * @param checksum true if four bytes of a checksum follow the index
 */
record ZarrShards(int[] chunks, boolean atEnd, boolean checksum) {

	private static final String CODEC = "sharding_indexed";
	private static final int MOST = 1 << 22;
	/** Place and length of one chunk. */
	private static final int ENTRY = 16;

	/** The configuration of the codec, if the array has it. */
	static Map<?, ?> configuration(final Map<?, ?> json) {
		for (final Object item : Json.list(json, "codecs"))
			if (item instanceof Map<?, ?> codec && CODEC.equals(codec.get("name")))
				return Json.map(codec, "configuration");
		return Map.of();
	}

	/**
	 * @param outer pixels per file along each axis
	 * @param inner pixels per chunk
	 * @throws VernierException if files do not hold whole chunks, or the index is compressed
	 */
	static ZarrShards of(final int[] outer, final int[] inner, final Map<?, ?> configuration) {
		final List<String> codecs = Json.list(configuration, "index_codecs").stream().map(codec -> codec instanceof Map<?, ?> map
			? String.valueOf(map.get("name")) : "").toList();
		boolean whole = outer.length == inner.length && outer.length > 0;
		final int[] chunks = new int[outer.length];
		double count = 1;
		for (int i = 0; whole && i < outer.length; i++) {
			whole = inner[i] > 0 && outer[i] > 0 && outer[i] % inner[i] == 0;
			chunks[i] = whole ? outer[i] / inner[i] : 0;
			count *= chunks[i];
		}
		if (!whole || count > MOST || !codecs.equals(List.of("bytes", "crc32c")) && !codecs.equals(List.of("bytes")))
			throw new VernierException("The shards of the Zarr array, " + Arrays.toString(outer) + " in chunks of " + Arrays.toString(
				inner) + " with an index by " + codecs + ", are of a kind that Vernier does not read: save it without sharding.");
		return new ZarrShards(chunks, !"start".equals(configuration.get("index_location")), codecs.size() == 2);
	}

	/** The index of the file that holds a chunk. */
	long[] file(final long[] chunk) {
		final long[] file = new long[chunk.length];
		for (int i = 0; i < file.length; i++)
			file[i] = chunk[i] / chunks[i];
		return file;
	}

	/** The bytes of a chunk, or null if it holds nothing. */
	byte[] read(final Path file, final long[] chunk) throws IOException {
		int place = 0;
		int count = 1;
		for (int i = 0; i < chunk.length; i++) {
			place = place * chunks[i] + (int) (chunk[i] % chunks[i]);
			count *= chunks[i];
		}
		try (FileChannel channel = FileChannel.open(file)) {
			final long index = atEnd ? channel.size() - (long) count * ENTRY - (checksum ? 4 : 0) : 0;
			final ByteBuffer entry = read(channel, index + (long) place * ENTRY, ENTRY).order(ByteOrder.LITTLE_ENDIAN);
			final long offset = entry.getLong(0);
			final long length = entry.getLong(8);
			// all bits set: nothing there
			if (offset == -1 && length == -1)
				return null;
			if (length < 0 || length > Integer.MAX_VALUE - 8)
				throw new IOException("its index says " + length + " bytes");
			return read(channel, offset, (int) length).array();
		}
	}

	private static ByteBuffer read(final FileChannel channel, final long from, final int length) throws IOException {
		if (from < 0 || from > channel.size() - length)
			throw new IOException("its index points out of the file");
		final ByteBuffer buffer = ByteBuffer.allocate(length);
		while (buffer.hasRemaining())
			if (channel.read(buffer, from + buffer.position()) < 0)
				throw new IOException("it ends too early");
		return buffer;
	}
}
