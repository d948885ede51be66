package vernier.image;

import java.awt.Rectangle;
import java.io.File;
import java.lang.reflect.Array;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.plugin.FileInfoVirtualStack;
import ij.process.ImageProcessor;
import ij.process.LUT;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;

/**
 * The planes of an ImageJ image, in its stack order: channel fastest, then slice, then frame. Planes are the arrays of
 * the image itself, not copies; planes of a virtual stack are read when asked for. The image, its position, selection
 * and lock stay as they are.
 * <p>
 * 8-bit gray and 8-bit with a colour scale give UnsignedByteType, 16-bit UnsignedShortType (signed ones with ImageJ's
 * offset of 32768), 32-bit FloatType, RGB ARGBType. 8-bit images with a palette of arbitrary colours give ARGBType.
 *
 * <pre>{@code
 * final ImagePlusStack source = ImagePlusStack.ofSelection(image);
 * final PlaneStack target = ResultPlanes.allocate(source, 2 * source.width(), 2 * source.height());
 * // ... fill target.plane(i) from source.plane(i) ...
 * final ImagePlus result = ImagePlusBuilder.build(target, image, source.geometry(2, 2), "blobs-x2", Map.of());
 * }</pre>
 */
public final class ImagePlusStack implements PlaneStack {


	private final ImagePlus image;
	private final Rectangle crop;
	private final Palette palette;

	private ImagePlusStack(final ImagePlus image, final Rectangle crop) {
		this.image = image;
		this.crop = crop;
		palette = palette(image);
	}

	/** The whole image. */
	public static ImagePlusStack of(final ImagePlus image) {
		return new ImagePlusStack(image, whole(image));
	}

	/**
	 * The bounding box of the area selection; the whole image if there is no selection or it is a line or points.
	 *
	 * @throws VernierException if the selection lies outside of the image
	 */
	public static ImagePlusStack ofSelection(final ImagePlus image) {
		final Roi roi = image.getRoi();
		if (roi == null || !roi.isArea())
			return of(image);
		final Rectangle bounds = roi.getBounds().intersection(whole(image));
		if (bounds.isEmpty())
			throw new VernierException("The selection lies outside of \"" + image.getTitle()
				+ "\": move it into the image or remove it with Edit > Selection > Select None.");
		return new ImagePlusStack(image, bounds);
	}

	private static Rectangle whole(final ImagePlus image) {
		if (image.getWidth() < 1 || image.getHeight() < 1)
			throw new VernierException("The image \"" + image.getTitle() + "\" has no pixels: open an image first.");
		return new Rectangle(image.getWidth(), image.getHeight());
	}

	/** The palette of an 8-bit image of arbitrary colours, else null. */
	static Palette palette(final ImagePlus image) {
		if (image.getBitDepth() != 8 || image.isComposite())
			return null;
		final ImageProcessor shown = image.getProcessor();
		final LUT lut = shown.getLut();
		final boolean arbitrary = shown.isColorLut() && Palette.isPalette(lut);
		// a file with few colours has one plane
		return arbitrary || image.getImageStackSize() == 1 && Palette.endsInBlack(lut, highest((byte[]) shown.getPixels()))
			? new Palette(lut) : null;
	}

	private static int highest(final byte[] pixels) {
		int highest = 0;
		for (final byte pixel : pixels)
			highest = Math.max(highest, pixel & 0xff);
		return highest;
	}

	/** Where a result of these planes, scaled, lies in the image. */
	public Geometry geometry(final double scaleX, final double scaleY) {
		return new Geometry(scaleX, scaleY, 1, crop.x, crop.y);
	}

	/** The part of the image that these planes are. */
	public Region region() {
		return new Region(crop.x, crop.y, crop.width, crop.height);
	}

	@Override
	public long width() {
		return crop.width;
	}

	@Override
	public long height() {
		return crop.height;
	}

	@Override
	public int size() {
		return image.getImageStackSize();
	}

	@Override
	public int rangeGroup(final int index) {
		return index % image.getNChannels();
	}

	@Override
	public PlanePosition position(final int index) {
		final int[] position = image.convertIndexToPosition(index + 1);
		return new PlanePosition(position[0], position[1], position[2]);
	}

	@Override
	public boolean isShownInverted() {
		return image.getBitDepth() != 24 && !image.isComposite() && image.getProcessor().isInvertedLut();
	}

	@Override
	public double zero() {
		final double[] line = line();
		return -line[0] / line[1];
	}

	@Override
	public double unit() {
		return line()[1];
	}

	/** Value that is shown for the pixel value 0, and its growth with the pixel value. */
	private double[] line() {
		final Calibration calibration = image.getCalibration();
		final boolean scaled = image.getBitDepth() <= 16 && calibration.getFunction() == Calibration.STRAIGHT_LINE;
		return scaled && calibration.getCoefficients()[1] != 0 ? calibration.getCoefficients() : new double[] { 0, 1 };
	}

	/** @throws VernierException if a plane of a virtual stack cannot be read */
	@Override
	public RandomAccessibleInterval<?> plane(final int index) {
		final Object pixels = pixels(index);
		if (palette != null && pixels instanceof byte[] bytes)
			return ArrayImgs.argbs(colors(bytes), crop.width, crop.height);
		final RandomAccessibleInterval<?> plane = wrap(pixels, image.getWidth(), image.getHeight());
		if (crop.width == image.getWidth() && crop.height == image.getHeight())
			return plane;
		return Views.zeroMin(Views.interval(plane, new long[] { crop.x, crop.y }, //
			new long[] { crop.x + crop.width - 1L, crop.y + crop.height - 1L }));
	}

	private int[] colors(final byte[] bytes) {
		final int[] colors = new int[crop.width * crop.height];
		for (int y = 0; y < crop.height; y++)
			for (int x = 0; x < crop.width; x++)
				colors[y * crop.width + x] = palette.color(bytes[(crop.y + y) * image.getWidth() + crop.x + x] & 0xff);
		return colors;
	}

	private Object pixels(final int index) {
		if (image.getImageStackSize() == 1)
			return image.getProcessor().getPixels();
		final ImageStack stack = image.getImageStack();
		if (stack instanceof VirtualStack virtual)
			checkFile(virtual, index + 1);
		final Object pixels = stack.getPixels(index + 1);
		final int length = pixels == null ? 0 : Array.getLength(pixels);
		if (length != image.getWidth() * image.getHeight())
			throw unreadable(index + 1, length + " pixels instead of " + image.getWidth() * image.getHeight());
		return pixels;
	}

	/** ImageJ's own virtual stacks give a blank plane, with an error written into it, where a file has gone. */
	private void checkFile(final VirtualStack stack, final int slice) {
		if (stack.getClass() != VirtualStack.class && stack.getClass() != FileInfoVirtualStack.class)
			return;
		final String directory = stack.getDirectory();
		final String name = directory == null || directory.isEmpty() ? null : stack.getFileName(slice);
		if (name != null && !new File(IJ.addSeparator(directory) + name).canRead())
			throw unreadable(slice, "no readable file " + name);
	}

	private VernierException unreadable(final int slice, final String found) {
		return new VernierException("Slice " + slice + " of \"" + image.getTitle() + "\" cannot be read (" + found
			+ "): open the image again, or not as a virtual stack.");
	}

	private static RandomAccessibleInterval<?> wrap(final Object pixels, final int width, final int height) {
		if (pixels instanceof byte[] bytes)
			return ArrayImgs.unsignedBytes(bytes, width, height);
		if (pixels instanceof short[] shorts)
			return ArrayImgs.unsignedShorts(shorts, width, height);
		if (pixels instanceof float[] floats)
			return ArrayImgs.floats(floats, width, height);
		return ArrayImgs.argbs((int[]) pixels, width, height);
	}
}
