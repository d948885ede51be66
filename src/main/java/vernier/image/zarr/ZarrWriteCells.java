package vernier.image.zarr;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;

/**
 * The cells of an array that is written, whose chunks hold one plane: kept while there is room, written when they have to
 * give way and at the end, and read again if they are looked at after that. Whatever is written goes, reduced, to the next
 * coarser array of a pyramid. Chunks that are not there take no memory as long as nothing else is written to them.
 */
final class ZarrWriteCells extends ZarrCells {

	private static final int SPARE = 32;

	private final ZarrWriteCells coarser;
	private final int room;
	private final LinkedHashMap<Key, Cell<DataAccess>> cells = new LinkedHashMap<>(64, 0.75f, true);
	/** Arrays of chunks that have left: garbage collectors take long to notice those that have lived for a while. */
	private final Deque<DataAccess> spare = new ArrayDeque<>();

	/**
	 * @param memory bytes that chunks may take, about; two are kept in any case
	 * @param coarser takes the means of two by two pixels of all that is written; null if nobody does
	 */
	ZarrWriteCells(final ZarrArray array, final long memory, final ZarrWriteCells coarser) {
		super(array);
		this.coarser = coarser;
		room = room(array, memory);
	}

	@Override
	synchronized OptionalDouble absent(final int plane, final long index) {
		return cells.containsKey(new Key(plane, index)) ? OptionalDouble.empty() : super.absent(plane, index);
	}

	@Override
	synchronized Cell<DataAccess> get(final int plane, final long index) {
		final Key key = new Key(plane, index);
		Cell<DataAccess> cell = cells.get(key);
		if (cell == null) {
			final long[] min = new long[2];
			final int[] size = new int[2];
			grid().getCellDimensions(index, min, size);
			cell = new Cell<>(size, min, isOnDisk(plane, index) ? cropped(array().read(chunk(plane, index)), size) : blank(size));
			cells.put(key, cell);
			if (cells.size() > room)
				giveWay();
		}
		return cell;
	}

	private DataAccess blank(final int[] size) {
		final int pixels = size[0] * size[1];
		return pixels == array().pixels() && !spare.isEmpty() ? ZarrPixels.filled(spare.removeFirst(), array().fill())
			: array().type().access(null, null, pixels, array().fill());
	}

	/** The chunk that was not used for longest leaves. */
	private void giveWay() {
		final Map.Entry<Key, Cell<DataAccess>> eldest = cells.entrySet().iterator().next();
		cells.remove(eldest.getKey());
		write(eldest.getKey(), eldest.getValue());
		if (eldest.getValue().size() == array().pixels() && spare.size() < SPARE)
			spare.addFirst(eldest.getValue().getData());
	}

	private void write(final Key key, final Cell<DataAccess> cell) {
		final int plane = (int) key.slab();
		final boolean there = array().write(chunk(plane, key.cell()), whole(cell));
		written(key, there);
		if (coarser != null)
			coarser.reduced(plane, cell, grid(), there);
	}

	/** Takes the means of a cell of the next finer array, which all lie in one cell of this one. */
	private synchronized void reduced(final int plane, final Cell<DataAccess> fine, final CellGrid from, final boolean any) {
		final int columns = from.imgDimension(0) > 1 ? 2 : 1;
		final int rows = from.imgDimension(1) > 1 ? 2 : 1;
		final int x = (int) (fine.min(0) / columns % grid().cellDimension(0));
		final int y = (int) (fine.min(1) / rows % grid().cellDimension(1));
		final long index = fine.min(1) / rows / grid().cellDimension(1) * grid().gridDimension(0) + fine.min(0) / columns / grid()
			.cellDimension(0);
		if (!any && absent(plane, index).isPresent())
			return;
		final ZarrMean mean = new ZarrMean((int) fine.dimension(0), (int) fine.dimension(1), columns, rows);
		final Object means = mean.of(fine.getData());
		final Cell<DataAccess> cell = get(plane, index);
		final int row = (int) cell.dimension(0);
		for (int i = 0; i < mean.height(); i++)
			System.arraycopy(means, i * mean.width(), ZarrPixels.storage(cell.getData()), (y + i) * row + x, mean.width());
	}

	/** Writes what is not on disk yet, here and in all that is coarser. */
	synchronized void flush() {
		cells.forEach(this::write);
		cells.clear();
		if (coarser != null)
			coarser.flush();
	}

	/** A cell at the border is smaller than its chunk. */
	private DataAccess cropped(final DataAccess whole, final int[] size) {
		return ZarrPixels.copy(whole, 0, size, grid().cellDimension(0), size[0], size[0] * size[1]);
	}

	private DataAccess whole(final Cell<DataAccess> cell) {
		final int[] size = { (int) cell.dimension(0), (int) cell.dimension(1) };
		return ZarrPixels.copy(cell.getData(), 0, size, size[0], grid().cellDimension(0), array().pixels());
	}
}
