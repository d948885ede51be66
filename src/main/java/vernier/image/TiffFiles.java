package vernier.image;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.io.RoiEncoder;
import ij.io.TiffDecoder;
import ij.io.TiffEncoder;

/**
 * TIFF through ImageJ's decoder and encoder, and what that decoder misreads through {@link TiffBands}. ImageJ's own openers
 * and savers show windows when something fails and fill up what is missing in a file with zeros; so files are checked here
 * before they are opened.
 */
final class TiffFiles {

	private static final long MAX_PLANE = 0xffffffffL;

	private TiffFiles() {}

	static ImagePlus open(final Path path) throws IOException {
		final TiffLayout layout = TiffLayout.of(path);
		if (layout.isComplex())
			throw new VernierException("The file " + path + " holds complex numbers, which ImageJ has no pixels for: save their " +
				"magnitude, or real and imaginary part, as images of their own.");
		if (!layout.isReadByImageJ())
			return TiffBands.open(path);
		final Path absolute = path.toAbsolutePath();
		final String directory = absolute.getParent() + File.separator;
		final String name = absolute.getFileName().toString();
		final FileInfo[] planes = new TiffDecoder(directory, name).getTiffInfo();
		if (planes == null)
			throw new IOException("no image in it");
		for (final FileInfo plane : planes)
			checkComplete(plane, Files.size(path));
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		final ImagePlus image = opener.openTiff(directory, name);
		if (image == null || image.getWidth() == 0)
			throw new IOException("its pixels cannot be read");
		final int expected = planes.length > 1 && sameSize(planes) ? planes.length : planes[0].nImages;
		if (image.getImageStackSize() < expected)
			throw new EOFException("only " + image.getImageStackSize() + " of " + expected + " planes can be read");
		if (layout.isUnsigned32()) {
			unsigned(image.getImageStack());
			image.resetDisplayRange();
		}
		final boolean isOwn = planes[0].description != null && planes[0].description.startsWith("ImageJ=");
		if (layout.isGeoTiff() && !isOwn)
			TiffBands.georeference(path, image);
		return OmeXml.apply(image, planes[0].description);
	}

	/** ImageJ takes numbers of 32 bits for signed ones. */
	private static void unsigned(final ImageStack stack) {
		for (int plane = 1; plane <= stack.size(); plane++) {
			final float[] pixels = (float[]) stack.getPixels(plane);
			for (int i = 0; i < pixels.length; i++)
				if (pixels[i] < 0)
					pixels[i] += 0x1p32f;
		}
	}

	private static void checkComplete(final FileInfo plane, final long fileSize) throws IOException {
		checkSize(plane.width, plane.height);
		long end = plane.getOffset();
		if (plane.compression <= FileInfo.COMPRESSION_NONE)
			end += Math.max(1, plane.nImages) * (bytes(plane) + plane.getGap()) - plane.getGap();
		else if (plane.stripOffsets != null && plane.stripLengths != null)
			for (int i = 0; i < Math.min(plane.stripOffsets.length, plane.stripLengths.length); i++)
				end = Math.max(end, (plane.stripOffsets[i] & 0xffffffffL) + (plane.stripLengths[i] & 0xffffffffL));
		if (end > fileSize)
			throw new EOFException("it ends after " + fileSize + " of " + end + " bytes");
	}

	static void checkSize(final int width, final int height) throws IOException {
		if (width < 1 || height < 1)
			throw new IOException("it has a plane of " + width + " x " + height + " pixels");
	}

	private static long bytes(final FileInfo plane) {
		final long pixels = (long) plane.width * plane.height;
		return switch (plane.fileType) {
			case FileInfo.BITMAP -> (plane.width + 7L) / 8 * plane.height;
			case FileInfo.GRAY10_UNSIGNED -> pixels * 5 / 4;
			case FileInfo.GRAY12_UNSIGNED -> pixels * 3 / 2;
			default -> pixels * plane.getBytesPerPixel();
		};
	}

	/** ImageJ makes a stack of the planes of a file only if they are alike; else it opens the first. */
	private static boolean sameSize(final FileInfo[] planes) {
		for (final FileInfo plane : planes)
			if (plane.width != planes[0].width || plane.height != planes[0].height
				|| plane.fileType != planes[0].fileType)
				return false;
		return true;
	}

	static void check(final ImagePlus image) {
		final long bytes = (long) image.getWidth() * image.getHeight() * image.getBytesPerPixel();
		if (bytes > MAX_PLANE)
			throw new VernierException("The planes of \"" + image.getTitle() + "\" have " + bytes
				+ " bytes; TIFF holds 4 GiB per plane: save a part of the image or change its type.");
	}

	static void write(final ImagePlus image, final OutputStream out) throws IOException {
		final FileInfo info = image.getFileInfo();
		info.description = new FileSaver(image).getDescriptionString();
		info.info = image.getInfoProperty();
		info.roi = RoiEncoder.saveAsByteArray(image.getRoi());
		info.overlay = FileSaver.getOverlay(image);
		info.properties = image.getPropertiesAsArray();
		info.sliceLabels = labels(image);
		if (image.getImageStackSize() > 1 && image.getImageStack() instanceof VirtualStack stack)
			info.virtualStack = stack;
		if (image instanceof CompositeImage)
			new FileSaver(image).saveDisplayRangesAndLuts(image, info);
		final BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
		new TiffEncoder(info).write(buffered);
		buffered.flush();
	}

	private static String[] labels(final ImagePlus image) {
		if (image.getImageStackSize() == 1)
			return image.getProp("Slice_Label") == null ? null : new String[] { image.getProp("Slice_Label") };
		final String[] labels = new String[image.getImageStackSize()];
		boolean any = false;
		for (int i = 0; i < labels.length; i++) {
			labels[i] = image.getImageStack().getSliceLabel(i + 1);
			any |= labels[i] != null;
		}
		return any ? labels : null;
	}
}
