package vernier.image;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.cell.AbstractCellImg;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The pixels of a plane of cells as primitive arrays. Cells that do not exist ({@link SparseCells}) are not made to be told
 * what they hold anyway.
 */
final class CellPixels {

	private final CellGrid grid;
	private final RandomAccess<? extends Cell<?>> cells;
	private final SparseCells sparse;
	/** A row of what cells that do not exist hold. */
	private Object blank;

	private CellPixels(final AbstractCellImg<?, ?, ? extends Cell<?>, ?> plane) {
		grid = plane.getCellGrid();
		cells = plane.getCells().randomAccess();
		sparse = plane instanceof SparseCells some ? some : cell -> OptionalDouble.empty();
	}

	/** @return null if the plane has no cells, or a pixel type that ImageJ does not have */
	static CellPixels of(final RandomAccessibleInterval<?> plane) {
		final Object type = plane.getType();
		final boolean known = type instanceof UnsignedByteType || type instanceof UnsignedShortType || type instanceof FloatType;
		return known && plane.numDimensions() == 2 && plane instanceof AbstractCellImg<?, ?, ?, ?> image ? new CellPixels(image)
			: null;
	}

	/** Columns of a cell that is not cut by the border. */
	int width() {
		return grid.cellDimension(0);
	}

	/** Rows of such a cell. */
	int height() {
		return grid.cellDimension(1);
	}

	/** Calls for each cell that a region touches, with the cell's index and the part of the region in it. */
	void forEach(final Region region, final BiConsumer<Long, Region> action) {
		for (long y = region.y() / height(); y * height() < region.endY(); y++)
			for (long x = region.x() / width(); x * width() < region.endX(); x++)
				action.accept(y * grid.gridDimension(0) + x, Region.between(Math.max(region.x(), x * width()), Math.max(region.y(), y *
					height()), Math.min(region.endX(), (x + 1) * width()), Math.min(region.endY(), (y + 1) * height())));
	}

	/** See {@link SparseCells#absent}. */
	OptionalDouble absent(final long cell) {
		return sparse.absent(cell);
	}

	/**
	 * Writes pixels.
	 *
	 * @param pixels byte[], short[] or float[] after the pixel type, those of the region row by row from index 0
	 */
	void put(final Region region, final Object pixels) {
		forEach(region, (cell, part) -> {
			final OptionalDouble value = absent(cell);
			if (value.isEmpty() || !holds(pixels, region, part, value.getAsDouble()))
				put(region, pixels, cell, part);
		});
	}

	private void put(final Region region, final Object pixels, final long index, final Region part) {
		cells.setPosition(index % grid.gridDimension(0), 0);
		cells.setPosition(index / grid.gridDimension(0), 1);
		final Cell<?> cell = cells.get();
		final Object array = ((ArrayDataAccess<?>) cell.getData()).getCurrentStorageArray();
		final int row = (int) cell.dimension(0);
		final int start = (int) ((part.y() - cell.min(1)) * row + part.x() - cell.min(0));
		for (int y = 0; y < part.height(); y++)
			System.arraycopy(pixels, Strips.index(region, part) + y * region.width(), array, start + y * row, part.width());
	}

	/** True if a part of the pixels is one value. */
	private boolean holds(final Object pixels, final Region region, final Region part, final double value) {
		if (blank == null) {
			blank = Array.newInstance(pixels.getClass().getComponentType(), width());
			fill(blank, value);
		}
		for (int y = 0; y < part.height(); y++)
			if (!same(pixels, Strips.index(region, part) + y * region.width(), blank, part.width()))
				return false;
		return true;
	}

	private static void fill(final Object array, final double value) {
		if (array instanceof byte[] bytes)
			Arrays.fill(bytes, (byte) (int) value);
		else if (array instanceof short[] shorts)
			Arrays.fill(shorts, (short) (int) value);
		else
			Arrays.fill((float[]) array, (float) value);
	}

	/** True if pixels from an index on are those of another array from its start. */
	private static boolean same(final Object pixels, final int from, final Object other, final int count) {
		if (pixels instanceof byte[] bytes)
			return Arrays.equals(bytes, from, from + count, (byte[]) other, 0, count);
		if (pixels instanceof short[] shorts)
			return Arrays.equals(shorts, from, from + count, (short[]) other, 0, count);
		return Arrays.equals((float[]) pixels, from, from + count, (float[]) other, 0, count);
	}
}
