package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import vernier.image.Progress;

class LatticeSolverTest {

	/** Gaussian elimination is the reference. */
	@Property(tries = 40)
	void agreesWithElimination(@ForAll @IntRange(min = 1, max = 9) final int width,
		@ForAll @IntRange(min = 1, max = 9) final int height, @ForAll final long seed)
	{
		final Random random = new Random(seed);
		final int n = width * height;
		final float[] data = new float[n], right = new float[n], down = new float[n], b = new float[n], u = new float[n];
		final double[][] matrix = new double[n][n];
		final double[] expected = new double[n];
		for (int i = 0; i < n; i++) {
			data[i] = (float) Math.pow(10, -2 * random.nextDouble());
			right[i] = (float) Math.pow(10, 3 - 5 * random.nextDouble());
			down[i] = (float) Math.pow(10, 3 - 5 * random.nextDouble());
			b[i] = data[i] * random.nextFloat();
			expected[i] = b[i];
			matrix[i][i] += data[i];
		}
		for (int i = 0; i < n; i++) {
			if (i % width < width - 1)
				link(matrix, i, i + 1, right[i]);
			if (i / width < height - 1)
				link(matrix, i, i + width, down[i]);
		}
		eliminate(matrix, expected);
		new LatticeSolver(width, height, data, right, down).solve(b, u, 1e-7, 500, Progress.NONE);
		for (int i = 0; i < n; i++)
			assertThat((double) u[i]).isCloseTo(expected[i], within(2e-4));
	}

	@Test
	void takesFewStepsOnLargeLattices() {
		final int n = 300;
		final float[] data = new float[n * n], springs = new float[n * n], b = new float[n * n], u = new float[n * n];
		for (int i = 0; i < n * n; i++) {
			data[i] = 1e-3f;
			springs[i] = 1;
			b[i] = data[i] * (i % n < n / 2 ? 1 : 0);
		}
		// without the coarse grids it takes hundreds
		assertThat(new LatticeSolver(n, n, data, springs, springs).solve(b, u, 1e-4, 500, Progress.NONE)).isLessThan(12);
		// the solution in one dimension falls off with a length of sqrt(springs / data)
		final double length = Math.sqrt(1000);
		assertThat((double) u[n / 2 - 30]).isCloseTo(1 - 0.5 * Math.exp(-29.5 / length), within(2e-3));
	}

	private static void link(final double[][] matrix, final int p, final int q, final double weight) {
		matrix[p][p] += weight;
		matrix[q][q] += weight;
		matrix[p][q] -= weight;
		matrix[q][p] -= weight;
	}

	private static void eliminate(final double[][] m, final double[] x) {
		final int n = x.length;
		for (int k = 0; k < n; k++)
			for (int i = k + 1; i < n; i++) {
				final double f = m[i][k] / m[k][k];
				for (int j = k; j < n; j++)
					m[i][j] -= f * m[k][j];
				x[i] -= f * x[k];
			}
		for (int i = n - 1; i >= 0; i--) {
			for (int j = i + 1; j < n; j++)
				x[i] -= m[i][j] * x[j];
			x[i] /= m[i][i];
		}
	}
}
