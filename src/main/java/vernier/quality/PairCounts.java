package vernier.quality;

import java.util.Arrays;

/**
 * How many pairs there can be at most, while more and more are allowed: those there are stay, and paths of pairs to
 * exchange are sought for points that are still alone (C. Berge, Two theorems in graph theory, PNAS 43, 1957).
 */
final class PairCounts {

	private static final int NONE = -1;

	private final int[][] allowed;
	/** How many of each row are allowed now. */
	private final int[] open;
	private final int[] columnOf;
	private final int[] rowOf;
	/** Of the search at work: from which row a column was reached, and rows to go on from. */
	private final int[] previous;
	private final int[] queue;

	/**
	 * @param allowed columns that each row may ever get
	 * @param columns number of columns
	 */
	PairCounts(final int[][] allowed, final int columns) {
		this.allowed = allowed;
		open = new int[allowed.length];
		columnOf = new int[allowed.length];
		rowOf = new int[columns];
		previous = new int[columns];
		queue = new int[allowed.length];
		Arrays.fill(columnOf, NONE);
		Arrays.fill(rowOf, NONE);
	}

	/** Allows so many of a row's columns, the first ones; not fewer than before. */
	void open(final int row, final int columns) {
		open[row] = columns;
	}

	/** The largest number of pairs of what is allowed now. */
	int count() {
		boolean more = true;
		while (more) {
			more = false;
			// where one search has found nothing, another one finds nothing either; after a pair more, it might
			Arrays.fill(previous, NONE);
			for (int row = 0; row < columnOf.length; row++)
				if (columnOf[row] == NONE && open[row] > 0)
					more |= pair(row);
		}
		return (int) Arrays.stream(columnOf).filter(column -> column != NONE).count();
	}

	/** Follows all paths from a row that is alone until one ends at such a column. */
	private boolean pair(final int start) {
		int end = 0;
		queue[end++] = start;
		for (int k = 0; k < end; k++) {
			final int row = queue[k];
			for (int i = 0; i < open[row]; i++) {
				final int column = allowed[row][i];
				if (previous[column] != NONE)
					continue;
				previous[column] = row;
				if (rowOf[column] == NONE) {
					Assignment.shift(previous, columnOf, rowOf, start, column);
					return true;
				}
				queue[end++] = rowOf[column];
			}
		}
		return false;
	}
}
