package vernier.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Equal rectangles that together are an image.
 *
 * @param columns of rectangles, at least 1
 * @param rows of rectangles, at least 1
 */
public record Grid(int columns, int rows) {

	/** @throws VernierException if the text is not columns and rows, such as 2x2 */
	public static Grid parse(final String text) {
		if (!text.matches("[1-9]\\d{0,3}x[1-9]\\d{0,3}"))
			throw new VernierException("\"" + text + "\" is no grid: write columns and rows, such as 2x2.");
		final String[] parts = text.split("x");
		return new Grid(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
	}

	/**
	 * The rectangles of an image, row by row; sizes differ by a pixel where they must.
	 *
	 * @throws VernierException if there are more rectangles than pixels along an axis
	 */
	public List<MaskArea> areas(final long width, final long height) {
		if (columns > width || rows > height)
			throw new VernierException("The grid of " + columns + " x " + rows + " is finer than the image of " + width + " x " +
				height + " pixels: use fewer columns and rows.");
		final List<MaskArea> areas = new ArrayList<>();
		for (int row = 0; row < rows; row++)
			for (int column = 0; column < columns; column++)
				areas.add(new MaskArea("column " + (column + 1) + " row " + (row + 1), Region.between(width * column / columns,
					height * row / rows, width * (column + 1) / columns, height * (row + 1) / rows), null, 0, 0, 0));
		return areas;
	}
}
