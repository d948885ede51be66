package vernier.operators.exact;

import java.util.Optional;
import java.util.function.IntPredicate;

import vernier.image.Progress;

/**
 * Total variation with a data term of absolute differences: the u that minimises TV(u) + lambda |u - f|_1. Solved by
 * algorithm 1 of Chambolle and Pock 2011 (their section 6.2.2).
 *
 * <p>Starts from the solution at half the size and takes 150 iterations, which leaves root mean square errors below
 * 0.001 on photographs.
 *
 * <p>The strength is the critical radius r = 2 / lambda, in pixels: a disc of a smaller radius vanishes, a larger one
 * stays with its full contrast (Chan and Esedoglu 2005), whatever its brightness. Channels are independent. Values
 * outside 0 to 1 are treated as all others; the borders are reflecting. Where several u have the least energy, as at
 * discs of just the critical radius, one of them is found.
 */
public final class TvL1 implements ExactOperator {

	private static final OperatorInfo INFO = new OperatorInfo("tv-l1", "TV-L1",
		"radius of the largest disc that it removes, in pixels, 2 / lambda", 0.5, 16, 4, true, false,
		"T. Chan, S. Esedoglu: Aspects of total variation regularized L1 function approximation, " +
			"SIAM Journal on Applied Mathematics 65, 2005");

	private static final int MOST_ITERATIONS = 150;
	/** Primal step width; found by trial for pictures that use a good part of 0 to 1. */
	private static final float TAU = 0.03f;

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	/**
	 * The maximum principle, which also holds on squares of less perimeter over area than lambda: what is so large does not
	 * vanish.
	 */
	@Override
	public Optional<Limits> limits(final boolean colour) {
		return Optional.of(new Limits.Range() {

			@Override
			public float beyond(final int side, final double strength) {
				return TotalVariation.perimeter(side) / ((double) side * side) < 2 / strength ? 0 : Float.POSITIVE_INFINITY;
			}
		});
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(strength);
		final float[][] result = new float[input.channels().length][];
		for (int c = 0; c < result.length; c++)
			result[c] = channel(input.width(), input.height(), input.channels()[c], 2 / strength, MOST_ITERATIONS,
				progress.part((double) c / result.length, (c + 1.0) / result.length));
		return new Picture(input.width(), input.height(), result);
	}

	static float[] channel(final int width, final int height, final float[] data, final double lambda,
		final int iterations, final Progress progress)
	{
		return TotalVariation.solve(width, height, data, new Model(lambda), iterations, progress).u;
	}

	/** The energy at one size; in units of coarser pixels, a disc has half the radius. */
	private record Model(double lambda) implements TotalVariation.Problem {

		@Override
		public TotalVariation.Proximal proximal() {
			return (moved, f, from, to, step) -> {
				final float reach = (float) (step * lambda);
				for (int i = from; i < to; i++) {
					final float difference = moved[i] - f[i];
					moved[i] -= Math.max(-reach, Math.min(reach, difference));
				}
			};
		}

		@Override
		public Model halved() {
			return new Model(lambda * 2);
		}

		@Override
		public IntPredicate iterations(final TotalVariation descent) {
			return i -> {
				descent.step(TAU, 1 / (8 * TAU), 1);
				return false;
			};
		}
	}
}
