package vernier.operators.exact;

import java.util.Arrays;
import java.util.Optional;

import vernier.image.Progress;

/**
 * Structure without texture: penalises variation relative to how much of it points the same way within a window. L.
 * Xu, Q. Yan, Y. Xia and J. Jia 2012, by their numerical solver, reweighted least squares: four times, the weights
 * are taken from the last result and a linear system with the input as data is solved.
 *
 * <p>Follows the program that the authors published, which simplifies the paper: both weights of a pixel are 1 /
 * max(e, |blurred derivative|), for its own direction, times 1 / max(0.02, |gradient|), with e = 0.001 and no outer
 * blur; the window's sigma starts at 3.5 pixels and halves down to 0.5; the smoothness has weight lambda / 2.
 * Magnitudes are means over the channels, which share their weights.
 *
 * <p>The strength is lambda. Values outside 0 to 1 are treated as all others. Borders are mirrors, where that program
 * blurs with black beyond them.
 */
public final class RelativeTotalVariation implements ExactOperator {

	private static final OperatorInfo INFO = new OperatorInfo("relative-total-variation", "Relative total variation",
		"weight of the relative total variation, lambda", 0.0005, 0.05, 0.0125, true, false,
		"L. Xu, Q. Yan, Y. Xia, J. Jia: Structure extraction from texture via relative total variation, " +
			"ACM Transactions on Graphics 31, 2012");

	private static final double FIRST_SIGMA = 3.5;
	private static final double LAST_SIGMA = 0.5;
	private static final int ITERATIONS = 4;
	private static final double SHARPNESS = 0.02;
	private static final double EPSILON = 0.001;
	private static final double TOLERANCE = 1e-4;
	private static final int MOST_STEPS = 100;

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	/** The maximum principle, in each of its linear systems. */
	@Override
	public Optional<Limits> limits(final boolean colour) {
		return Optional.of(Limits.AVERAGE);
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(strength);
		final int width = input.width();
		final int height = input.height();
		final int channels = input.channels().length;
		final float[] data = new float[width * height];
		Arrays.fill(data, 1);
		final Picture result = input.copy();
		double sigma = FIRST_SIGMA;
		for (int i = 0; i < ITERATIONS; i++) {
			progress.checkCancelled();
			final LatticeSolver solver = solver(result, sigma, strength / 2, data);
			for (int c = 0; c < channels; c++)
				solver.solve(input.channels()[c], result.channels()[c], TOLERANCE, MOST_STEPS,
					progress.part((double) (i * channels + c) / (ITERATIONS * channels),
						(i * channels + c + 1.0) / (ITERATIONS * channels)));
			sigma = Math.max(LAST_SIGMA, sigma / 2);
		}
		return result;
	}

	private static LatticeSolver solver(final Picture now, final double sigma, final double lambda, final float[] data) {
		final int width = now.width();
		final int height = now.height();
		final int channels = now.channels().length;
		// the authors' window is an odd number of pixels, about 5 sigma
		final GaussianFilter window = new GaussianFilter(sigma, Math.round((float) (5 * sigma)) / 2);
		final float[][] blurred = new float[channels][];
		for (int c = 0; c < channels; c++)
			blurred[c] = window.apply(now.channels()[c], width, height);
		final float[] right = new float[width * height];
		final float[] down = new float[width * height];
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++)
				for (int x = 0; x < width; x++) {
					final int i = y * width + x;
					final int next = x + 1 < width ? i + 1 : i;
					final int below = y + 1 < height ? i + width : i;
					double gradient = 0;
					double across = 0;
					double along = 0;
					for (int c = 0; c < channels; c++) {
						final float[] s = now.channels()[c];
						final double gx = s[next] - s[i];
						final double gy = s[below] - s[i];
						gradient += Math.sqrt(gx * gx + gy * gy);
						across += Math.abs(blurred[c][next] - blurred[c][i]);
						along += Math.abs(blurred[c][below] - blurred[c][i]);
					}
					final double weight = lambda / Math.max(SHARPNESS, gradient / channels);
					right[i] = (float) (weight / Math.max(EPSILON, across / channels));
					down[i] = (float) (weight / Math.max(EPSILON, along / channels));
				}
		});
		return new LatticeSolver(width, height, data, right, down);
	}
}
