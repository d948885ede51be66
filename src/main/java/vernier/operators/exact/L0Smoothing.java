package vernier.operators.exact;

import java.util.Optional;

import vernier.image.Progress;

/**
 * Smoothing that keeps as few edges as possible: minimises the squared difference to the input plus lambda times the
 * number of pixels with a gradient. L. Xu, C. Lu, Y. Xu and J. Jia 2011, equation 5, by their algorithm 1:
 * alternately the gradients (equation 12) and the picture (equation 8), with beta from 2 lambda, doubled up to
 * 100000.
 *
 * <p>The strength is lambda. The three colours keep their edges at the same pixels (their section 3); a gray picture
 * is treated as one of three equal colours, so that it gives the gray of what its RGB twin gives (the authors' own
 * program would need a third of the lambda). Values outside 0 to 1 are treated as all others.
 *
 * <p>Borders are reflecting, where the paper's are periodic: the picture step is a direct solve by a cosine transform
 * in the place of a Fourier transform, and one side of the picture does not see the other.
 */
public final class L0Smoothing implements ExactOperator {

	private static final OperatorInfo INFO = new OperatorInfo("l0-smoothing", "L0 smoothing",
		"weight of the number of edge pixels, lambda", 0.0005, 0.1, 0.02, true, false,
		"L. Xu, C. Lu, Y. Xu, J. Jia: Image smoothing via L0 gradient minimization, ACM Transactions on Graphics 30, 2011");

	private static final double KAPPA = 2;
	private static final double MOST_BETA = 1e5;
	/** As which gray pictures count. */
	private static final int COLOURS = 3;

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	/** The minimiser has no values beyond those of the picture; the approximation to it leaves them by a few hundredths. */
	@Override
	public Optional<Limits> limits(final boolean colour) {
		return Optional.of(Limits.AVERAGE);
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(strength);
		final int width = input.width();
		final Picture result = input.copy();
		final NeumannSolver solver = new NeumannSolver(width, input.height());
		final Picture rightSide = Picture.of(width, input.height(), result.channels().length);
		final int steps = (int) Math.ceil(Math.log(MOST_BETA / (2 * strength)) / Math.log(KAPPA));
		double beta = 2 * strength;
		for (int step = 0; step < steps; step++) {
			edges(input, result, strength / beta, (float) beta, rightSide);
			for (int c = 0; c < result.channels().length; c++) {
				progress.checkCancelled();
				final float[] channel = rightSide.channels()[c];
				solver.solve(channel, beta);
				// the mean stays, but that much the rounding of beta * gradient may hide
				final double shift = mean(input.channels()[c]) - mean(channel);
				for (int i = 0; i < channel.length; i++)
					result.channels()[c][i] = (float) (channel[i] + shift);
			}
			beta *= KAPPA;
			progress.update((step + 1.0) / steps);
		}
		return result;
	}

	private static double mean(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += value;
		return sum / values.length;
	}

	/** Right side of equation 8: input - beta * divergence of the gradients that are large enough to stay. */
	private static void edges(final Picture input, final Picture now, final double threshold, final float beta,
		final Picture rightSide)
	{
		final int width = input.width();
		final int channels = input.channels().length;
		final boolean[] edge = new boolean[width * input.height()];
		Parallel.rows(input.height(), (from, to) -> {
			for (int y = from; y < to; y++)
				for (int x = 0; x < width; x++) {
					final int i = y * width + x;
					double square = 0;
					for (final float[] s : now.channels()) {
						final double gx = x + 1 < width ? s[i + 1] - s[i] : 0;
						final double gy = y + 1 < input.height() ? s[i + width] - s[i] : 0;
						square += gx * gx + gy * gy;
					}
					edge[i] = square * COLOURS / channels > threshold;
				}
		});
		Parallel.rows(input.height(), (from, to) -> {
			for (int c = 0; c < channels; c++) {
				final float[] s = now.channels()[c];
				final float[] result = rightSide.channels()[c];
				for (int y = from; y < to; y++)
					for (int x = 0; x < width; x++) {
						final int i = y * width + x;
						float sum = 0;
						if (edge[i]) {
							if (x + 1 < width)
								sum += s[i] - s[i + 1];
							if (y + 1 < input.height())
								sum += s[i] - s[i + width];
						}
						if (x > 0 && edge[i - 1])
							sum += s[i] - s[i - 1];
						if (y > 0 && edge[i - width])
							sum += s[i] - s[i - width];
						result[i] = input.channels()[c][i] + beta * sum;
					}
			}
		});
	}
}
