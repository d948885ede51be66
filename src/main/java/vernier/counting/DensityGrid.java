package vernier.counting;

import java.util.Locale;

import vernier.image.VernierException;
import vernier.model.Model;

/**
 * The grid on which a density network sees an image: the image resampled until its objects have the size that the network
 * knows.
 *
 * @param model the network
 * @param settings what its description says of it
 * @param factor by which the image is resampled, before rounding to whole pixels; the mean of both axes where its pixels
 *          are not square
 * @param width of the grid in pixels
 * @param height of the grid in pixels
 * @param objectSize diameter of an object in pixels of the grid
 */
record DensityGrid(Model model, CountingSettings settings, double factor, long width, long height, double objectSize) {

	/** More would be a picture of interpolated pixels only. */
	private static final double LARGEST_ENLARGEMENT = 16;

	/**
	 * @param width of the image in pixels
	 * @param height of the image in pixels
	 * @throws VernierException if there is no such model, or the objects are too small for it
	 */
	static DensityGrid of(final CountOptions options, final DensityNetworks networks, final long width,
		final long height)
	{
		final Model model = networks.model(options);
		final CountingSettings settings = CountingSettings.of(model.description());
		final double factor = settings.resampling(options.objectSize());
		if (factor > LARGEST_ENLARGEMENT)
			throw new VernierException(String.format(Locale.ROOT, "The object size is %.3g pixels, too small for the model " +
				"\"%s\", which counts objects from %.3g pixels on: give the diameter of a typical object in pixels.", options
					.objectSize(), model.description().id(), settings.objectSize() / LARGEST_ENLARGEMENT));
		// pixels of the grid are square
		final double longer = Math.sqrt(options.aspect());
		final long columns = Math.max(1, Math.round(width * factor / longer));
		final long rows = Math.max(1, Math.round(height * factor * longer));
		return new DensityGrid(model, settings, factor, columns, rows, options.objectSize() * Math.sqrt((double) columns /
			width * rows / height));
	}

	/** A sentence for the user. */
	String describe() {
		return String.format(Locale.ROOT, "%s will see %d x %d pixels and objects %.3g pixels across", model.description().id(),
			width, height, objectSize);
	}
}
