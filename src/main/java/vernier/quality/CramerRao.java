package vernier.quality;

import java.util.function.DoubleUnaryOperator;

/**
 * The Cramer-Rao bound of a spot: no unbiased method can localise it with smaller standard deviations. From the Fisher
 * information of all five parameters of the {@link PixelGaussian} (R. J. Ober, S. Ram, E. S. Ward, Localization Accuracy in
 * Single-Molecule Microscopy, Biophysical Journal 86, 2004; C. S. Smith et al., Nature Methods 7, 2010). Thompson's formula
 * lies below it and is not used.
 *
 * @param x standard deviation of the column, in pixels
 * @param y of the row, in pixels
 * @param intensity of the spot's integral
 * @param background of the level per pixel
 * @param sigma of the spot's sigma, in pixels
 */
public record CramerRao(double x, double y, double intensity, double background, double sigma) {

	/** Farther pixels tell of the background only. */
	private static final double RADIUS_IN_SIGMAS = 4;

	private static final int PARAMETERS = 5;

	/**
	 * The bound under shot and read noise.
	 *
	 * @param x column in pixels; the first pixel reaches from 0 to 1
	 * @param y row, likewise
	 * @param photons of the spot
	 * @param background photons per pixel
	 * @param sigma of the spot in pixels
	 * @param readNoise standard deviation in photons
	 */
	public static CramerRao ofPhotons(final double x, final double y, final double photons, final double background,
		final double sigma, final double readNoise)
	{
		return of(x, y, photons, background, sigma, mean -> Math.max(mean, 1e-9) + readNoise * readNoise);
	}

	/**
	 * The bound under noise whose variance depends on the expected value, far from any border.
	 *
	 * @param variance of a pixel's noise, above 0, from its expected value
	 * @return NaN throughout if the spot cannot be localised, such as one without intensity
	 */
	public static CramerRao of(final double x, final double y, final double intensity, final double background,
		final double sigma, final DoubleUnaryOperator variance)
	{
		final int radius = radius(sigma);
		final long left = (long) Math.floor(x) - radius;
		final long top = (long) Math.floor(y) - radius;
		final int n = 2 * radius + 1;
		return of(new PixelGaussian(x, sigma, left, n), n, new PixelGaussian(y, sigma, top, n), n, intensity, background,
			variance);
	}

	/**
	 * As above, in a plane of so many pixels: a spot at its border is known from the part that is in it.
	 *
	 * @param width columns of the plane
	 * @param height rows
	 * @return NaN throughout if the spot cannot be localised, such as one far outside
	 */
	public static CramerRao within(final long width, final long height, final double x, final double y,
		final double intensity, final double background, final double sigma, final DoubleUnaryOperator variance)
	{
		final int radius = radius(sigma);
		final long left = Math.max(0, (long) Math.floor(x) - radius);
		final long top = Math.max(0, (long) Math.floor(y) - radius);
		final int columns = (int) Math.max(0, Math.min(width, (long) Math.floor(x) + radius + 1) - left);
		final int rows = (int) Math.max(0, Math.min(height, (long) Math.floor(y) + radius + 1) - top);
		return of(new PixelGaussian(x, sigma, left, columns), columns, new PixelGaussian(y, sigma, top, rows), rows, intensity,
			background, variance);
	}

	private static int radius(final double sigma) {
		return (int) Math.ceil(RADIUS_IN_SIGMAS * sigma) + 1;
	}

	private static CramerRao of(final PixelGaussian columns, final int width, final PixelGaussian rows, final int height,
		final double intensity, final double background, final DoubleUnaryOperator variance)
	{
		final double[][] information = new double[PARAMETERS][PARAMETERS];
		for (int j = 0; j < height; j++)
			for (int i = 0; i < width; i++) {
				final double shape = columns.integral(i) * rows.integral(j);
				final double weight = 1 / variance.applyAsDouble(background + intensity * shape);
				final double[] slope = { intensity * columns.byCentre(i) * rows.integral(j), intensity * columns.integral(i) *
					rows.byCentre(j), shape, 1, intensity * (columns.bySigma(i) * rows.integral(j) + columns.integral(i) *
						rows.bySigma(j)) };
				for (int a = 0; a < PARAMETERS; a++)
					for (int b = 0; b < PARAMETERS; b++)
						information[a][b] += slope[a] * slope[b] * weight;
			}
		final double[][] covariance = PositiveDefinite.inverse(information);
		if (covariance == null)
			return new CramerRao(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
		return new CramerRao(Math.sqrt(covariance[0][0]), Math.sqrt(covariance[1][1]), Math.sqrt(covariance[2][2]), Math.sqrt(
			covariance[3][3]), Math.sqrt(covariance[4][4]));
	}

	/** Standard deviation along one axis, the mean of both in squares. */
	public double lateral() {
		return Math.sqrt((x * x + y * y) / 2);
	}
}
