package vernier.quality;

/** Small symmetric positive-definite systems, by Cholesky's factorisation. */
public final class PositiveDefinite {

	private PositiveDefinite() {}

	/**
	 * Solves a x = b.
	 *
	 * @param a n x n, symmetric; not changed
	 * @return x, or null if the matrix is not positive definite
	 */
	public static double[] solve(final double[][] a, final double[] b) {
		final double[][] l = factor(a);
		return l == null ? null : solveFactored(l, b);
	}

	/** The inverse, or null if the matrix is not positive definite. */
	public static double[][] inverse(final double[][] a) {
		final double[][] l = factor(a);
		if (l == null)
			return null;
		final double[][] inverse = new double[a.length][];
		for (int i = 0; i < a.length; i++) {
			final double[] unit = new double[a.length];
			unit[i] = 1;
			inverse[i] = solveFactored(l, unit);
		}
		return inverse;
	}

	/** The lower factor. */
	private static double[][] factor(final double[][] a) {
		final int n = a.length;
		final double[][] l = new double[n][n];
		for (int i = 0; i < n; i++)
			for (int j = 0; j <= i; j++) {
				double sum = a[i][j];
				for (int k = 0; k < j; k++)
					sum -= l[i][k] * l[j][k];
				if (i == j && !(sum > 1e-14 * Math.abs(a[i][i])))
					return null;
				l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
			}
		return l;
	}

	private static double[] solveFactored(final double[][] l, final double[] b) {
		final int n = l.length;
		final double[] x = b.clone();
		for (int i = 0; i < n; i++) {
			for (int k = 0; k < i; k++)
				x[i] -= l[i][k] * x[k];
			x[i] /= l[i][i];
		}
		for (int i = n - 1; i >= 0; i--) {
			for (int k = i + 1; k < n; k++)
				x[i] -= l[k][i] * x[k];
			x[i] /= l[i][i];
		}
		return x;
	}
}
