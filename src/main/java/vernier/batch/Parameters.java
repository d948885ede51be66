package vernier.batch;

import java.nio.file.Files;
import java.nio.file.Path;

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

	/** The whole number of a parameter, or its default. */
	static int whole(final StepLine line, final String key, final int defaultValue) {
		final double value = line.number(key, defaultValue);
		if (value < 0 || value > Integer.MAX_VALUE || value != Math.rint(value))
			throw new VernierException("The step \"" + line.name() + "\" has " + key + "=" + line.text(key, "") +
				": give a whole number of pixels, such as " + key + "=" + (defaultValue > 0 ? defaultValue : 512) + ".");
		return (int) value;
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
