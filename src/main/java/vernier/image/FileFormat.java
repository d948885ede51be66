package vernier.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;

/** The file formats that images are opened from and saved in. */
enum FileFormat {

	TIFF("tif", "tiff") {

		@Override
		ImagePlus open(final Path path) throws IOException {
			return TiffFiles.open(path);
		}

		@Override
		void check(final ImagePlus image, final Path path) {
			TiffFiles.check(image);
		}

		@Override
		void write(final ImagePlus image, final OutputStream out, final Path part) throws IOException {
			TiffFiles.write(image, out);
		}
	},

	PNG("png") {

		@Override
		void check(final ImagePlus image, final Path path) {
			if (!DeepColour.is(image))
				checkPlane(image, path, 8, 16, 24);
		}

		@Override
		void write(final ImagePlus image, final OutputStream out, final Path part) throws IOException {
			RasterFiles.writePng(image, out);
		}
	},

	JPEG("jpg", "jpeg") {

		@Override
		void check(final ImagePlus image, final Path path) {
			checkPlane(image, path, 8, 24);
		}

		@Override
		void write(final ImagePlus image, final OutputStream out, final Path part) throws IOException {
			RasterFiles.writeJpeg(image, out);
		}
	},

	NIFTI("nii", "gz", "hdr", "img") {

		@Override
		ImagePlus open(final Path path) throws IOException {
			return NiftiReader.open(path);
		}

		@Override
		void check(final ImagePlus image, final Path path) {
			// holds whatever ImageJ can
		}

		@Override
		List<Path> parts(final Path path) {
			return NiftiWriter.parts(path);
		}

		@Override
		void write(final ImagePlus image, final OutputStream out, final Path part) throws IOException {
			NiftiWriter.write(image, out, part);
		}
	},

	DICOM("dcm") {

		@Override
		ImagePlus open(final Path path) throws IOException {
			return DicomFiles.open(path);
		}
	},

	GIF("gif"), BMP("bmp");

	private static final int[][] SIGNATURES = { { 'I', 'I', 42, 0 }, { 'M', 'M', 0, 42 }, { 'I', 'I', 43, 0 },
		{ 'M', 'M', 0, 43 }, { 0x89, 'P', 'N', 'G' }, { 0xff, 0xd8, 0xff }, { 'G', 'I', 'F', '8' }, { 'B', 'M' },
		{ 0x1f, 0x8b }, { 0x5c, 1, 0, 0 }, { 0, 0, 1, 0x5c }, { 0x1c, 2, 0, 0 }, { 0, 0, 2, 0x1c } };
	private static final FileFormat[] SIGNED = { TIFF, TIFF, TIFF, TIFF, PNG, JPEG, GIF, BMP, NIFTI, NIFTI, NIFTI,
		NIFTI, NIFTI };

	private final String[] extensions;

	FileFormat(final String... extensions) {
		this.extensions = extensions;
	}

	/** The format by the first bytes of a file. */
	static FileFormat of(final Path path) throws IOException {
		if (ImageFiles.extension(path).equals("img"))
			// voxels without any mark; the header beside them says what they are
			return NIFTI;
		final byte[] head;
		try (InputStream in = Files.newInputStream(path)) {
			head = in.readNBytes(4);
		}
		for (int i = 0; i < SIGNED.length; i++)
			if (startsWith(head, SIGNATURES[i]))
				return SIGNED[i];
		if (DicomFiles.isDicom(path))
			return DICOM;
		if (head.length == 0)
			throw new VernierException("The file " + path + " is empty: copy it again from where it came.");
		throw new VernierException("The file " + path + " is in no known image format; TIFF, NIfTI, DICOM, PNG, JPEG, GIF and " +
			"BMP are read: open it in Fiji and save it as TIFF.");
	}

	private static boolean startsWith(final byte[] head, final int[] signature) {
		for (int i = 0; i < signature.length; i++)
			if (i >= head.length || (head[i] & 0xff) != signature[i])
				return false;
		return true;
	}

	/** The format to save in, by the file's name. */
	static FileFormat ofName(final Path path) {
		final String extension = ImageFiles.extension(path);
		final String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".ome.tif") || name.endsWith(".ome.tiff"))
			// a plain TIFF of that name would be taken for one that tells axes and channels
			throw new VernierException("The file name \"" + path.getFileName() + "\" stands for OME-TIFF, which is read, but not " +
				"written: let it end with .tif alone.");
		for (final FileFormat format : new FileFormat[] { TIFF, PNG, JPEG, NIFTI })
			if (Arrays.asList(format.extensions).contains(extension) && (!extension.equals("gz") || name.endsWith(".nii.gz")))
				return format;
		final String why = extension.equals("zarr") ? "\" stands for OME-Zarr, which is written of OME-Zarr alone"
			: Arrays.asList("gif", "bmp", "dcm").contains(extension) ? "\" stands for a format that is read, but not written"
				: "\" does not say in which format to save";
		throw new VernierException("The file name \"" + path.getFileName() + why +
			": let it end with .tif, .nii.gz, .png or .jpg.");
	}

	ImagePlus open(final Path path) throws IOException {
		return RasterFiles.open(path);
	}

	/** True if a file of this format says how large a pixel is. */
	boolean holdsPixelSize() {
		return this != PNG && this != JPEG;
	}

	/** True if pixels may have 32 bits. */
	boolean holdsFloats() {
		return this == TIFF || this == NIFTI;
	}

	/** @throws VernierException if this format cannot hold the image */
	void check(final ImagePlus image, final Path path) {
		throw new UnsupportedOperationException();
	}

	/** The files that an image of this name is written to, in this order. */
	List<Path> parts(final Path path) {
		return List.of(path);
	}

	void write(final ImagePlus image, final OutputStream out, final Path part) throws IOException {
		throw new UnsupportedOperationException();
	}

	void checkPlane(final ImagePlus image, final Path path, final int... bitDepths) {
		if (image.getImageStackSize() > 1)
			throw new VernierException("The image \"" + image.getTitle() + "\" has " + image.getImageStackSize()
				+ " planes and " + name() + " holds one: save it as .tif, or make it one plane first.");
		if (Arrays.stream(bitDepths).noneMatch(bits -> bits == image.getBitDepth()))
			throw new VernierException("The image \"" + image.getTitle() + "\" has " + image.getBitDepth()
				+ " bits per pixel, which " + name() + " does not hold (" + path.getFileName()
				+ "): save it as .tif, or change its type with Image > Type.");
	}
}
