package vernier.image.zarr;

import java.util.Arrays;
import java.util.OptionalDouble;

import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;

/**
 * Planes of an array as ImgLib2 images whose cells are chunks, or layers of chunks that hold several planes. Planes are all
 * axes but the last two counted together, the last of them fastest; cells are counted row by row.
 */
abstract class ZarrCells {

	/**
	 * A chunk.
	 *
	 * @param slab which of the slabs of planes that share chunks
	 * @param cell where in their planes
	 */
	record Key(long slab, long cell) {}

	/** Chunks of a slab of which it is remembered whether they exist. */
	private static final long REMEMBERED = 1 << 24;

	private final ZarrArray array;
	private final CellGrid grid;
	/** Of one slab: 0 not looked yet, 1 on disk, 2 not there. */
	private final byte[] existence;
	private long existenceSlab = -1;

	ZarrCells(final ZarrArray array) {
		this.array = array;
		final int axes = array.axes();
		grid = new CellGrid(new long[] { array.shape()[axes - 1], array.shape()[axes - 2] }, new int[] { array.chunk()[axes - 1],
			array.chunk()[axes - 2] });
		final double chunks = (double) grid.gridDimension(0) * grid.gridDimension(1);
		existence = new byte[chunks > REMEMBERED ? 0 : (int) chunks];
	}

	/** Chunks that memory has room for; two in any case. */
	static int room(final ZarrArray array, final long memory) {
		return (int) Math.max(2, Math.min(1 << 20, memory / Math.max(1, (long) array.pixels() * array.type().bytes())));
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	final ZarrPlane<?> plane(final int index) {
		final LazyCellImg.Get<Cell<DataAccess>> get = cell -> get(index, cell);
		return new ZarrPlane(grid, (NativeType) array.type().pixel(), get, cell -> absent(index, (Long) cell));
	}

	/** A cell of a plane. */
	abstract Cell<DataAccess> get(int plane, long cell);

	/** The fill value if all of a cell is that. */
	synchronized OptionalDouble absent(final int plane, final long cell) {
		return isOnDisk(plane, cell) ? OptionalDouble.empty() : OptionalDouble.of(array.fill());
	}

	final boolean isOnDisk(final int plane, final long cell) {
		if (existence.length == 0)
			return array.exists(chunk(plane, cell));
		final long slab = slab(plane);
		if (slab != existenceSlab)
			Arrays.fill(existence, (byte) 0);
		existenceSlab = slab;
		if (existence[(int) cell] == 0)
			existence[(int) cell] = (byte) (array.exists(chunk(plane, cell)) ? 1 : 2);
		return existence[(int) cell] == 1;
	}

	/** Remembers that a chunk has been written, or left out. */
	final void written(final Key key, final boolean there) {
		if (key.slab() == existenceSlab && existence.length > 0)
			existence[(int) key.cell()] = (byte) (there ? 1 : 2);
	}

	final ZarrArray array() {
		return array;
	}

	final CellGrid grid() {
		return grid;
	}

	/** Index of a chunk along each axis. */
	final long[] chunk(final int plane, final long cell) {
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

	/** Which slab a plane is in. */
	final long slab(final int plane) {
		final long[] index = chunk(plane, 0);
		long slab = 0;
		for (int axis = 0; axis < index.length - 2; axis++)
			slab = slab * array.shape()[axis] + index[axis];
		return slab;
	}
}
