package vernier.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.plugin.DICOM;
import ij.util.DicomTools;

/** DICOM through ImageJ's reader: not compressed, one file at a time; see {@link DicomSeries} for folders. */
final class DicomFiles {

	/** Files to look at before a folder counts as none of a series. */
	private static final int LOOKED_AT = 8;
	private static final int PREAMBLE = 128;

	private DicomFiles() {}

	/** True if the file has DICOM's mark after the preamble. */
	static boolean isDicom(final Path path) throws IOException {
		try (InputStream in = Files.newInputStream(path)) {
			final byte[] head = in.readNBytes(PREAMBLE + 4);
			return head.length == PREAMBLE + 4 && new String(head, PREAMBLE, 4, StandardCharsets.US_ASCII).equals("DICM");
		}
	}

	/** True for a folder that holds DICOM files, by the first ones whose names allow that. */
	static boolean isSeries(final Path folder) {
		if (!Files.isDirectory(folder))
			return false;
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.filter(DicomFiles::mayBe).sorted().limit(LOOKED_AT).toList())
				if (isDicom(file))
					return true;
			return false;
		}
		catch (final IOException | UncheckedIOException e) {
			return false;
		}
	}

	/** The DICOM files of a folder. */
	static List<Path> list(final Path folder) throws IOException {
		final List<Path> found = new ArrayList<>();
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.filter(DicomFiles::mayBe).sorted().toList())
				if (isDicom(file))
					found.add(file);
		}
		return found;
	}

	/** Tomographs give their files any name, often without ending or ending with a number. */
	private static boolean mayBe(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return Files.isRegularFile(file) && !name.startsWith(".") && //
			!name.matches(".*\\.(tiff?|png|jpe?g|gif|bmp|nii|gz|csv|txt)");
	}

	/** @throws IOException if ImageJ cannot read it, with the reason */
	static ImagePlus open(final Path path) throws IOException {
		final ImagePlus image = read(path);
		if (image.getImageStackSize() == 1)
			DicomSeries.place(List.of(image)).ifPresent(affine -> Orientation.scanner(affine).attach(image));
		return image;
	}

	/**
	 * A file as ImageJ reads it; its tags are the image's info.
	 *
	 * @throws VernierException if its pixels are compressed
	 */
	static ImagePlus read(final Path path) throws IOException {
		DicomSyntax.check(path);
		final DICOM dicom = new DICOM();
		final boolean stored = DicomScaling.open(dicom, path.toAbsolutePath().toString());
		if (dicom.getWidth() == 0 || dicom.getProcessor() == null)
			throw new IOException("ImageJ cannot read this DICOM file");
		final long needed = (long) dicom.getWidth() * dicom.getHeight() * dicom.getImageStackSize() * Math.min(2, dicom
			.getBytesPerPixel());
		if (dicom.getBitDepth() != 32 && needed > Files.size(path))
			throw new IOException("it ends after " + Files.size(path) + " of " + needed + " bytes");
		final ImagePlus image = new ImagePlus(path.getFileName().toString(), dicom.getStack());
		image.setCalibration(dicom.getCalibration());
		image.setProperty("Info", dicom.getProperty("Info"));
		image.setDisplayRange(dicom.getDisplayRangeMin(), dicom.getDisplayRangeMax());
		if (stored)
			DicomScaling.apply(image);
		return image;
	}

	/** The numbers of a tag such as "0020,0032", or null if there are not as many. */
	static double[] numbers(final ImagePlus image, final String tag, final int count) {
		final String text = DicomTools.getTag(image, tag);
		if (text == null)
			return null;
		try {
			final double[] numbers = Arrays.stream(text.trim().split("\\\\")).mapToDouble(Double::parseDouble).toArray();
			return numbers.length == count && Arrays.stream(numbers).allMatch(Double::isFinite) ? numbers : null;
		}
		catch (final NumberFormatException e) {
			return null;
		}
	}
}
