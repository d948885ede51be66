package vernier.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import vernier.counting.spots.Colour;
import vernier.image.NamedFile;
import vernier.image.VernierException;
import vernier.inference.MemoryBudget;

/** Parameters that several steps have. */
final class Parameters {

	private Parameters() {}

	/** The largest side of a tile, 0 to derive it from the memory. */
	static int tile(final StepLine line) {
		return MemoryBudget.checkTile(whole(line, "tile", 0));
	}

	/** In what of images in colour objects are looked for. */
	static Colour colour(final StepLine line) {
		return Colour.parse(line.text("colour", Colour.AUTO.label()));
	}

	/** The whole number of a parameter, or its default. */
	static int whole(final StepLine line, final String key, final int defaultValue) {
		final double value = line.number(key, defaultValue);
		if (value < 0 || value > Integer.MAX_VALUE || value != Math.rint(value))
			throw new VernierException("The step \"" + line.name() + "\" has " + key + "=" + line.text(key, "") +
				": give a whole number of pixels, such as " + key + "=" + (defaultValue > 0 ? defaultValue : 512) + ".");
		return (int) value;
	}

	/**
	 * The name or path of a model.
	 *
	 * @param idle true if none is used, so that any name does
	 * @param offered what can be chosen from; the first one stands for none given
	 * @throws VernierException if there is no such model
	 */
	static String model(final StepLine line, final Steps.Surroundings surroundings, final boolean idle,
		final List<String> offered)
	{
		final String name = line.text("model", offered.get(0));
		if (!idle)
			surroundings.catalog().check(name, offered);
		return name;
	}

	/**
	 * The file that a parameter names, or null if it is not given.
	 *
	 * @throws VernierException if there is no such file
	 */
	static Path file(final StepLine line, final String key) {
		final String name = line.text(key, null);
		if (name == null)
			return null;
		return NamedFile.of(name).filter(Files::isRegularFile).orElseThrow(() -> new VernierException("The step \"" + line.name() +
			"\" has " + key + "=" + name + ", and there is no such file: name one by its whole path."));
	}
}
