package vernier.counting.spots;

import java.util.Optional;
import java.util.function.Consumer;

import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.inference.MemoryBudget;
import vernier.model.ModelCatalog;

/**
 * What a localisation is asked for. Start from {@link #defaults()} and change what differs:
 *
 * <pre>
 * LocalisationOptions.defaults().withMethod(Method.LOG).withSigma(1.3)
 * </pre>
 *
 * @param catalog where models are looked up
 * @param method how spots are found
 * @param model {@link #AUTO}, the id of a model for localisation, or a path to one
 * @param polarity whether spots are brighter or darker than the ground
 * @param device where a network runs
 * @param sigma width of the spots, their standard deviation in pixels; 0 to find it from the image
 * @param probability least probability of a spot, above 0, below 1; 0 for that of the method
 * @param threshold least height of a spot as a multiple of the noise; 0 for none. Of peaks in the LoG response, in the
 *          place of the probability; for a network, the spot's height above its background by the plane's noise, besides
 *          the probability. A network's spots that are given no threshold have to stand out of the texture around them
 * @param camera how gray levels become photons, if known
 * @param budget memory for tiles
 * @param tile largest tile in pixels, or 0 to derive it from the budget
 * @param log takes lines worth telling
 */
public record LocalisationOptions(ModelCatalog catalog, Method method, String model, Polarity polarity, Device device,
	double sigma, double probability, double threshold, Optional<CameraGain> camera, MemoryBudget budget, int tile,
	Consumer<String> log)
{

	/** The model that is used where none is named. */
	public static final String AUTO = "Auto";

	/** A wider spot is no spot: its kernel would be larger than any tile. */
	public static final double LARGEST_SIGMA = 50;

	/** @throws VernierException if a number is out of its range */
	public LocalisationOptions {
		if (!(sigma == 0 || sigma >= LogDetector.SMALLEST_SIGMA && sigma <= LARGEST_SIGMA))
			throw new VernierException("Sigma is " + sigma + "; the width of a spot is a standard deviation from " +
				LogDetector.SMALLEST_SIGMA + " to " + LARGEST_SIGMA + " pixels, or Auto: give another.");
		if (!(probability >= 0 && probability < 1))
			throw new VernierException("The probability is " + probability + "; a least probability lies above 0 and below 1: " +
				"give another, such as 0.5.");
		if (!(threshold >= 0) || Double.isInfinite(threshold))
			throw new VernierException("The threshold is " + threshold +
				"; it is a multiple of the noise, above 0: give another, such as 5.");
	}

	/** Automatic method, model, polarity, device and sigma, no camera, a quarter of the free memory, no log. */
	public static LocalisationOptions defaults() {
		return new LocalisationOptions(ModelCatalog.standard(), Method.AUTO, AUTO, Polarity.AUTO, Device.AUTO, 0, 0, 0,
			Optional.empty(), MemoryBudget.ofFreeMemory(), 0, line -> {});
	}

	public LocalisationOptions withCatalog(final ModelCatalog other) {
		return new LocalisationOptions(other, method, model, polarity, device, sigma, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withMethod(final Method other) {
		return new LocalisationOptions(catalog, other, model, polarity, device, sigma, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withModel(final String other) {
		return new LocalisationOptions(catalog, method, other, polarity, device, sigma, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withPolarity(final Polarity other) {
		return new LocalisationOptions(catalog, method, model, other, device, sigma, probability, threshold, camera, budget,
			tile, log);
	}

	public LocalisationOptions withDevice(final Device other) {
		return new LocalisationOptions(catalog, method, model, polarity, other, sigma, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withSigma(final double other) {
		return new LocalisationOptions(catalog, method, model, polarity, device, other, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withProbability(final double other) {
		return new LocalisationOptions(catalog, method, model, polarity, device, sigma, other, threshold, camera, budget,
			tile, log);
	}

	public LocalisationOptions withThreshold(final double other) {
		return new LocalisationOptions(catalog, method, model, polarity, device, sigma, probability, other, camera, budget,
			tile, log);
	}

	public LocalisationOptions withCamera(final CameraGain other) {
		return new LocalisationOptions(catalog, method, model, polarity, device, sigma, probability, threshold,
			Optional.ofNullable(other), budget, tile, log);
	}

	public LocalisationOptions withTile(final int other) {
		return new LocalisationOptions(catalog, method, model, polarity, device, sigma, probability, threshold, camera,
			budget, other, log);
	}

	public LocalisationOptions withBudget(final MemoryBudget other) {
		return new LocalisationOptions(catalog, method, model, polarity, device, sigma, probability, threshold, camera,
			other, tile, log);
	}

	public LocalisationOptions withLog(final Consumer<String> other) {
		return new LocalisationOptions(catalog, method, model, polarity, device, sigma, probability, threshold, camera,
			budget, tile, other);
	}
}
