package vernier.counting.spots;

import java.util.List;

import vernier.image.Region;

/**
 * One localised spot.
 *
 * @param x column in pixels, ImageJ's convention: the first pixel's centre is 0.5
 * @param y row in pixels, likewise
 * @param intensity sum over the spot above the background, or of a dark spot below it, in gray levels or photons
 * @param background per pixel, in gray levels or photons
 * @param sigma standard deviation of the spot's Gaussian, in pixels
 * @param precision standard deviation expected of x and of y by the Cramer-Rao bound, in pixels; NaN if unknown
 * @param probability that it is a spot, 0 to 1
 * @param noise standard deviation of the background's pixels, in gray levels or photons; NaN if unknown
 */
public record Spot(double x, double y, double intensity, double background, double sigma, double precision,
	double probability, double noise)
{

	/** A spot in unknown noise. */
	public Spot(final double x, final double y, final double intensity, final double background, final double sigma,
		final double precision, final double probability)
	{
		this(x, y, intensity, background, sigma, precision, probability, Double.NaN);
	}

	/** The median of their widths, in pixels; of one spot or more. */
	static double usualSigma(final List<Spot> spots) {
		final double[] sigmas = spots.stream().mapToDouble(Spot::sigma).sorted().toArray();
		return sigmas[sigmas.length / 2];
	}

	/** This spot of a negated plane as it is in the plane: its light is what the plane misses. */
	Spot negated() {
		return new Spot(x, y, intensity, -background, sigma, precision, probability, noise);
	}

	/** This spot of a plane that was reduced by n, in the pixels of the plane itself; as long as it has no noise. */
	Spot enlarged(final int n) {
		return new Spot(n * x, n * y, (double) n * n * intensity, background, n * sigma, precision, probability);
	}

	/** Greatest value above the background, of the Gaussian that the middle pixel integrates. */
	double height() {
		return intensity / (2 * Math.PI * (sigma * sigma + 1 / 12.0));
	}

	/** The pixel that it lies in, or of a plane's pixels the nearest one. */
	Region pixel(final long width, final long height) {
		return new Region(Math.max(0, Math.min(width - 1, (long) Math.floor(x))), Math.max(0, Math.min(height - 1, (long) Math
			.floor(y))), 1, 1);
	}

	/** Distance to another spot, in pixels. */
	double distance(final Spot other) {
		return Math.hypot(x - other.x, y - other.y);
	}
}
