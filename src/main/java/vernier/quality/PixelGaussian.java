package vernier.quality;

/**
 * A Gaussian spot as a camera sees it: background + intensity times the Gaussian's integral over each pixel (C. S. Smith
 * et al., Fast, single-molecule localization that achieves theoretically minimum uncertainty, Nature Methods 7, 2010). The
 * integral over a pixel is a product of one over its columns and one over its rows; this is such a factor along one axis,
 * for a row of pixels, with its derivatives. The pixel with index i reaches from i to i + 1.
 */
public final class PixelGaussian {

	private final double[] integral;
	private final double[] byCentre;
	private final double[] bySigma;

	/**
	 * @param centre in pixels
	 * @param sigma standard deviation in pixels
	 * @param first index of the first pixel
	 * @param count number of pixels
	 */
	public PixelGaussian(final double centre, final double sigma, final long first, final int count) {
		integral = new double[count];
		byCentre = new double[count];
		bySigma = new double[count];
		double u = first - centre;
		double below = ErrorFunction.erf(u / (Math.sqrt(2) * sigma));
		double density = density(u, sigma);
		for (int i = 0; i < count; i++) {
			final double next = first + i + 1 - centre;
			final double above = ErrorFunction.erf(next / (Math.sqrt(2) * sigma));
			final double nextDensity = density(next, sigma);
			integral[i] = (above - below) / 2;
			byCentre[i] = density - nextDensity;
			bySigma[i] = (u * density - next * nextDensity) / sigma;
			u = next;
			below = above;
			density = nextDensity;
		}
	}

	private static double density(final double u, final double sigma) {
		return Math.exp(-u * u / (2 * sigma * sigma)) / (Math.sqrt(2 * Math.PI) * sigma);
	}

	/** The Gaussian's integral over a pixel, counted from the first. */
	public double integral(final int i) {
		return integral[i];
	}

	/** Derivative of the integral by the centre. */
	public double byCentre(final int i) {
		return byCentre[i];
	}

	/** Derivative of the integral by sigma. */
	public double bySigma(final int i) {
		return bySigma[i];
	}
}
