package vernier.counting;

import java.util.Locale;
import java.util.function.Consumer;

import vernier.counting.spots.Colour;
import vernier.counting.spots.Polarity;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.inference.MemoryBudget;
import vernier.model.ModelCatalog;

/**
 * What a count is asked for. Start from {@link #ofSize} and change what differs:
 *
 * <pre>
 * CountOptions.ofSize(3).withMethod(CountMethod.LOG).withDensity(true)
 * </pre>
 *
 * @param catalog where models are looked up
 * @param method by density or by local maxima
 * @param model {@link #AUTO}, the id of a model, or a path to one; for the method by density
 * @param objectSize diameter of a typical object in pixels, of the same area where pixels are not square; may be below 1
 * @param polarity whether objects are bright or dark
 * @param colour in what of a colour image; Auto for luma, dark objects for the one of red, green and blue in which they
 *          stand out most
 * @param device where to run
 * @param budget memory for tiles, besides input and density
 * @param tile largest width and height of a tile in pixels, or 0 to derive it from the budget
 * @param density true to keep the density of every plane
 * @param aspect height of a pixel over its width; objects are as high as they are wide in the image's own unit
 * @param log takes lines worth telling
 */
public record CountOptions(ModelCatalog catalog, CountMethod method, String model, double objectSize, Polarity polarity,
	Colour colour, Device device, MemoryBudget budget, int tile, boolean density, double aspect, Consumer<String> log)
{

	/** The name that stands for the bundled model whose objects are nearest in size. */
	public static final String AUTO = "Auto";

	/** Learned density, automatic model, polarity and device, no density image, no log. */
	public static CountOptions ofSize(final double objectSize) {
		return new CountOptions(ModelCatalog.standard(), CountMethod.DENSITY, AUTO, objectSize, Polarity.AUTO, Colour.AUTO,
			Device.AUTO, MemoryBudget.ofFreeMemory(), 0, false, 1, line -> {});
	}

	public CountOptions withCatalog(final ModelCatalog other) {
		return new CountOptions(other, method, model, objectSize, polarity, colour, device, budget, tile, density, aspect, log);
	}

	public CountOptions withMethod(final CountMethod other) {
		return new CountOptions(catalog, other, model, objectSize, polarity, colour, device, budget, tile, density, aspect, log);
	}

	public CountOptions withModel(final String other) {
		return new CountOptions(catalog, method, other, objectSize, polarity, colour, device, budget, tile, density, aspect, log);
	}

	public CountOptions withObjectSize(final double other) {
		return new CountOptions(catalog, method, model, other, polarity, colour, device, budget, tile, density, aspect, log);
	}

	public CountOptions withPolarity(final Polarity other) {
		return new CountOptions(catalog, method, model, objectSize, other, colour, device, budget, tile, density, aspect, log);
	}

	public CountOptions withColour(final Colour other) {
		return new CountOptions(catalog, method, model, objectSize, polarity, other, device, budget, tile, density, aspect, log);
	}

	public CountOptions withDevice(final Device other) {
		return new CountOptions(catalog, method, model, objectSize, polarity, colour, other, budget, tile, density, aspect, log);
	}

	public CountOptions withBudget(final MemoryBudget other) {
		return new CountOptions(catalog, method, model, objectSize, polarity, colour, device, other, tile, density, aspect, log);
	}

	public CountOptions withTile(final int other) {
		return new CountOptions(catalog, method, model, objectSize, polarity, colour, device, budget, other, density, aspect, log);
	}

	public CountOptions withDensity(final boolean other) {
		return new CountOptions(catalog, method, model, objectSize, polarity, colour, device, budget, tile, other, aspect, log);
	}

	/**
	 * Reads whether an image of the density is wanted, as macros and dialogs have it.
	 *
	 * @param text Map or None, in any case
	 * @throws VernierException if it is neither
	 */
	public static boolean wantsDensity(final String text) {
		return switch (text.strip().toLowerCase(Locale.ROOT)) {
			case "map" -> true;
			case "none" -> false;
			default -> throw new VernierException("The density is \"" + text + "\": choose Map for an image of it, or None.");
		};
	}

	public CountOptions withAspect(final double other) {
		return new CountOptions(catalog, method, model, objectSize, polarity, colour, device, budget, tile, density, other, log);
	}

	public CountOptions withLog(final Consumer<String> other) {
		return new CountOptions(catalog, method, model, objectSize, polarity, colour, device, budget, tile, density, aspect,
			other);
	}
}
