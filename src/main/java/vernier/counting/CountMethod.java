package vernier.counting;

import vernier.image.VernierException;

/** How objects are counted. */
public enum CountMethod {

	/** The sum of a learned density. */
	DENSITY("density"),
	/** Local maxima of the Laplacian of Gaussian: needs no model, and objects that can be told apart. */
	LOG("LoG");

	private final String label;

	CountMethod(final String label) {
		this.label = label;
	}

	/** As it is written in dialogs, macros and tables. */
	public String label() {
		return label;
	}

	/**
	 * Reads "density" or "LoG", in any case.
	 *
	 * @throws VernierException if the text is neither
	 */
	public static CountMethod parse(final String text) {
		for (final CountMethod method : values())
			if (method.label.equalsIgnoreCase(text.strip()))
				return method;
		throw new VernierException("The method is \"" + text + "\"; choose density or LoG.");
	}
}
