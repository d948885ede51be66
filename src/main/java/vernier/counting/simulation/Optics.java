package vernier.counting.simulation;

import vernier.quality.ErrorFunction;

/**
 * Draws objects, blurred by a point-spread function, into a picture of expected photons. The light of an object that lies
 * wholly inside sums to its photons; what falls beyond the border is lost.
 */
final class Optics {

	private static final double WINDOW = 4.5;
	private static final double AIRY_WINDOW = 9;
	private static final int SUB = 4;
	/** v = 2 pi NA r / wavelength, with sigma = 0.21 wavelength / NA. */
	private static final double AIRY_UNIT = 2 * Math.PI * 0.21;

	private final float[] picture;
	private final int width;
	private final int height;
	private final double sigma;
	private final Psf psf;

	/** @param picture width x height expected photons, row by row; is added to */
	Optics(final float[] picture, final int width, final int height, final double sigma, final Psf psf) {
		this.picture = picture;
		this.width = width;
		this.height = height;
		this.sigma = sigma;
		this.psf = psf;
	}

	void draw(final SimulatedObject object) {
		final double radius = object.diameter() / 2;
		if (psf == Psf.AIRY)
			sampled(object, AIRY_WINDOW * sigma + radius, r -> airy(Math.max(0, r - radius) * AIRY_UNIT / sigma));
		else if (radius < 1.5 * sigma)
			// a disc has the variance R^2 / 4 along each axis; blurred, hardly more can be told of it
			gaussian(object, Math.sqrt(sigma * sigma + radius * radius / 4));
		else
			sampled(object, WINDOW * sigma + radius, r -> 0.5 * ErrorFunction.erfc((r - radius) / (Math.sqrt(2) * sigma)));
	}

	private void gaussian(final SimulatedObject object, final double deviation) {
		final int left = (int) Math.floor(object.x() - WINDOW * deviation);
		final int top = (int) Math.floor(object.y() - WINDOW * deviation);
		final double[] columns = integrals(object.x(), left, deviation);
		final double[] rows = integrals(object.y(), top, deviation);
		for (int j = 0; j < rows.length; j++)
			for (int i = 0; i < columns.length; i++)
				add(left + i, top + j, object.photons() * columns[i] * rows[j]);
	}

	/** The part of a Gaussian of weight 1 in each pixel of its window. */
	private static double[] integrals(final double centre, final int first, final double deviation) {
		final double[] parts = new double[(int) Math.ceil(centre + WINDOW * deviation) - first];
		final double scale = 1 / (Math.sqrt(2) * deviation);
		double before = ErrorFunction.erf((first - centre) * scale);
		double sum = 0;
		for (int i = 0; i < parts.length; i++) {
			final double after = ErrorFunction.erf((first + i + 1 - centre) * scale);
			parts[i] = (after - before) / 2;
			sum += parts[i];
			before = after;
		}
		// the window cuts off a few millionths
		for (int i = 0; i < parts.length; i++)
			parts[i] /= sum;
		return parts;
	}

	private interface Profile {

		double at(double r);
	}

	private void sampled(final SimulatedObject object, final double reach, final Profile profile) {
		final int left = (int) Math.floor(object.x() - reach);
		final int top = (int) Math.floor(object.y() - reach);
		final int columns = (int) Math.ceil(object.x() + reach) - left;
		final int rows = (int) Math.ceil(object.y() + reach) - top;
		final double[] values = new double[columns * rows];
		double sum = 0;
		for (int j = 0; j < rows * SUB; j++)
			for (int i = 0; i < columns * SUB; i++) {
				final double r = Math.hypot(left + (i + 0.5) / SUB - object.x(), top + (j + 0.5) / SUB - object.y());
				if (r > reach)
					continue;
				final double value = profile.at(r);
				values[j / SUB * columns + i / SUB] += value;
				sum += value;
			}
		for (int j = 0; j < rows; j++)
			for (int i = 0; i < columns; i++)
				add(left + i, top + j, object.photons() * values[j * columns + i] / sum);
	}

	/** (2 J1(v) / v)^2. */
	private static double airy(final double v) {
		if (v < 1e-6)
			return 1;
		final double amplitude = 2 * besselJ1(v) / v;
		return amplitude * amplitude;
	}

	/** Bessel's integral; the trapezoidal rule is exact to rounding for a periodic function this smooth. */
	private static double besselJ1(final double v) {
		final int steps = 24 + (int) (v / 2);
		double sum = 0;
		for (int k = 0; k < steps; k++) {
			final double t = Math.PI * (k + 0.5) / steps;
			sum += Math.cos(t - v * Math.sin(t));
		}
		return sum / steps;
	}

	private void add(final int x, final int y, final double photons) {
		if (x >= 0 && y >= 0 && x < width && y < height)
			picture[y * width + x] += (float) photons;
	}
}
