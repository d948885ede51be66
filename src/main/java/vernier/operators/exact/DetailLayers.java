package vernier.operators.exact;

import java.util.Arrays;

import vernier.image.Progress;

/**
 * Lightness in three layers by weighted least squares, as in Z. Farbman, R. Fattal, D. Lischinski and R. Szeliski
 * 2008: fine details, coarser details and the base, which add up to the lightness. The smoothing solves (1 + lambda
 * L) u = g with neighbours joined by 1 / (|difference of log lightness|^alpha + epsilon) (their operator), alpha =
 * 1.2, epsilon = 0.0001. The logarithm is of the lightness plus 0.0001, negative lightness counting as 0.
 *
 * @param fine lightness less lightness smoothed with lambda = 0.125
 * @param coarse that less lightness smoothed with lambda = 0.5
 * @param base lightness smoothed with lambda = 0.5
 */
record DetailLayers(float[] fine, float[] coarse, float[] base) {

	private static final double FINE_LAMBDA = 0.125;
	private static final double COARSE_LAMBDA = 0.5;
	private static final double ALPHA = 1.2;
	private static final double EPSILON = 1e-4;
	private static final double DARKEST = 1e-4;
	private static final double TOLERANCE = 1e-4;
	private static final int MOST_STEPS = 150;

	/** @param lightness 0 is black, 1 is white; values outside are allowed */
	static DetailLayers of(final int width, final int height, final float[] lightness, final Progress progress) {
		final float[] smooth = lightness.clone();
		smooth(width, height, lightness, FINE_LAMBDA, smooth, progress.part(0, 0.4));
		final float[] base = smooth.clone();
		smooth(width, height, lightness, COARSE_LAMBDA, base, progress.part(0.4, 1));
		final float[] fine = lightness.clone();
		for (int i = 0; i < fine.length; i++) {
			fine[i] -= smooth[i];
			smooth[i] -= base[i];
		}
		return new DetailLayers(fine, smooth, base);
	}

	/** @param result what to start from; becomes the smoothed lightness */
	static void smooth(final int width, final int height, final float[] lightness, final double lambda,
		final float[] result, final Progress progress)
	{
		final float[] data = new float[lightness.length];
		Arrays.fill(data, 1);
		final float[] log = new float[lightness.length];
		final float[] right = new float[lightness.length];
		final float[] down = new float[lightness.length];
		Parallel.rows(height, (from, to) -> {
			for (int i = from * width; i < to * width; i++)
				log[i] = (float) Math.log(Math.max(0, lightness[i]) + DARKEST);
		});
		Parallel.rows(height, (from, to) -> {
			for (int i = from * width; i < to * width; i++) {
				right[i] = i % width < width - 1 ? weight(log[i + 1] - log[i], lambda) : 0;
				down[i] = i / width < height - 1 ? weight(log[i + width] - log[i], lambda) : 0;
			}
		});
		new LatticeSolver(width, height, data, right, down).solve(lightness, result, TOLERANCE, MOST_STEPS, progress);
	}

	private static float weight(final double step, final double lambda) {
		return (float) (lambda / (Math.pow(Math.abs(step), ALPHA) + EPSILON));
	}
}
