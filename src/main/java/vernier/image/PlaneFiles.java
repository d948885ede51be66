package vernier.image;

import java.nio.file.Path;
import java.util.Map;

import ij.ImagePlus;
import ij.ImageStack;

/** Planes that come from no image, as a file. */
public final class PlaneFiles {

	private PlaneFiles() {}

	/**
	 * Saves planes as an uncalibrated image, in the format that the file's name ends with.
	 *
	 * @param planes UnsignedByteType, UnsignedShortType, FloatType or ARGBType
	 * @param properties become the image properties
	 * @throws VernierException if the format cannot hold the image or the file cannot be written
	 */
	public static void save(final PlaneStack planes, final String title, final Map<String, String> properties,
		final Path file)
	{
		final ImageStack stack = new ImageStack((int) planes.width(), (int) planes.height());
		for (int i = 0; i < planes.size(); i++)
			stack.addSlice(null, ImagePlusBuilder.pixels(planes.plane(i)));
		final ImagePlus image = new ImagePlus(title, stack);
		image.getProcessor().resetMinAndMax();
		properties.forEach(image::setProp);
		ImageFiles.save(image, file);
	}
}
