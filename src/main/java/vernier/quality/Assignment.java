package vernier.quality;

import java.util.Arrays;

/** The assignment problem: the Hungarian method with potentials (H. W. Kuhn 1955; J. Munkres 1957), O(n^2 m). */
final class Assignment {

	private Assignment() {}

	/**
	 * Assigns a column to every row so that the sum of the costs is least.
	 *
	 * @param cost rows x columns, no more rows than columns
	 * @return column of each row
	 */
	static int[] solve(final double[][] cost) {
		final int rows = cost.length;
		final int columns = rows == 0 ? 0 : cost[0].length;
		if (rows > columns)
			throw new IllegalArgumentException(rows + " rows for " + columns + " columns");
		// index 0 is a virtual row and column from which each search starts
		final double[] u = new double[rows + 1];
		final double[] v = new double[columns + 1];
		final int[] rowOf = new int[columns + 1];
		final int[] previous = new int[columns + 1];
		for (int row = 1; row <= rows; row++) {
			rowOf[0] = row;
			final double[] least = new double[columns + 1];
			Arrays.fill(least, Double.POSITIVE_INFINITY);
			final boolean[] done = new boolean[columns + 1];
			int column = 0;
			while (rowOf[column] != 0) {
				done[column] = true;
				column = advance(cost, u, v, rowOf, previous, least, done, column);
			}
			while (column != 0) {
				rowOf[column] = rowOf[previous[column]];
				column = previous[column];
			}
		}
		final int[] columnOf = new int[rows];
		for (int column = 1; column <= columns; column++)
			if (rowOf[column] != 0)
				columnOf[rowOf[column] - 1] = column - 1;
		return columnOf;
	}

	/** One step of the shortest augmenting path: the nearest column that is not reached yet. */
	private static int advance(final double[][] cost, final double[] u, final double[] v, final int[] rowOf,
		final int[] previous, final double[] least, final boolean[] done, final int from)
	{
		final int row = rowOf[from];
		double delta = Double.POSITIVE_INFINITY;
		int nearest = 0;
		for (int j = 1; j < least.length; j++) {
			if (done[j])
				continue;
			final double reduced = cost[row - 1][j - 1] - u[row] - v[j];
			if (reduced < least[j]) {
				least[j] = reduced;
				previous[j] = from;
			}
			if (least[j] < delta) {
				delta = least[j];
				nearest = j;
			}
		}
		for (int j = 0; j < least.length; j++)
			if (done[j]) {
				u[rowOf[j]] += delta;
				v[j] -= delta;
			}
			else
				least[j] -= delta;
		return nearest;
	}
}
