package vernier.operators.exact;

import java.util.Optional;

import vernier.image.Progress;

/**
 * Deconvolution of Poisson noise and a Gaussian point spread function H: 20 times u becomes u * H(f / H u)
 * (Richardson 1972; Lucy 1974, equation 15), from u = f.
 *
 * <p>The strength is the standard deviation of the point spread function, in pixels: for a microscope about 0.21 of
 * the wavelength divided by numerical aperture and pixel width (Zhang, Zerubia and Olivo-Marin 2007). Values are
 * taken as proportional to intensity, whatever the gamma of the picture; channels are independent; those above 1 are
 * treated as all others, negative ones as 0. The sum of all values stays. The borders are mirrors.
 */
public final class RichardsonLucy implements ExactOperator {

	private static final OperatorInfo INFO = new OperatorInfo("richardson-lucy", "Richardson-Lucy deconvolution",
		"standard deviation of the Gaussian point spread function, in pixels", 0.4, 4, 1.5, true, false,
		"W. Richardson: Bayesian-based iterative method of image restoration, JOSA 62, 1972; L. Lucy: An iterative " +
			"technique for the rectification of observed distributions, Astronomical Journal 79, 1974");

	private static final int ITERATIONS = 20;
	/** The point spread function ends after so many standard deviations. */
	private static final double EXTENT = 4;
	/** Keeps black areas from dividing by 0. */
	private static final float SMALLEST = 1e-7f;

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	/** Factors that are not negative: what is 0 at first stays so. */
	@Override
	public Optional<Limits> limits(final boolean colour) {
		return Optional.of(new Limits() {

			@Override
			public float least(final float value, final double strength) {
				return 0;
			}

			@Override
			public float greatest(final float value, final double strength) {
				return value > 0 ? Float.POSITIVE_INFINITY : 0;
			}
		});
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(strength);
		final float[][] result = new float[input.channels().length][];
		for (int c = 0; c < result.length; c++) {
			final float[] data = input.channels()[c].clone();
			for (int i = 0; i < data.length; i++)
				data[i] = Math.max(0, data[i]);
			result[c] = deconvolve(input.width(), input.height(), data, data, strength, ITERATIONS,
				progress.part((double) c / result.length, (c + 1.0) / result.length));
		}
		return new Picture(input.width(), input.height(), result);
	}

	/**
	 * @param data f, not negative
	 * @param start the first u, not negative
	 */
	static float[] deconvolve(final int width, final int height, final float[] data, final float[] start,
		final double sigma, final int iterations, final Progress progress)
	{
		final GaussianFilter blur = new GaussianFilter(sigma, (int) Math.ceil(EXTENT * sigma));
		final float[] u = start.clone();
		for (int i = 0; i < iterations; i++) {
			progress.checkCancelled();
			final float[] ratio = blur.apply(u, width, height);
			Parallel.rows(height, (from, to) -> {
				for (int j = from * width; j < to * width; j++)
					ratio[j] = data[j] / Math.max(SMALLEST, ratio[j]);
			});
			final float[] factor = blur.apply(ratio, width, height);
			Parallel.rows(height, (from, to) -> {
				for (int j = from * width; j < to * width; j++)
					u[j] *= factor[j];
			});
			progress.update((i + 1.0) / iterations);
		}
		return u;
	}
}
