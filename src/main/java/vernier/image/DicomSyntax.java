package vernier.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * How a DICOM file stores its pixels, by the transfer syntax in its meta information, which has explicit types and is
 * little-endian in every file (DICOM PS3.10, 7.1; the syntaxes: PS3.6, annex A).
 */
final class DicomSyntax {

	private static final String ROOT = "1.2.840.10008.1.2";
	/** Implicit and explicit little-endian, explicit big-endian. */
	private static final Set<String> PLAIN = Set.of(ROOT, ROOT + ".1", ROOT + ".2");
	private static final Map<String, String> COMPRESSED = Map.ofEntries(Map.entry(".1.99", "Deflate"), //
		Map.entry(".5", "RLE"), Map.entry(".4.50", "JPEG, 8-bit"), Map.entry(".4.51", "JPEG, 12-bit"), //
		Map.entry(".4.57", "lossless JPEG"), Map.entry(".4.70", "lossless JPEG"), Map.entry(".4.80", "lossless JPEG-LS"), //
		Map.entry(".4.81", "JPEG-LS"), Map.entry(".4.90", "lossless JPEG 2000"), Map.entry(".4.91", "JPEG 2000"), //
		Map.entry(".4.201", "lossless High-Throughput JPEG 2000"), Map.entry(".4.202", "lossless High-Throughput JPEG 2000"), //
		Map.entry(".4.203", "High-Throughput JPEG 2000"), Map.entry(".4.100", "MPEG-2"), Map.entry(".4.102", "MPEG-4"));
	private static final int PREAMBLE = 128;
	private static final int META = 0x0002;
	private static final int SYNTAX = 0x0010;
	/** Types whose length takes four bytes after two reserved ones. */
	private static final Set<String> LONG = Set.of("OB", "OW", "OF", "SQ", "UT", "UN");

	private DicomSyntax() {}

	/** @throws VernierException if the pixels are compressed, or compressed in a way that nobody knows */
	static void check(final Path path) throws IOException {
		final String syntax = read(path);
		if (syntax == null || PLAIN.contains(syntax))
			return;
		final String known = syntax.startsWith(ROOT) ? COMPRESSED.get(syntax.substring(ROOT.length())) : null;
		throw new VernierException("The pixels of " + path + " are compressed (" + (known == null ? "" : known + ", ") +
			"transfer syntax " + syntax + "), and only DICOM that is not is read: decompress it with \"gdcmconv --raw\" or " +
			"\"dcmconv\", or convert the series to NIfTI with \"dcm2niix\".");
	}

	/** The syntax's number, or null if the file does not give it. */
	private static String read(final Path path) throws IOException {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
			in.readFully(new byte[PREAMBLE + 4]);
			while (true) {
				final ByteBuffer head = bytes(in, 8);
				if (head.getShort(0) != META)
					return null;
				final String type = new String(head.array(), 4, 2, StandardCharsets.US_ASCII);
				final long length = LONG.contains(type) ? bytes(in, 4).getInt() & 0xffffffffL : head.getShort(6) & 0xffff;
				if (head.getShort(2) == SYNTAX)
					return new String(in.readNBytes((int) Math.min(length, 64)), StandardCharsets.US_ASCII).replace('\0', ' ').trim();
				in.skipNBytes(length);
			}
		}
		catch (final EOFException e) {
			return null;
		}
	}

	private static ByteBuffer bytes(final DataInputStream in, final int count) throws IOException {
		final byte[] bytes = new byte[count];
		in.readFully(bytes);
		return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}
}
