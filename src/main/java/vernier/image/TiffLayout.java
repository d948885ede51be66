package vernier.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How a TIFF file holds the pixels of its first image. ImageJ's decoder reads some layouts as if they were others,
 * without a word: bands as one another, differences as values. They are told here, for {@link TiffBands} to read.
 *
 * @param big true for BigTIFF, whose tags are not read here
 * @param tags numbers of the first image's directory, those that are short or long; of several the first
 */
record TiffLayout(boolean big, Map<Integer, Long> tags) {

	/** What follows the byte order of a BigTIFF. */
	static final int BIG = 43;

	private static final int WIDTH = 256;
	private static final int HEIGHT = 257;
	private static final int BITS = 258;
	private static final int COMPRESSION = 259;
	private static final int PHOTOMETRIC = 262;
	private static final int SAMPLES = 277;
	private static final int PLANAR = 284;
	private static final int PREDICTOR = 317;
	private static final int TILE_WIDTH = 322;
	private static final int EXTRA_SAMPLES = 338;
	private static final int SAMPLE_FORMAT = 339;

	private static final int UNCOMPRESSED = 1;
	private static final int LZW = 5;
	private static final int JPEG = 7;
	private static final int DEFLATE = 8;
	private static final int OLD_DEFLATE = 32946;
	private static final int PACK_BITS = 32773;
	private static final int RGB = 2;
	private static final int CMYK = 5;
	private static final int ENTRY = 12;

	static TiffLayout of(final Path path) throws IOException {
		try (FileChannel channel = FileChannel.open(path)) {
			final ByteBuffer head = read(channel, 0, 8);
			final ByteOrder order = head.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
			head.order(order);
			if (head.getShort(2) == BIG)
				return new TiffLayout(true, Map.of());
			final long directory = head.getInt(4) & 0xffffffffL;
			final int count = read(channel, directory, 2).order(order).getShort(0) & 0xffff;
			final ByteBuffer entries = read(channel, directory + 2, count * ENTRY).order(order);
			final Map<Integer, Long> tags = new HashMap<>();
			for (int i = 0; i + ENTRY <= entries.limit(); i += ENTRY) {
				final boolean isShort = entries.getShort(i + 2) == 3;
				final int size = isShort ? 2 : 4;
				final ByteBuffer value = (entries.getInt(i + 4) & 0xffffffffL) * size <= 4 ? entries.slice(i + 8, 4)
					: read(channel, entries.getInt(i + 8) & 0xffffffffL, size);
				if (value.order(order).limit() >= size)
					tags.putIfAbsent(entries.getShort(i) & 0xffff, isShort ? value.getShort(0) & 0xffff : value.getInt(0) & 0xffffffffL);
			}
			return new TiffLayout(false, tags);
		}
	}

	/** Fewer bytes where the file ends. */
	private static ByteBuffer read(final FileChannel channel, final long from, final int length) throws IOException {
		final ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, Math.min(length, channel.size() - from)));
		while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0);
		return buffer.flip();
	}

	private long tag(final int number, final long otherwise) {
		return tags.getOrDefault(number, otherwise);
	}

	/** True if pixels are compressed, or that is not known. */
	boolean isCompressed() {
		return big || tag(COMPRESSION, UNCOMPRESSED) != UNCOMPRESSED;
	}

	/** Pixels of the first plane; 0 if that is not known. */
	double plane() {
		return (double) tag(WIDTH, 0) * tag(HEIGHT, 0);
	}

	/** Bytes of the first plane, or of its bands, that are not compressed; 0 if that is not known. */
	double planeBytes() {
		return plane() * tag(SAMPLES, 1) * tag(BITS, 1) / Byte.SIZE;
	}

	/** True if pixels are whole numbers of 32 bits that are never negative. */
	boolean isUnsigned32() {
		return tag(BITS, 1) == 32 && tag(SAMPLE_FORMAT, 1) == 1;
	}

	/** True if pixels are complex numbers. */
	boolean isComplex() {
		return tag(SAMPLE_FORMAT, 1) == 5 || tag(SAMPLE_FORMAT, 1) == 6;
	}

	/** True if the file says where on the map it lies. */
	boolean isGeoTiff() {
		return tags.containsKey(GeoTiff.PIXEL_SCALE) || tags.containsKey(GeoTiff.TRANSFORMATION);
	}

	/** True if ImageJ gives the pixels that the file has. */
	boolean isReadByImageJ() {
		final long bits = tag(BITS, 1);
		final long compression = tag(COMPRESSION, UNCOMPRESSED);
		final long predictor = tag(PREDICTOR, 1);
		final boolean compressed = compression != UNCOMPRESSED;
		final boolean zipped = compression == LZW || compression == DEFLATE || compression == OLD_DEFLATE;
		final boolean differences = compressed && (predictor == 3 || predictor == 2 && !zipped);
		final boolean bitmap = bits == 1 && compressed && compression != PACK_BITS;
		final boolean signedBytes = bits == 8 && tag(SAMPLE_FORMAT, 1) == 2;
		final boolean halfOrDouble = bits == 64 || bits == 16 && tag(SAMPLE_FORMAT, 1) == 3;
		return !big && !tags.containsKey(TILE_WIDTH) && compression != JPEG && !differences && !bitmap && !signedBytes
			&& !halfOrDouble && !losesBands(bits, compressed);
	}

	private boolean losesBands(final long bits, final boolean compressed) {
		final long bands = tag(SAMPLES, 1);
		final boolean apart = tag(PLANAR, 1) == 2;
		if (apart ? bands > 4 || bands == 4 && bits == 8 : bands > 4 || bands == 4 && bits == 8 && !isAlphaOrInk())
			return true;
		return bands > 1 && bits == 16 && compressed && (apart || bands == 4);
	}

	/** True if the fourth band is how opaque a colour is, or black ink: these ImageJ knows. */
	private boolean isAlphaOrInk() {
		final long photometric = tag(PHOTOMETRIC, RGB);
		return photometric == CMYK || photometric == RGB && tag(EXTRA_SAMPLES, 1) != 0;
	}
}
