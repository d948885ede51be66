package vernier.operators;

import java.util.Locale;

import vernier.image.VernierException;

/** How an operator is computed. */
public enum Mode {
	/** By a network if there is one that is faster than the exact operator and as good, else exactly. */
	AUTO,
	/** By a network, or an error if there is none. */
	LEARNED,
	/** As its paper defines it. */
	EXACT;

	/** @throws VernierException if the text names no mode */
	public static Mode parse(final String text) {
		try {
			return valueOf(text.trim().toUpperCase(Locale.ROOT));
		}
		catch (final IllegalArgumentException e) {
			throw new VernierException("Unknown mode \"" + text + "\": use Auto, Learned or Exact.");
		}
	}
}
