package vernier.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

import vernier.image.Progress;

/**
 * The assignment problem where each row may have only a few columns, or none: the Hungarian method with potentials (H. W.
 * Kuhn 1955; J. Munkres 1957) by shortest augmenting paths (J. Edmonds and R. M. Karp 1972). Memory goes with the number
 * of allowed pairs, and so does the time of a path, which seldom leads far.
 */
final class Assignment {

	/** A column that a path may reach. */
	private record Reached(double distance, int column) implements Comparable<Reached> {

		@Override
		public int compareTo(final Reached other) {
			return Double.compare(distance, other.distance);
		}
	}

	private static final int NONE = -1;
	/** So many are done in a moment. */
	private static final int ROWS = 64;

	private final int[][] allowed;
	private final double[][] costs;
	private final double alone;
	private final int[] columnOf;
	private final int[] rowOf;
	/** Potentials: no pair costs less than those of its row and column together, and an assigned pair just that. */
	private final double[] ofRow;
	private final double[] ofColumn;
	/** Of the path that is being sought: how far each column is, and from which row one gets there. */
	private final double[] least;
	private final int[] previous;
	private final boolean[] done;
	private final PriorityQueue<Reached> reached = new PriorityQueue<>();
	private final List<Integer> touched = new ArrayList<>();

	private Assignment(final int[][] allowed, final double[][] costs, final int columns, final double alone) {
		this.allowed = allowed;
		this.costs = costs;
		this.alone = alone;
		columnOf = new int[allowed.length];
		rowOf = new int[columns];
		ofRow = new double[allowed.length];
		ofColumn = new double[columns];
		least = new double[columns];
		previous = new int[columns];
		done = new boolean[columns];
		Arrays.fill(columnOf, NONE);
		Arrays.fill(rowOf, NONE);
		Arrays.fill(least, Double.POSITIVE_INFINITY);
	}

	/**
	 * Assigns columns to rows, each at most once, so that the sum of the costs is least.
	 *
	 * @param allowed columns that each row may get
	 * @param costs what each of them costs, not below 0
	 * @param columns number of columns
	 * @param alone cost of a row that gets none, above 0
	 * @param progress told of rows, asked whether to stop
	 * @return column of each row, or -1
	 */
	static int[] solve(final int[][] allowed, final double[][] costs, final int columns, final double alone,
		final Progress progress)
	{
		final Assignment assignment = new Assignment(allowed, costs, columns, alone);
		for (int row = 0; row < allowed.length; row++) {
			assignment.assign(row);
			if (row % ROWS == 0) {
				progress.checkCancelled();
				progress.update((double) row / allowed.length);
			}
		}
		return assignment.columnOf;
	}

	/** Follows the shortest path from a row to a column that is free, or to a row that had better be alone. */
	private void assign(final int start) {
		int row = start;
		double base = 0;
		double end = Double.POSITIVE_INFINITY;
		int last = NONE;
		int free = NONE;
		while (row != NONE) {
			if (base + alone - ofRow[row] < end) {
				end = base + alone - ofRow[row];
				last = row;
			}
			reach(row, base, end);
			final int column = nearest(end);
			row = NONE;
			if (column != NONE && rowOf[column] == NONE) {
				free = column;
				end = least[column];
			}
			else if (column != NONE) {
				row = rowOf[column];
				base = least[column];
			}
		}
		balance(start, end);
		if (free == NONE) {
			free = columnOf[last];
			columnOf[last] = NONE;
		}
		if (free != NONE)
			shift(previous, columnOf, rowOf, start, free);
		forget();
	}

	private void reach(final int row, final double base, final double end) {
		for (int i = 0; i < allowed[row].length; i++) {
			final int column = allowed[row][i];
			final double distance = base + Math.max(0, costs[row][i] - ofRow[row] - ofColumn[column]);
			if (done[column] || distance >= end || distance >= least[column])
				continue;
			if (least[column] == Double.POSITIVE_INFINITY)
				touched.add(column);
			least[column] = distance;
			previous[column] = row;
			reached.add(new Reached(distance, column));
		}
	}

	/** The nearest column that no path has led to yet, if it is nearer than the end. */
	private int nearest(final double end) {
		for (Reached next = reached.poll(); next != null && next.distance < end; next = reached.poll())
			if (!done[next.column]) {
				done[next.column] = true;
				return next.column;
			}
		return NONE;
	}

	/** Potentials along the way, so that all of the shortest path costs nothing more. */
	private void balance(final int start, final double end) {
		ofRow[start] += end;
		for (final int column : touched)
			if (done[column] && rowOf[column] != NONE) {
				ofRow[rowOf[column]] += end - least[column];
				ofColumn[column] -= end - least[column];
			}
	}

	/**
	 * Gives each row of a path the column after it.
	 *
	 * @param previous the row before each column of the path
	 * @param columnOf the column of each row, which changes
	 * @param rowOf the row of each column, which changes
	 * @param start first row
	 * @param end last column
	 */
	static void shift(final int[] previous, final int[] columnOf, final int[] rowOf, final int start, final int end) {
		int column = end;
		int row;
		do {
			row = previous[column];
			final int given = columnOf[row];
			columnOf[row] = column;
			rowOf[column] = row;
			column = given;
		}
		while (row != start);
	}

	private void forget() {
		for (final int column : touched) {
			least[column] = Double.POSITIVE_INFINITY;
			done[column] = false;
		}
		touched.clear();
		reached.clear();
	}
}
