package vernier.image.zarr;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

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
 * for an array that is being written, written when they have to give way and at the end; whatever is written goes, reduced,
 * to the next coarser array of a pyramid. A chunk that is written holds one plane; one that is read may hold several, and
 * is then read once for each. Chunks that are not there take no memory as long as nothing else is written to them.
 */
final class ZarrCells {

	private record Key(int plane, long cell) {}

	/** Chunks of a plane of which it is remembered whether they exist. */
	private static final long REMEMBERED = 1 << 24;
	private static final int SPARE = 32;

	private final ZarrArray array;
	private final boolean writable;
	private final ZarrCells coarser;
	private final CellGrid grid;
	private final int room;
	private final LinkedHashMap<Key, Cell<DataAccess>> cells = new LinkedHashMap<>(64, 0.75f, true);
	/** Of one plane: 0 not looked yet, 1 on disk, 2 not there. */
	private final byte[] existence;
	private int existencePlane = -1;
	private DataAccess blank;
	/** Arrays of chunks that have left: garbage collectors take long to notice those that have lived for a while. */
	private final Deque<DataAccess> spare = new ArrayDeque<>();

	/**
	 * @param memory bytes that chunks may take, about; two are kept in any case
	 * @param writable true to write chunks back
	 */
	ZarrCells(final ZarrArray array, final boolean writable, final long memory) {
		this(array, writable, memory, null);
	}

	/** @param coarser takes the means of two by two pixels of all that is written; null if nobody does */
	ZarrCells(final ZarrArray array, final boolean writable, final long memory, final ZarrCells coarser) {
		this.array = array;
		this.writable = writable;
		this.coarser = coarser;
		final int axes = array.axes();
		grid = new CellGrid(new long[] { array.shape()[axes - 1], array.shape()[axes - 2] }, new int[] { array.chunk()[axes - 1],
			array.chunk()[axes - 2] });
		room = (int) Math.max(2, Math.min(1 << 20, memory / Math.max(1, (long) array.pixels() * array.type().bytes())));
		final double chunks = (double) grid.gridDimension(0) * grid.gridDimension(1);
		existence = new byte[chunks > REMEMBERED ? 0 : (int) chunks];
	}

	/** A plane; all axes but the last two counted together, the last of them fastest. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	ZarrPlane<?> plane(final int index) {
		final LazyCellImg.Get<Cell<DataAccess>> get = cell -> get(index, cell);
		return new ZarrPlane(grid, (NativeType) array.type().pixel(), get, cell -> absent(index, (Long) cell));
	}

	/** The fill value if a chunk exists neither here nor on disk. */
	private synchronized OptionalDouble absent(final int plane, final long index) {
		return cells.containsKey(new Key(plane, index)) || isOnDisk(plane, index) ? OptionalDouble.empty() : OptionalDouble
			.of(array.fill());
	}

	private boolean isOnDisk(final int plane, final long index) {
		if (existence.length == 0)
			return array.exists(chunk(plane, index));
		if (plane != existencePlane)
			Arrays.fill(existence, (byte) 0);
		existencePlane = plane;
		if (existence[(int) index] == 0)
			existence[(int) index] = (byte) (array.exists(chunk(plane, index)) ? 1 : 2);
		return existence[(int) index] == 1;
	}

	private synchronized Cell<DataAccess> get(final int plane, final long index) {
		final Key key = new Key(plane, index);
		Cell<DataAccess> cell = cells.get(key);
		if (cell == null) {
			final long[] min = new long[2];
			final int[] size = new int[2];
			grid.getCellDimensions(index, min, size);
			final boolean there = isOnDisk(plane, index);
			if (!there && !writable)
				return new Cell<>(size, min, blank(size[0] * size[1]));
			cell = new Cell<>(size, min, there ? cropped(array.read(chunk(plane, index)), size, layer(plane)) : size[0] * size[1] ==
				array.pixels() && !spare.isEmpty() ? blanked(spare.removeFirst()) : blankCopy(size[0] * size[1]));
			cells.put(key, cell);
			if (cells.size() > room)
				giveWay();
		}
		return cell;
	}

	/** What all chunks that are not there share, for reading. */
	private DataAccess blank(final int pixels) {
		if (blank == null)
			blank = blankCopy(array.pixels());
		return pixels <= array.pixels() ? blank : blankCopy(pixels);
	}

	private DataAccess blankCopy(final int pixels) {
		return array.type().access(null, null, pixels, array.fill());
	}

	/** The chunk that was not used for longest leaves. */
	private void giveWay() {
		final Map.Entry<Key, Cell<DataAccess>> eldest = cells.entrySet().iterator().next();
		cells.remove(eldest.getKey());
		write(eldest.getKey(), eldest.getValue());
		if (writable && eldest.getValue().size() == array.pixels() && spare.size() < SPARE)
			spare.addFirst(eldest.getValue().getData());
	}

	private DataAccess blanked(final DataAccess access) {
		if (access instanceof ByteArray bytes)
			Arrays.fill(bytes.getCurrentStorageArray(), (byte) (int) array.fill());
		else if (access instanceof ShortArray shorts)
			Arrays.fill(shorts.getCurrentStorageArray(), (short) (int) array.fill());
		else
			Arrays.fill(((FloatArray) access).getCurrentStorageArray(), (float) array.fill());
		return access;
	}

	private void write(final Key key, final Cell<DataAccess> cell) {
		if (!writable)
			return;
		final boolean written = array.write(chunk(key.plane(), key.cell()), whole(cell));
		if (key.plane() == existencePlane && existence.length > 0)
			existence[(int) key.cell()] = (byte) (written ? 1 : 2);
		if (coarser != null)
			coarser.reduced(key.plane(), cell, grid, written);
	}

	/** Takes the means of a cell of the next finer array, which all lie in one cell of this one. */
	private synchronized void reduced(final int plane, final Cell<DataAccess> fine, final CellGrid from, final boolean any) {
		final int columns = from.imgDimension(0) > 1 ? 2 : 1;
		final int rows = from.imgDimension(1) > 1 ? 2 : 1;
		final int x = (int) (fine.min(0) / columns % grid.cellDimension(0));
		final int y = (int) (fine.min(1) / rows % grid.cellDimension(1));
		final long index = fine.min(1) / rows / grid.cellDimension(1) * grid.gridDimension(0) + fine.min(0) / columns / grid
			.cellDimension(0);
		if (!any && absent(plane, index).isPresent())
			return;
		final ZarrMean mean = new ZarrMean((int) fine.dimension(0), (int) fine.dimension(1), columns, rows);
		final Object means = mean.of(fine.getData());
		final Cell<DataAccess> cell = get(plane, index);
		final int row = (int) cell.dimension(0);
		for (int i = 0; i < mean.height(); i++)
			System.arraycopy(means, i * mean.width(), storage(cell.getData()), (y + i) * row + x, mean.width());
	}

	/** Writes what is not on disk yet, here and in all that is coarser. */
	synchronized void flush() {
		cells.forEach(this::write);
		cells.clear();
		if (coarser != null)
			coarser.flush();
	}

	private long[] chunk(final int plane, final long cell) {
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
