package vernier.image;

import java.nio.FloatBuffer;
import java.util.OptionalDouble;
import java.util.function.Consumer;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;

/**
 * Cuts a rectangle into pieces of at most {@link #LENGTH} pixels, so that one small array serves for any image and
 * stays in the processor's cache. A piece is a run of whole rows or, where rows are longer than that, a part of one
 * row: the pixels of a piece are always consecutive in the row-by-row order of the rectangle.
 */
final class Strips {

	static final int LENGTH = 1 << 15;

	private Strips() {}

	static void forEach(final Region region, final Consumer<Region> action) {
		forEach(region.x(), region.y(), region.width(), region.height(), action);
	}

	static void forEach(final long x, final long y, final long width, final long height,
		final Consumer<Region> action)
	{
		final int columns = (int) Math.min(width, LENGTH);
		final int rows = columns < width ? 1 : LENGTH / columns;
		for (long row = 0; row < height; row += rows)
			for (long column = 0; column < width; column += columns)
				action.accept(new Region(x + column, y + row, //
					(int) Math.min(columns, width - column), (int) Math.min(rows, height - row)));
	}

	/** What is done with the pixels of a plane. */
	interface Visitor {

		/** Looks at a strip. */
		void strip(Region strip);

		/** Takes it that all pixels of a region have a value; by default, looks at them. */
		default void absent(final Region region, final double value) {
			forEach(region, this::strip);
		}
	}

	/** Visits a plane, cell after cell where it has some, so that each has to be read once only. */
	static void forEach(final RandomAccessibleInterval<?> plane, final Visitor visitor) {
		final CellPixels cells = CellPixels.of(plane);
		if (cells == null) {
			forEach(0, 0, plane.dimension(0), plane.dimension(1), visitor::strip);
			return;
		}
		for (long y = 0; y < plane.dimension(1); y += cells.height())
			cells.forEach(Region.between(0, y, plane.dimension(0), Math.min(plane.dimension(1), y + cells.height())),
				(cell, part) -> {
					final OptionalDouble absent = cells.absent(cell);
					if (absent.isPresent())
						visitor.absent(part, absent.getAsDouble());
					else
						forEach(part, visitor::strip);
				});
	}

	/** Index of the strip's first pixel within the region, row by row. */
	static int index(final Region region, final Region strip) {
		return Math.toIntExact((strip.y() - region.y()) * region.width() + strip.x() - region.x());
	}

	/** Copies the values of a strip from a block that contains it, first channel. */
	static void load(final FloatBuffer block, final Region region, final Region strip, final float[] values) {
		load(block, region, strip, 0, values);
	}

	/**
	 * Copies the values of a strip from a block that contains it.
	 *
	 * @param start index of the channel's first value in the block
	 */
	static void load(final FloatBuffer block, final Region region, final Region strip, final int start,
		final float[] values)
	{
		final int first = start + index(region, strip);
		if (region.width() == strip.width())
			block.get(first, values, 0, (int) strip.size());
		else
			for (int row = 0; row < strip.height(); row++)
				block.get(first + row * region.width(), values, row * strip.width(), strip.width());
	}

	/** Copies the values of a strip to where they belong in a block that contains it. */
	static void store(final float[] values, final Region strip, final FloatBuffer block, final Region region) {
		final int first = index(region, strip);
		if (region.width() == strip.width())
			block.put(first, values, 0, (int) strip.size());
		else
			for (int row = 0; row < strip.height(); row++)
				block.put(first + row * region.width(), values, row * strip.width(), strip.width());
	}

	/** The pixels of a strip, row by row, where they cannot be had as primitives. */
	static <T> Cursor<T> cursor(final RandomAccessibleInterval<T> plane, final Region strip) {
		return Views.flatIterable(Views.interval(plane, new long[] { strip.x(), strip.y() },
			new long[] { strip.endX() - 1, strip.endY() - 1 })).localizingCursor();
	}
}
