package vernier.image;

import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;

/** Makes an ImageJ image of result planes; everything that is not a pixel comes from the image they were made from. */
public final class ImagePlusBuilder {

	/** Begins the properties that say what ran. */
	private static final String RECORD = "Vernier ";
	private static final String EARLIER = RECORD + "earlier ";

	private ImagePlusBuilder() {}

	/**
	 * A new image with the given planes and with the template's type, dimensions, display mode, lookup tables, display
	 * ranges, position, slice labels, calibration, overlay, info and properties. The arrays of the planes become those
	 * of the image where planes are array images, as those of {@link ResultPlanes}. If the template is an 8-bit image
	 * with a palette and the planes are colour, each pixel becomes the nearest colour of the palette. The image is not
	 * shown.
	 *
	 * @param planes UnsignedByteType, UnsignedShortType, FloatType or ARGBType; as many as the template has, or, with
	 *            scaled slices, channels x slices x frames in that order, channel fastest
	 * @param template image they were made from; is not changed
	 * @param geometry where they lie in the template
	 * @param properties added to the image properties, over those of the template; if they say what ran ("Vernier model"
	 *            and so on), what the template says of an earlier run is kept as "Vernier earlier 1 model", the run after
	 *            that as "Vernier earlier 2 model"
	 * @throws VernierException if the planes are too large or of a pixel type that ImageJ does not have
	 */
	public static ImagePlus build(final PlaneStack planes, final ImagePlus template, final Geometry geometry,
		final String title, final Map<String, String> properties)
	{
		checkSize(planes);
		final Palette palette = ImagePlusStack.palette(template);
		final ImageStack stack = new ImageStack((int) planes.width(), (int) planes.height());
		for (int i = 0; i < planes.size(); i++)
			stack.addSlice(null, pixels(planes.plane(i), palette));
		ImagePlus image = new ImagePlus(title, stack);
		setDimensions(image, template);
		if (stack.size() == template.getImageStackSize() && stack.size() > 1)
			for (int i = 1; i <= stack.size(); i++)
				stack.setSliceLabel(template.getImageStack().getSliceLabel(i), i);
		image = setDisplay(image, template, geometry);
		lowerDisplay(image, planes);
		setCalibration(image, template, geometry);
		setOverlay(image, template, geometry);
		image.setProperty("Info", template.getProperty("Info"));
		image.setProperties(template.getPropertiesAsArray());
		if (properties.keySet().stream().anyMatch(key -> key.startsWith(RECORD)))
			keepEarlierRecord(image);
		properties.forEach(image::setProp);
		Orientation.of(template).rescaled(geometry).attach(image);
		return image;
	}

	/** Else what one run says and another does not, such as a network's checksum, would seem to be of one run. */
	private static void keepEarlierRecord(final ImagePlus image) {
		final String[] pairs = image.getPropertiesAsArray();
		if (pairs == null)
			return;
		int number = 1;
		for (int i = 0; i + 1 < pairs.length; i += 2)
			if (pairs[i].startsWith(EARLIER))
				number = Math.max(number, 1 + earlierNumber(pairs[i]));
		for (int i = 0; i + 1 < pairs.length; i += 2)
			if (pairs[i].startsWith(RECORD) && !pairs[i].startsWith(EARLIER)) {
				image.setProp(EARLIER + number + " " + pairs[i].substring(RECORD.length()), pairs[i + 1]);
				image.setProp(pairs[i], null);
			}
	}

	private static int earlierNumber(final String key) {
		final String number = key.substring(EARLIER.length()).split(" ", 2)[0];
		return number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : 0;
	}

	private static void checkSize(final PlaneStack planes) {
		if (!Planes.fitsArray(planes.width(), planes.height()))
			throw new VernierException("The result has planes of " + planes.width() + " x " + planes.height()
				+ " pixels; ImageJ holds at most 2^31 per plane: select a part of the image or use a smaller scale.");
	}

	/** As {@link #pixels(RandomAccessibleInterval)}, or palette entries. */
	private static Object pixels(final RandomAccessibleInterval<?> plane, final Palette palette) {
		final Object type = plane.getType();
		if (!(type instanceof UnsignedByteType || type instanceof UnsignedShortType || type instanceof FloatType
			|| type instanceof ARGBType))
			throw Planes.unsupported(plane);
		if (palette != null && type instanceof ARGBType)
			return nearest(Planes.argb(plane), palette);
		return pixels(plane);
	}

	/** The array of the plane, or of a copy of it if it is no array image. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	static Object pixels(final RandomAccessibleInterval<?> plane) {
		final Object array = Planes.array(plane);
		if (array != null)
			return array;
		final RandomAccessibleInterval<?> copy = Planes.allocateLike(plane, plane.dimension(0), plane.dimension(1));
		ImgUtil.copy((RandomAccessibleInterval) Planes.zeroMin(plane), (RandomAccessibleInterval) copy);
		return Planes.array(copy);
	}

	private static byte[] nearest(final RandomAccessibleInterval<ARGBType> plane, final Palette palette) {
		final byte[] indices = new byte[(int) (plane.dimension(0) * plane.dimension(1))];
		final ArgbStrips strips = new ArgbStrips(plane);
		Strips.forEach(0, 0, strips.width(), strips.height(), strip -> {
			final int[] colors = strips.read(strip);
			final int from = (int) (strip.y() * strips.width() + strip.x());
			for (int i = 0; i < strip.size(); i++)
				indices[from + i] = palette.nearest(colors[i]);
		});
		return indices;
	}

	private static void setDimensions(final ImagePlus image, final ImagePlus template) {
		final int channels = template.getNChannels();
		final int frames = template.getNFrames();
		final int slices = image.getImageStackSize() / (channels * frames);
		if (slices * channels * frames != image.getImageStackSize())
			throw new IllegalArgumentException(image.getImageStackSize() + " planes are not " + channels
				+ " channels x slices x " + frames + " frames");
		image.setDimensions(channels, slices, frames);
		image.setOpenAsHyperStack(template.getOpenAsHyperStack() || template.isHyperStack());
	}

	private static ImagePlus setDisplay(final ImagePlus image, final ImagePlus template, final Geometry geometry) {
		if (image.getBitDepth() == 24)
			return image;
		final boolean sameType = image.getBitDepth() == template.getBitDepth();
		final ImagePlus result;
		if (template instanceof CompositeImage composite && image.getNChannels() > 1) {
			final CompositeImage copy = new CompositeImage(image, composite.getMode());
			copy.setLuts(template.getLuts());
			final boolean[] active = composite.getActiveChannels();
			System.arraycopy(active, 0, copy.getActiveChannels(), 0, active.length);
			if (!sameType)
				copy.resetDisplayRanges();
			result = copy;
		}
		else {
			setLut(image, template, sameType);
			result = image;
		}
		result.setPosition(template.getChannel(), Math.max(1, Math.min(result.getNSlices(), Overlays.slice(template.getSlice(),
			geometry))), template.getFrame());
		return result;
	}

	private static void setLut(final ImagePlus image, final ImagePlus template, final boolean sameType) {
		final ImageProcessor processor = image.getProcessor();
		final LUT lut = template.getProcessor().getLut();
		if (lut != null)
			processor.setColorModel(lut.getColorModel());
		if (sameType)
			processor.setMinAndMax(template.getProcessor().getMin(), template.getProcessor().getMax());
		else
			processor.resetMinAndMax();
		if (image.getImageStackSize() > 1)
			// so that the other slices, whose processors are made on demand, look the same
			image.getImageStack().update(processor);
		if (template.getType() == ImagePlus.COLOR_256)
			image.setTypeToColor256();
	}

	/** Shows values that are lower than those of the template as these are shown. */
	private static void lowerDisplay(final ImagePlus image, final PlaneStack planes) {
		if (IntStream.range(0, planes.size()).allMatch(i -> planes.below(i) == 0))
			return;
		final int displayed = image.getCurrentSlice() - 1;
		if (image instanceof CompositeImage composite) {
			final LUT[] luts = composite.getLuts();
			for (int c = 0; c < luts.length; c++) {
				luts[c].min -= planes.below(c);
				luts[c].max -= planes.below(c);
			}
			composite.setLuts(luts);
		}
		else
			image.setDisplayRange(image.getDisplayRangeMin() - planes.below(displayed), image.getDisplayRangeMax() -
				planes.below(displayed));
	}

	private static void setCalibration(final ImagePlus image, final ImagePlus template, final Geometry geometry) {
		final Calibration calibration = geometry.apply(template.getCalibration(), template.getHeight());
		if (image.getBitDepth() != template.getBitDepth())
			// densities and residuals are not in the unit that the template's pixel values are calibrated to
			calibration.disableDensityCalibration();
		image.setCalibration(calibration);
		// a calibration that the user set for all images is of the template's scale, not of this one
		if (image.getGlobalCalibration() != null && !geometry.equals(Geometry.IDENTITY))
			image.setIgnoreGlobalCalibration(true);
	}

	private static void setOverlay(final ImagePlus image, final ImagePlus template, final Geometry geometry) {
		final Overlay overlay = Overlays.withoutPreviews(template.getOverlay());
		if (overlay == null)
			return;
		// half a pixel of tolerance, since sizes are rounded
		final boolean cropped = image.getWidth() + 0.5 < geometry.scaleX() * template.getWidth() - 0.5
			|| image.getHeight() + 0.5 < geometry.scaleY() * template.getHeight() - 0.5;
		image.setOverlay(Overlays.map(overlay, geometry, cropped, image.getWidth(), image.getHeight(), //
			geometry.scaleZ() == 1 ? IntUnaryOperator.identity() : index -> plane(index, template, geometry, image)));
		image.setHideOverlay(template.getHideOverlay());
	}

	/** Where the plane of the template at a place in the stack, from 1, went. */
	private static int plane(final int index, final ImagePlus template, final Geometry geometry, final ImagePlus image) {
		final int[] position = template.convertIndexToPosition(index);
		return image.getStackIndex(position[0], Overlays.slice(position[1], geometry), position[2]);
	}
}
