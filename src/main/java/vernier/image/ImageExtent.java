package vernier.image;

import java.io.IOException;
import java.nio.file.Path;

import vernier.image.zarr.OmeZarr;

/**
 * About how large an image is in memory, by what its file says before it is read: for how many there is room.
 *
 * @param bytes of all pixels
 * @param plane pixels of one plane; of some formats no less than that
 */
public record ImageExtent(double bytes, double plane) {

	/** How many times its file a compressed image is in memory, rather too many than too few. */
	private static final double COMPRESSION = 10 / 3.0;

	/**
	 * Of an image that may be damaged, which is said when it is read.
	 *
	 * @param size bytes of the file, of both of a pair, or of all files of a folder
	 */
	public static ImageExtent of(final Path path, final long size) {
		try {
			if (OmeZarr.isZarr(path))
				return ofZarr(OmeZarr.open(path, 1));
			if (path.toString().matches("(?i).*\\.tiff?"))
				return ofTiff(TiffLayout.of(path), size);
		}
		catch (final IOException | RuntimeException e) {
			// of the size that is usual
		}
		return ofBytes(size, ImageDocument.files(path).stream().anyMatch(file -> file.toString().matches(
			"(?i).*\\.(gz|png|jpe?g|gif)")));
	}

	private static ImageExtent ofZarr(final OmeZarr zarr) {
		final PlaneStack planes = zarr.planes();
		final double plane = (double) planes.width() * planes.height();
		return new ImageExtent(plane * planes.size() * zarr.bytesPerPixel(), plane);
	}

	private static ImageExtent ofTiff(final TiffLayout layout, final long size) {
		final double bytes = ofBytes(size, layout.isCompressed()).bytes;
		return new ImageExtent(Math.max(bytes, layout.planeBytes()), layout.plane() > 0 ? layout.plane() : bytes);
	}

	private static ImageExtent ofBytes(final long size, final boolean compressed) {
		final double bytes = size * (compressed ? COMPRESSION : 1);
		return new ImageExtent(bytes, bytes);
	}
}
