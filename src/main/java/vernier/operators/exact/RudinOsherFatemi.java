package vernier.operators.exact;

import java.util.Optional;
import java.util.function.IntPredicate;

import vernier.image.Progress;

/**
 * Total variation denoising: the u that minimises TV(u) + |u - f|^2 / (2 theta), the model of Rudin, Osher and Fatemi
 * in the form of A. Chambolle, "An Algorithm for Total Variation Minimization and Applications", Journal of
 * Mathematical Imaging and Vision 20, 2004 (where theta is called lambda). Solved by the accelerated primal-dual
 * algorithm (algorithm 2) of Chambolle and Pock 2011, their section 6.2.1 with lambda = 1 / theta.
 *
 * <p>The strength is theta: a step edge of long straight sides keeps its place, and a flat area loses contrast by
 * theta times its perimeter divided by its area. Starts from the solution at half the size, and stops when the
 * duality gap proves the root mean square error to be below 0.0005, or after 1000 iterations. Channels are
 * independent. Values outside 0 to 1 are treated as all others; the borders are reflecting.
 */
public final class RudinOsherFatemi implements ExactOperator {

	private static final OperatorInfo INFO = new OperatorInfo("rof", "Rudin-Osher-Fatemi",
		"weight of the total variation against half the squared difference, theta = 1 / lambda", 0.005, 0.5, 0.05, true,
		false, "L. Rudin, S. Osher, E. Fatemi: Nonlinear total variation based noise removal algorithms, Physica D 60, 1992");

	private static final int MOST_ITERATIONS = 1000;
	private static final int BETWEEN_CHECKS = 10;
	/** Part of the strong convexity that the step widths make use of. */
	private static final double GAMMA = 0.7;
	private static final double TOLERANCE = 5e-4;

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	/**
	 * The maximum principle, and that u = f + theta div p with |p| at most 1: over a square, the mean of u differs from that
	 * of f by theta times perimeter over area at most, and a single pixel is a square. Where f lies within bounds on a square,
	 * u does in its middle but for as much; that holds for the continuous model, and for this one within the tolerance.
	 */
	@Override
	public Optional<Limits> limits(final boolean colour) {
		return Optional.of(new Limits.Range() {

			@Override
			public float least(final float value, final double strength) {
				return Math.max(super.least(value, strength), value - beyond(1, strength));
			}

			@Override
			public float greatest(final float value, final double strength) {
				return Math.min(super.greatest(value, strength), value + beyond(1, strength));
			}

			@Override
			public float beyond(final int side, final double strength) {
				return (float) (strength * TotalVariation.perimeter(side) / ((double) side * side));
			}
		});
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(strength);
		final float[][] result = new float[input.channels().length][];
		for (int c = 0; c < result.length; c++)
			result[c] = channel(input.width(), input.height(), input.channels()[c], strength, TOLERANCE,
				progress.part((double) c / result.length, (c + 1.0) / result.length));
		return new Picture(input.width(), input.height(), result);
	}

	/** @param tolerance root mean square error to prove */
	static float[] channel(final int width, final int height, final float[] data, final double theta,
		final double tolerance, final Progress progress)
	{
		return TotalVariation.solve(width, height, data, new Model(theta, tolerance), MOST_ITERATIONS, progress).u;
	}

	/** The energy at one size; in units of coarser pixels, gradients are larger. */
	private record Model(double theta, double tolerance) implements TotalVariation.Problem {

		@Override
		public TotalVariation.Proximal proximal() {
			return (moved, f, from, to, step) -> {
				final float toData = (float) (step / theta);
				final float shrink = 1 / (1 + toData);
				for (int i = from; i < to; i++)
					moved[i] = (moved[i] + toData * f[i]) * shrink;
			};
		}

		@Override
		public Model halved() {
			return new Model(theta / 2, tolerance);
		}

		@Override
		public IntPredicate iterations(final TotalVariation descent) {
			// a gap of g means an error of at most sqrt(2 theta g), for the energy is 1/theta-convex
			final double enough = tolerance * tolerance * descent.u.length / (2 * theta);
			final double[] tau = { theta };
			return i -> {
				final double extrapolation = 1 / Math.sqrt(1 + 2 * GAMMA / theta * tau[0]);
				descent.step((float) tau[0], (float) (1 / (8 * tau[0])), (float) extrapolation);
				tau[0] *= extrapolation;
				return i % BETWEEN_CHECKS == BETWEEN_CHECKS - 1 && gap(descent, theta) <= enough;
			};
		}
	}

	/** Energy of u less the energy of the dual problem at p: how far u is from the minimum at most. */
	private static double gap(final TotalVariation descent, final double theta) {
		return descent.sum((u, divergence, f, gradient) -> gradient + (u - f) * (u - f) / (2 * theta) +
			divergence * (f + theta / 2 * divergence));
	}
}
