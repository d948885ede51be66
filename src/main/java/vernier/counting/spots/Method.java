package vernier.counting.spots;

import java.util.List;
import java.util.Locale;

import vernier.image.VernierException;

/** How spots are found. */
public enum Method {
	/** The network if there is one, unless the spots are narrower than it knows; else the fit. */
	AUTO("Auto"),
	/** Maxima of the Laplacian of Gaussian, with a quadratic refinement. */
	LOG("LoG"),
	/** The same, then a maximum-likelihood fit of a pixel-integrated Gaussian. */
	FIT("fit"),
	/** A network for emitters. */
	NETWORK("network");

	private final String label;

	Method(final String label) {
		this.label = label;
	}

	/** As it is written. */
	public String label() {
		return label;
	}

	/** As they are written, for a choice. */
	public static List<String> labels() {
		return List.of(values()).stream().map(Method::label).toList();
	}

	/** @throws VernierException if the text names no method */
	public static Method parse(final String text) {
		for (final Method method : values())
			if (method.label.toLowerCase(Locale.ROOT).equals(text.strip().toLowerCase(Locale.ROOT)))
				return method;
		throw new VernierException("Unknown method \"" + text + "\": use " + String.join(", ", labels()) + ".");
	}
}
