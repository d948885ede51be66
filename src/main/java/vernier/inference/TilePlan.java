package vernier.inference;

import java.util.ArrayList;
import java.util.List;

import vernier.image.Region;

/**
 * A plane cut into tiles of nearly equal size: first the number of tiles that a largest size demands is counted, then
 * the plane is shared out evenly, so that no thin rest remains whose halo would cost more than its pixels.
 *
 * @param tiles every pixel of the plane is in exactly one, row by row
 * @param columns tiles beside one another
 * @param rows tiles below one another
 */
public record TilePlan(List<Region> tiles, int columns, int rows) {

	/**
	 * @param width columns of the plane
	 * @param height rows of the plane
	 * @param maxTile largest width and height of a tile
	 * @param step tile borders lie on multiples of this where possible, e.g. the scale of an enlargement, so that no
	 *          source pixel is computed for two tiles
	 */
	public static TilePlan of(final long width, final long height, final int maxTile, final int step) {
		final long[] x = borders(width, maxTile, step);
		final long[] y = borders(height, maxTile, step);
		final List<Region> tiles = new ArrayList<>();
		for (int j = 0; j + 1 < y.length; j++)
			for (int i = 0; i + 1 < x.length; i++)
				tiles.add(Region.between(x[i], y[j], x[i + 1], y[j + 1]));
		return new TilePlan(List.copyOf(tiles), x.length - 1, y.length - 1);
	}

	private static long[] borders(final long size, final int maxTile, final int step) {
		// count in whole steps, so that rounding to a step never makes a tile larger than allowed
		final long usable = Math.max(step, maxTile / step * step);
		final long steps = (size + step - 1) / step;
		final int count = Math.toIntExact((size + usable - 1) / usable);
		final long[] borders = new long[count + 1];
		for (int i = 0; i <= count; i++)
			borders[i] = Math.min(size, (steps * i + count - 1) / count * step);
		return borders;
	}

	/** The largest tile, as width x height, for reports. */
	public String describe() {
		final int w = tiles.stream().mapToInt(Region::width).max().orElse(0);
		final int h = tiles.stream().mapToInt(Region::height).max().orElse(0);
		return columns + " x " + rows + " tiles of at most " + w + " x " + h + " pixels";
	}
}
