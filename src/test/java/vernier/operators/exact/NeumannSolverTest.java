package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NeumannSolverTest {

	@Property(tries = 60)
	void undoesTheOperator(@ForAll @IntRange(min = 1, max = 130) final int width,
		@ForAll @IntRange(min = 1, max = 130) final int height, @ForAll final long seed)
	{
		check(width, height, 20 * new Random(seed).nextDouble(), 5e-6, seed);
	}

	/** Of all factors, of a prime length, and of a strip that is not full. */
	@Example
	void undoesTheOperatorForAllKindsOfLengths() {
		for (final int height : new int[] {256, 135, 480, 481, 211, 500})
			check(67, height, 3, 5e-6, height);
	}

	/** Of the size that L0 smoothing ends with: all but the mean is well determined. */
	@Example
	void staysExactForLargeWeights() {
		check(90, 77, 1e5, 2e-3, 4);
	}

	private static void check(final int width, final int height, final double beta, final double tolerance,
		final long seed)
	{
		final Random random = new Random(seed);
		final double[] u = random.doubles((long) width * height).toArray();
		final float[] values = new float[u.length];
		for (int i = 0; i < u.length; i++) {
			double laplacian = 0;
			if (i % width > 0)
				laplacian += u[i] - u[i - 1];
			if (i % width < width - 1)
				laplacian += u[i] - u[i + 1];
			if (i >= width)
				laplacian += u[i] - u[i - width];
			if (i + width < u.length)
				laplacian += u[i] - u[i + width];
			values[i] = (float) (u[i] + beta * laplacian);
		}
		new NeumannSolver(width, height).solve(values, beta);
		for (int i = 0; i < u.length; i++)
			assertThat((double) values[i]).isCloseTo(u[i], within(tolerance));
	}
}
