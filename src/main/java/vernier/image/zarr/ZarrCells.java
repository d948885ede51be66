package vernier.image.zarr;

import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.Map;

import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;

/**
 * Planes of an array as ImgLib2 images whose cells are chunks: read when they are looked at, kept while there is room, and,
 * for an array that is being written, written when they have to give way and at the end. A chunk that is written holds one
 * plane; one that is read may hold several, and is then read once for each.
 */
final class ZarrCells {

	private record Key(int plane, long cell) {}

	private final ZarrArray array;
	private final boolean writable;
	private final int room;
	private final LinkedHashMap<Key, Cell<DataAccess>> cells = new LinkedHashMap<>(64, 0.75f, true);

	/**
	 * @param memory bytes that chunks may take, about; two are kept in any case
	 * @param writable true to write chunks back
	 */
	ZarrCells(final ZarrArray array, final boolean writable, final long memory) {
		this.array = array;
		this.writable = writable;
		room = (int) Math.max(2, Math.min(1 << 20, memory / Math.max(1, (long) array.pixels() * array.type().bytes())));
	}

	/** A plane; all axes but the last two counted together, the last of them fastest. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	LazyCellImg<?, ?> plane(final int index) {
		final int axes = array.axes();
		final long[] size = { array.shape()[axes - 1], array.shape()[axes - 2] };
		final CellGrid grid = new CellGrid(size, new int[] { array.chunk()[axes - 1], array.chunk()[axes - 2] });
		final LazyCellImg.Get get = cell -> get(index, cell, grid);
		return new LazyCellImg(grid, (NativeType) array.type().pixel(), get);
	}

	private synchronized Cell<DataAccess> get(final int plane, final long index, final CellGrid grid) {
		final Key key = new Key(plane, index);
		Cell<DataAccess> cell = cells.get(key);
		if (cell == null) {
			final long[] min = new long[2];
			final int[] size = new int[2];
			grid.getCellDimensions(index, min, size);
			cell = new Cell<>(size, min, cropped(array.read(chunk(plane, index, grid)), size, layer(plane)));
			cells.put(key, cell);
			if (cells.size() > room)
				giveWay(grid);
		}
		return cell;
	}

	/** The chunk that was not used for longest leaves. */
	private void giveWay(final CellGrid grid) {
		final Map.Entry<Key, Cell<DataAccess>> eldest = cells.entrySet().iterator().next();
		cells.remove(eldest.getKey());
		write(eldest.getKey(), eldest.getValue(), grid);
	}

	private void write(final Key key, final Cell<DataAccess> cell, final CellGrid grid) {
		if (writable)
			array.write(chunk(key.plane(), key.cell(), grid), whole(cell));
	}

	/** Writes what is not on disk yet. */
	synchronized void flush() {
		final int axes = array.axes();
		final CellGrid grid = new CellGrid(new long[] { array.shape()[axes - 1], array.shape()[axes - 2] }, new int[] { array
			.chunk()[axes - 1], array.chunk()[axes - 2] });
		cells.forEach((key, cell) -> write(key, cell, grid));
		cells.clear();
	}

	private long[] chunk(final int plane, final long cell, final CellGrid grid) {
		final int axes = array.axes();
		final long[] index = new long[axes];
		index[axes - 1] = cell % grid.gridDimension(0);
		index[axes - 2] = cell / grid.gridDimension(0);
		long rest = plane;
		for (int axis = axes - 3; axis >= 0; axis--) {
			index[axis] = rest % array.shape()[axis] / array.chunk()[axis];
			rest /= array.shape()[axis];
		}
		return index;
	}

	/** Which of the planes of its chunk a plane is. */
	private int layer(final int plane) {
		int layer = 0;
		int layers = 1;
		long rest = plane;
		for (int axis = array.axes() - 3; axis >= 0; axis--) {
			layer += (int) (rest % array.shape()[axis] % array.chunk()[axis]) * layers;
			layers *= array.chunk()[axis];
			rest /= array.shape()[axis];
		}
		return layer;
	}

	/** A cell at the border is smaller than its chunk. */
	private DataAccess cropped(final DataAccess whole, final int[] size, final int layer) {
		final int width = array.chunk()[array.axes() - 1];
		return copy(whole, layer * width * array.chunk()[array.axes() - 2], size, width, size[0], size[0] * size[1]);
	}

	private DataAccess whole(final Cell<DataAccess> cell) {
		final int[] size = { (int) cell.dimension(0), (int) cell.dimension(1) };
		return copy(cell.getData(), 0, size, size[0], array.chunk()[array.axes() - 1], array.pixels());
	}

	/** Rows copied from an array with one row length into a new one with another. */
	private static DataAccess copy(final DataAccess from, final int start, final int[] size, final int fromRow,
		final int toRow, final int pixels)
	{
		final Object source = storage(from);
		if (fromRow == toRow && Array.getLength(source) == pixels)
			return from;
		final Object target = Array.newInstance(source.getClass().getComponentType(), pixels);
		for (int y = 0; y < size[1]; y++)
			System.arraycopy(source, start + y * fromRow, target, y * toRow, size[0]);
		return target instanceof byte[] bytes ? new ByteArray(bytes) : target instanceof short[] shorts ? new ShortArray(shorts)
			: new FloatArray((float[]) target);
	}

	private static Object storage(final DataAccess access) {
		return access instanceof ByteArray bytes ? bytes.getCurrentStorageArray() : access instanceof ShortArray shorts ? shorts
			.getCurrentStorageArray() : ((FloatArray) access).getCurrentStorageArray();
	}
}
