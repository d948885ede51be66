package vernier.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import vernier.image.BlockReader;
import vernier.image.Region;
import vernier.inference.BlockOperator.Shift;
import vernier.inference.ConstantResults.Key;

/**
 * Cuts tiles where parts of them are one value, so that these need not be computed one by one: into cells of such values
 * and rectangles of all the rest. Tiles where that does not pay stay whole.
 */
final class ConstantCells {

	/** Side of a cell in target pixels, about: smaller ones find more, and larger ones compute less of halos. */
	private static final int SIDE = 256;
	/** A tile is cut if its parts need less than this much of what it needs itself. */
	private static final double WORTH = 0.9;

	private final BlockOperator operator;
	private final BlockReader reader;
	private final Shift shift;
	private final int side;

	/** @param shift of the operator */
	ConstantCells(final BlockOperator operator, final BlockReader reader, final Shift shift) {
		this.operator = operator;
		this.reader = reader;
		this.shift = shift;
		side = side(shift);
	}

	/** Side of the cells, a multiple of the shift. */
	static int side(final Shift shift) {
		return Math.max(1, SIDE / shift.target()) * shift.target();
	}

	Key key(final Region cell, final float[] values) {
		return Key.of(values, cell, source(cell), new long[] { reader.width(), reader.height(), operator.targetWidth(reader
			.width()), operator.targetHeight(reader.height()) }, shift);
	}

	private Region source(final Region target) {
		return operator.source(target, reader.width(), reader.height());
	}

	/** The tile in parts, each pixel in one of them; the tile alone if it stays whole. */
	List<Tile> cut(final Region tile) {
		final List<Long> x = borders(tile.x(), tile.endX());
		final List<Long> y = borders(tile.y(), tile.endY());
		final int columns = x.size() - 1;
		final int rows = y.size() - 1;
		final Map<Key, List<Region>> cells = new LinkedHashMap<>();
		final Map<Key, float[]> values = new LinkedHashMap<>();
		final Key[][] keys = new Key[rows][columns];
		boolean all = true;
		for (int j = 0; j < rows; j++)
			for (int i = 0; i < columns; i++) {
				final Region cell = Region.between(x.get(i), y.get(j), x.get(i + 1), y.get(j + 1));
				final Optional<float[]> found = reader.constant(source(cell));
				all &= found.isPresent();
				if (found.isEmpty())
					continue;
				keys[j][i] = key(cell, found.get());
				values.put(keys[j][i], found.get());
				cells.computeIfAbsent(keys[j][i], key -> new ArrayList<>()).add(cell);
			}
		if (cells.isEmpty())
			return List.of(Tile.of(tile));
		if (!all)
			// a value that comes once is cheaper to compute with its surroundings
			cells.values().removeIf(same -> same.size() < 2);
		final List<Tile> parts = new ArrayList<>();
		final boolean[][] covered = new boolean[rows][columns];
		for (int j = 0; j < rows; j++)
			for (int i = 0; i < columns; i++)
				covered[j][i] = cells.containsKey(keys[j][i]);
		rectangles(covered, x, y).forEach(rest -> parts.add(Tile.of(rest)));
		double cost = 0;
		for (final Tile rest : parts)
			cost += source(rest.regions().get(0)).size();
		for (final List<Region> same : cells.values())
			cost += source(same.get(0)).size();
		if (!all && cost > WORTH * source(tile).size())
			return List.of(Tile.of(tile));
		cells.forEach((key, same) -> parts.add(new Tile(List.copyOf(same), values.get(key))));
		return parts;
	}

	private List<Long> borders(final long start, final long end) {
		final List<Long> borders = new ArrayList<>(List.of(start));
		// half cells at both ends would be smaller than their halos
		for (long border = end - start <= 2L * side ? end : (start / side + 1) * side; border < end; border += side)
			borders.add(border);
		borders.add(end);
		return borders;
	}

	/** Cells that are not covered, as few rectangles: runs of a row, together with equal runs below. */
	private static List<Region> rectangles(final boolean[][] covered, final List<Long> x, final List<Long> y) {
		final List<Region> rectangles = new ArrayList<>();
		for (int j = 0; j < covered.length; j++)
			for (int i = 0; i < covered[j].length; i++) {
				if (covered[j][i])
					continue;
				int right = i;
				while (right < covered[j].length && !covered[j][right])
					right++;
				int below = j;
				while (below < covered.length && isFree(covered[below], i, right)) {
					Arrays.fill(covered[below], i, right, true);
					below++;
				}
				rectangles.add(Region.between(x.get(i), y.get(j), x.get(right), y.get(below)));
			}
		return rectangles;
	}

	private static boolean isFree(final boolean[] row, final int from, final int to) {
		for (int i = from; i < to; i++)
			if (row[i])
				return false;
		return true;
	}
}
