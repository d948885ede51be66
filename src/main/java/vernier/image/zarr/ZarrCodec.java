package vernier.image.zarr;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import com.github.luben.zstd.Zstd;
import com.scalableminds.bloscjava.Blosc;

import vernier.image.VernierException;

/** How the bytes of a chunk are compressed. */
enum ZarrCodec {

	NONE {

		@Override
		byte[] expand(final byte[] bytes, final int length) {
			return bytes;
		}
	},

	ZLIB {

		@Override
		byte[] expand(final byte[] bytes, final int length) throws IOException {
			try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
				return in.readNBytes(length);
			}
		}
	},

	GZIP {

		@Override
		byte[] expand(final byte[] bytes, final int length) throws IOException {
			try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
				return in.readNBytes(length);
			}
		}
	},

	ZSTD {

		@Override
		byte[] expand(final byte[] bytes, final int length) {
			return Zstd.decompress(bytes, length);
		}
	},

	BLOSC {

		@Override
		byte[] expand(final byte[] bytes, final int length) throws IOException {
			// what the header promises must be what the array's shape says, before memory is taken
			if (bytes.length < 16 || (bytes[4] & 0xff | (bytes[5] & 0xff) << 8 | (bytes[6] & 0xff) << 16 | bytes[7] << 24) != length)
				throw new IOException("not " + length + " bytes");
			return Blosc.decompress(bytes);
		}
	};

	/** A little is gained by more effort, and much time is lost. */
	private static final int LEVEL = 1;

	/** @throws VernierException if Vernier does not know the codec */
	static ZarrCodec of(final String name) {
		try {
			return valueOf(name.toUpperCase(Locale.ROOT));
		}
		catch (final IllegalArgumentException e) {
			throw new VernierException("The chunks are compressed by \"" + name + "\", and Vernier reads zlib, gzip, zstd and " +
				"blosc: save the image with one of these.", e);
		}
	}

	/** @param length bytes that the chunk has; no more are made */
	abstract byte[] expand(byte[] bytes, int length) throws IOException;

	/** Zstandard, which Zarr 2 and 3 both know. */
	static byte[] compress(final byte[] bytes) {
		return Zstd.compress(bytes, LEVEL);
	}
}
