package vernier.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import ij.ImagePlus;
import vernier.image.zarr.OmeZarr;

/**
 * Opens and saves images without windows, dialogs or messages: an image comes back or a {@link VernierException} says
 * why not. TIFF keeps all that ImageJ knows about an image; NIfTI keeps pixels, sizes, scaling of values and where the
 * volume lies, see {@link Orientation}; PNG and JPEG keep one plane of pixels and its colours.
 */
public final class ImageFiles {

	private ImageFiles() {}

	/**
	 * Opens a TIFF, NIfTI, DICOM, PNG, JPEG, GIF or BMP file; its content decides which, not its name. A folder is opened
	 * as a series of DICOM files or as an OME-Zarr image.
	 *
	 * @throws VernierException if there is no such file, or it is damaged or of another format
	 */
	public static ImagePlus open(final Path path) {
		final boolean series = DicomFiles.isSeries(path);
		final boolean zarr = OmeZarr.isZarr(path);
		if (!Files.isRegularFile(path) && !series && !zarr)
			throw new VernierException(Files.isDirectory(path) ? path + " is a folder, and neither a DICOM series nor OME-Zarr: " +
				"name a file in it, or process all of its files with Vernier Batch (in a shell, batch)."
				: (Files.exists(path) ? "This is not a file: " : "There is no file ") + path + ": check the path.");
		try {
			return series ? DicomSeries.open(path) : zarr ? ZarrFiles.open(path) : FileFormat.of(path).open(path);
		}
		catch (final IOException e) {
			throw cannotOpen(path, e, FileWriting.reason(e));
		}
		catch (final RuntimeException e) {
			if (e instanceof VernierException)
				throw e;
			// a damaged file makes the decoders fail in many ways
			throw cannotOpen(path, e, "its content is damaged");
		}
	}

	/**
	 * As {@link #open}; for a DICOM file with one plane, all files of its folder as one series.
	 *
	 * @throws VernierException as {@link #open}
	 */
	public static ImagePlus openVolume(final Path path) {
		final ImagePlus image = open(path);
		final Path folder = path.toAbsolutePath().getParent();
		try {
			final boolean isSlice = image.getStackSize() == 1 && Files.isRegularFile(path) && DicomFiles.isDicom(path);
			return isSlice && DicomFiles.list(folder).size() > 1 ? open(folder) : image;
		}
		catch (final IOException e) {
			throw cannotOpen(folder, e, FileWriting.reason(e));
		}
	}

	private static VernierException cannotOpen(final Path path, final Exception cause, final String reason) {
		return new VernierException("The file " + path + " cannot be opened (" + reason
			+ "): check that it is complete, or open it in Fiji and save it as TIFF.", cause);
	}

	/**
	 * Saves an image in the format that the file's name ends with: .tif or .tiff (everything), .nii, .nii.gz,
	 * .hdr or .img (volumes; the latter two make a pair), .png (8-bit, 16-bit, RGB, one plane; three channels of 16 bits
	 * in red, green and blue) or .jpg or .jpeg (8-bit, RGB, one plane, quality as set in ImageJ). Writes to hidden files
	 * beside it first, so that the file, or pair, is there completely or, after an error, as it was before.
	 *
	 * @throws VernierException if the format is not one of these or cannot hold the image, or if writing fails
	 */
	public static void save(final ImagePlus image, final Path path) {
		final FileFormat format = FileFormat.ofName(path);
		format.check(image, path);
		FileWriting.replace(format.parts(path), part -> out -> format.write(image, out, part));
	}

	/** The part of a file's name after the last dot, in lower case. */
	static String extension(final Path path) {
		final String name = String.valueOf(path.getFileName());
		return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
	}
}
