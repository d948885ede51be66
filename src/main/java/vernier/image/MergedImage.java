package vernier.image;

import java.util.Map;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

/** Makes an ImageJ image of one plane per channel, in which all slices and frames of another image are brought together. */
public final class MergedImage {

	private MergedImage() {}

	/**
	 * @param planes one for each channel of the template
	 * @param template image they were made from; is not changed
	 * @param geometry where they lie in the template
	 * @param properties added to the image properties, over those of the template
	 * @return calibrated as {@link Geometry} says, the display range that of the planes
	 */
	public static ImagePlus of(final PlaneStack planes, final ImagePlus template, final Geometry geometry,
		final String title, final Map<String, String> properties)
	{
		final ImagePlus result = ImagePlusBuilder.build(planes, firstPlanes(template), geometry, title, properties);
		if (result instanceof CompositeImage composite)
			composite.resetDisplayRanges();
		else
			result.resetDisplayRange();
		return result;
	}

	/** The channels of the first slice and frame; they share their pixels with the image. */
	private static ImagePlus firstPlanes(final ImagePlus image) {
		final int channels = image.getNChannels();
		final ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
		for (int channel = 1; channel <= channels; channel++)
			stack.addSlice(null, image.getImageStackSize() == 1 ? image.getProcessor().getPixels() : image.getImageStack()
				.getPixels(channel));
		final ImageProcessor processor = image.getProcessor();
		stack.setColorModel(processor.getColorModel());
		ImagePlus first = new ImagePlus(image.getTitle(), stack);
		first.setDimensions(channels, 1, 1);
		if (image instanceof CompositeImage composite && channels > 1) {
			first = new CompositeImage(first, composite.getMode());
			((CompositeImage) first).setLuts(image.getLuts());
		}
		first.setCalibration(image.getCalibration());
		first.setProperty("Info", image.getProperty("Info"));
		first.setProperties(image.getPropertiesAsArray());
		return first;
	}
}
