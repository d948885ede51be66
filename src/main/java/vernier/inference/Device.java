package vernier.inference;

import java.util.Locale;

import vernier.image.VernierException;

/** Where a model is asked to run. */
public enum Device {
	/** GPU if one proves usable, else CPU with the reason logged. */
	AUTO,
	/** CPU only. */
	CPU,
	/** GPU or an error that says why not. */
	GPU;

	/** What dialogs offer. */
	public static String[] labels() {
		return new String[] { "Auto", "CPU", "GPU" };
	}

	/** @throws VernierException if the text names no device */
	public static Device parse(final String text) {
		try {
			return valueOf(text.trim().toUpperCase(Locale.ROOT));
		}
		catch (final IllegalArgumentException e) {
			throw new VernierException("Unknown device \"" + text + "\": use Auto, CPU or GPU.");
		}
	}
}
