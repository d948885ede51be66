package vernier.counting.spots;

import java.util.Optional;
import java.util.OptionalDouble;
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
 * @param colour in what of a colour image; Auto for luma
 * @param device where a network runs
 * @param sigma width of the spots, their standard deviation in pixels; empty to find it from the image
 * @param probability least probability of a spot, above 0, below 1; empty for that of the method
 * @param threshold least height of a spot as a multiple of the noise; 0 for none. Of peaks in the LoG response, in the
 *          place of the probability; for a network, the spot's height above its background by the plane's noise, besides
 *          the probability. A network's spots that are given no threshold have to stand out of the texture around them
 * @param camera how gray levels become photons, if known
 * @param budget memory for tiles
 * @param tile largest tile in pixels, or 0 to derive it from the budget
 * @param log takes lines worth telling
 */
public record LocalisationOptions(ModelCatalog catalog, Method method, String model, Polarity polarity, Colour colour,
	Device device, OptionalDouble sigma, OptionalDouble probability, double threshold, Optional<CameraGain> camera,
	MemoryBudget budget, int tile, Consumer<String> log)
{

	/** What stands for the model that is used where none is named, and for numbers that are found. */
	public static final String AUTO = "Auto";

	/** A wider spot is no spot: its kernel would be larger than any tile. */
	public static final double LARGEST_SIGMA = 50;

	/** @throws VernierException if a number is out of its range */
	public LocalisationOptions {
		if (sigma.isPresent() && !(sigma.getAsDouble() >= LogDetector.SMALLEST_SIGMA && sigma
			.getAsDouble() <= LARGEST_SIGMA))
			throw new VernierException("Sigma is " + sigma.getAsDouble() + "; the width of a spot is a standard deviation from " +
				LogDetector.SMALLEST_SIGMA + " to " + LARGEST_SIGMA + " pixels, or Auto: give another.");
		if (probability.isPresent() && !(probability.getAsDouble() > 0 && probability.getAsDouble() < 1))
			throw new VernierException("The probability is " + probability.getAsDouble() +
				"; a least probability lies above 0 and below 1: give another, such as 0.5, or Auto.");
		if (!(threshold >= 0) || Double.isInfinite(threshold))
			throw new VernierException("The threshold is " + threshold +
				"; it is a multiple of the noise, above 0: give another, such as 5.");
	}

	/** Automatic method, model, polarity, device and sigma, no camera, a quarter of the free memory, no log. */
	public static LocalisationOptions defaults() {
		return new LocalisationOptions(ModelCatalog.standard(), Method.AUTO, AUTO, Polarity.AUTO, Colour.AUTO, Device.AUTO,
			OptionalDouble.empty(), OptionalDouble.empty(), 0, Optional.empty(), MemoryBudget.ofFreeMemory(), 0, line -> {});
	}

	public LocalisationOptions withCatalog(final ModelCatalog other) {
		return new LocalisationOptions(other, method, model, polarity, colour, device, sigma, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withMethod(final Method other) {
		return new LocalisationOptions(catalog, other, model, polarity, colour, device, sigma, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withModel(final String other) {
		return new LocalisationOptions(catalog, method, other, polarity, colour, device, sigma, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withPolarity(final Polarity other) {
		return new LocalisationOptions(catalog, method, model, other, colour, device, sigma, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withColour(final Colour other) {
		return new LocalisationOptions(catalog, method, model, polarity, other, device, sigma, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withDevice(final Device other) {
		return new LocalisationOptions(catalog, method, model, polarity, colour, other, sigma, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withSigma(final double other) {
		return withSigma(OptionalDouble.of(other));
	}

	/** @param other empty to find it from the image */
	public LocalisationOptions withSigma(final OptionalDouble other) {
		return new LocalisationOptions(catalog, method, model, polarity, colour, device, other, probability, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withProbability(final double other) {
		return withProbability(OptionalDouble.of(other));
	}

	/** @param other empty for that of the method */
	public LocalisationOptions withProbability(final OptionalDouble other) {
		return new LocalisationOptions(catalog, method, model, polarity, colour, device, sigma, other, threshold, camera,
			budget, tile, log);
	}

	public LocalisationOptions withThreshold(final double other) {
		return new LocalisationOptions(catalog, method, model, polarity, colour, device, sigma, probability, other, camera, budget,
			tile, log);
	}

	public LocalisationOptions withCamera(final CameraGain other) {
		return withCamera(Optional.of(other));
	}

	/** @param other empty if the camera is not known */
	public LocalisationOptions withCamera(final Optional<CameraGain> other) {
		return new LocalisationOptions(catalog, method, model, polarity, colour, device, sigma, probability, threshold, other,
			budget, tile, log);
	}

	/**
	 * Reads a number that may be left to the program.
	 *
	 * @param name of the option, for the message
	 * @param text a number; blank or {@link #AUTO} in any case for empty
	 * @throws VernierException if it is neither
	 */
	public static OptionalDouble numberOrAuto(final String name, final String text) {
		return text.isBlank() || text.strip().equalsIgnoreCase(AUTO) ? OptionalDouble.empty() : OptionalDouble.of(number(name,
			text));
	}

	/** True if a text says that something is not wanted or not known, as macros and dialogs do: blank, or None in any case. */
	public static boolean isNone(final String text) {
		return text.isBlank() || text.strip().equalsIgnoreCase("None");
	}

	/**
	 * Reads a number.
	 *
	 * @param name of the option, for the message
	 * @throws VernierException if the text is none
	 */
	public static double number(final String name, final String text) {
		try {
			return Double.parseDouble(text.strip());
		}
		catch (final NumberFormatException e) {
			throw new VernierException("Option \"" + name + "\" is \"" + text +
				"\", which is no number: give one, with a point for decimals.", e);
		}
	}

	public LocalisationOptions withTile(final int other) {
		return new LocalisationOptions(catalog, method, model, polarity, colour, device, sigma, probability, threshold, camera,
			budget, other, log);
	}

	public LocalisationOptions withBudget(final MemoryBudget other) {
		return new LocalisationOptions(catalog, method, model, polarity, colour, device, sigma, probability, threshold, camera,
			other, tile, log);
	}

	public LocalisationOptions withLog(final Consumer<String> other) {
		return new LocalisationOptions(catalog, method, model, polarity, colour, device, sigma, probability, threshold, camera,
			budget, tile, other);
	}
}
