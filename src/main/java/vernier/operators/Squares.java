package vernier.operators;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import vernier.image.Region;
import vernier.operators.exact.Limits;

/**
 * The least and the greatest value in squares around the pixels of a region. Pixels share squares, of cells whose places in
 * the plane are fixed, so that tiles see what the whole sees; the border of the plane clips them.
 *
 * @param region that was looked at; squares of pixels near its borders are right where these are the plane's
 * @param levels by size
 */
record Squares(Region region, List<Level> levels) {

	/** Pixels along a cell of the smallest squares, all of which have the same squares. */
	static final int CELL = 4;

	/** Cells of 4, 8, 16 and 32 pixels, and a wider square of the latter. */
	private static final int DOUBLINGS = 4, WIDE = 2;

	/**
	 * Squares of one size.
	 *
	 * @param cell pixels along a cell
	 * @param around cells to each side of that of the pixel
	 * @param firstColumn of the cells
	 * @param firstRow of the cells
	 * @param columns cells along x
	 * @param lowest least values of the square around each cell
	 * @param highest greatest values
	 */
	record Level(int cell, int around, long firstColumn, long firstRow, int columns, float[] lowest, float[] highest) {

		int side() {
			return cell * (2 * around + 1);
		}

		/** Index of the square of a pixel of the plane. */
		int index(final long x, final long y) {
			// by the power of 2 that it is
			final int bits = Integer.numberOfTrailingZeros(cell);
			return (int) (((y >> bits) - firstRow) * columns + (x >> bits) - firstColumn);
		}

		private void add(final int index, final float low, final float high) {
			lowest[index] = Math.min(lowest[index], low);
			highest[index] = Math.max(highest[index], high);
		}

		/** True if the square is one value. */
		boolean isEven(final int index) {
			return lowest[index] == highest[index];
		}
	}

	/** How far from a pixel the squares of some size may reach. */
	private static int reach(final int cell, final int around) {
		return cell * (around + 1) - 1;
	}

	/**
	 * @param values of some channels of the region
	 * @param offset index of the channel's first value
	 * @param reach how far from a pixel squares may reach; larger ones are left out
	 */
	static Squares of(final FloatBuffer values, final int offset, final Region region, final int reach) {
		final List<Level> levels = new ArrayList<>();
		Level cells = cells(values, offset, region);
		for (int i = 0; i < DOUBLINGS; i++) {
			if (i > 0)
				cells = doubled(cells);
			for (int around = 1; around <= (i + 1 < DOUBLINGS ? 1 : WIDE); around++)
				if (reach(cells.cell, around) <= reach)
					levels.add(wider(cells, around));
		}
		return new Squares(region, levels);
	}

	/**
	 * Moves results that are further beyond the extremes of their squares than a limit allows onto that.
	 *
	 * @param results of pixels of one row
	 * @param from index of the first one
	 * @param to index behind the last one
	 * @param x column of the result of index 0
	 * @param y row
	 */
	void hold(final float[] results, final int from, final int to, final long x, final long y, final Limits limits,
		final double strength)
	{
		final float[] beyond = new float[levels.size()];
		int last = 0;
		float least = 1;
		for (int l = 0; l < beyond.length; l++) {
			beyond[l] = limits.beyond(levels.get(l).side(), strength);
			// larger squares hold all that smaller ones do
			if (beyond[l] < least)
				last = l + 1;
			least = Math.min(least, beyond[l]);
		}
		for (int i = from, end; last > 0 && i < to; i = end) {
			end = (int) Math.min(to, ((x + i) / CELL + 1) * CELL - x);
			float low = Float.NEGATIVE_INFINITY, high = Float.POSITIVE_INFINITY;
			for (int l = 0; l < last; l++) {
				final Level level = levels.get(l);
				final int index = level.index(x + i, y);
				low = Math.max(low, level.lowest[index] - beyond[l]);
				high = Math.min(high, level.highest[index] + beyond[l]);
			}
			for (int j = i; j < end; j++)
				results[j] = Math.max(low, Math.min(high, results[j]));
		}
	}

	/** Those of the smallest size, of any reach. */
	static Level smallest(final FloatBuffer values, final int offset, final Region region) {
		return wider(cells(values, offset, region), 1);
	}

	/** Bytes for a region of this size, about. */
	static long memory(final long pixels) {
		return 6 * Float.BYTES * (pixels / (CELL * CELL) + 1);
	}

	private static Level empty(final int cell, final long firstColumn, final long firstRow, final int columns,
		final int rows)
	{
		final float[] lowest = new float[columns * rows], highest = new float[columns * rows];
		Arrays.fill(lowest, Float.POSITIVE_INFINITY);
		Arrays.fill(highest, Float.NEGATIVE_INFINITY);
		return new Level(cell, 0, firstColumn, firstRow, columns, lowest, highest);
	}

	private static Level cells(final FloatBuffer values, final int offset, final Region region) {
		final long firstColumn = region.x() / CELL, firstRow = region.y() / CELL;
		final Level cells = empty(CELL, firstColumn, firstRow, (int) ((region.endX() - 1) / CELL - firstColumn + 1),
			(int) ((region.endY() - 1) / CELL - firstRow + 1));
		final float[] row = new float[region.width()];
		for (int y = 0; y < region.height(); y++) {
			values.get(offset + y * region.width(), row);
			int index = cells.index(region.x(), region.y() + y);
			for (int x = 0, end; x < row.length; x = end) {
				end = (int) Math.min(row.length, ((region.x() + x) / CELL + 1) * CELL - region.x());
				float low = row[x], high = low;
				for (int i = x + 1; i < end; i++) {
					low = Math.min(low, row[i]);
					high = Math.max(high, row[i]);
				}
				cells.add(index++, low, high);
			}
		}
		return cells;
	}

	private static Level doubled(final Level fine) {
		final int rows = fine.lowest.length / fine.columns;
		final long firstColumn = fine.firstColumn / 2, firstRow = fine.firstRow / 2;
		final Level coarse = empty(2 * fine.cell, firstColumn, firstRow, //
			(int) ((fine.firstColumn + fine.columns - 1) / 2 - firstColumn + 1), //
			(int) ((fine.firstRow + rows - 1) / 2 - firstRow + 1));
		for (int y = 0; y < rows; y++)
			for (int x = 0; x < fine.columns; x++)
				coarse.add(coarse.index((fine.firstColumn + x) * fine.cell, (fine.firstRow + y) * fine.cell), //
					fine.lowest[y * fine.columns + x], fine.highest[y * fine.columns + x]);
		return coarse;
	}

	private static Level wider(final Level cells, final int around) {
		final int columns = cells.columns, rows = cells.lowest.length / columns;
		final Level along = empty(cells.cell, cells.firstColumn, cells.firstRow, columns, rows);
		final Level wide = empty(cells.cell, cells.firstColumn, cells.firstRow, columns, rows);
		for (int y = 0; y < rows; y++)
			for (int x = 0; x < columns; x++)
				for (int other = Math.max(0, x - around); other <= Math.min(columns - 1, x + around); other++)
					along.add(y * columns + x, cells.lowest[y * columns + other], cells.highest[y * columns + other]);
		for (int y = 0; y < rows; y++)
			for (int other = Math.max(0, y - around); other <= Math.min(rows - 1, y + around); other++)
				for (int x = 0; x < columns; x++)
					wide.add(y * columns + x, along.lowest[other * columns + x], along.highest[other * columns + x]);
		return new Level(cells.cell, around, cells.firstColumn, cells.firstRow, columns, wide.lowest, wide.highest);
	}
}
