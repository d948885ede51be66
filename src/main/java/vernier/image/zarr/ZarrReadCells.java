package vernier.image.zarr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.Cell;

/**
 * The cells of an array that is read. Chunks are read when they are looked at, with all planes that they hold, and kept
 * while there is room. Those that are not there take no memory.
 */
final class ZarrReadCells extends ZarrCells {

	private final int room;
	private final LinkedHashMap<Key, List<Cell<DataAccess>>> chunks = new LinkedHashMap<>(64, 0.75f, true);
	private DataAccess blank;

	/** @param memory bytes that chunks may take, about; two are kept in any case */
	ZarrReadCells(final ZarrArray array, final long memory) {
		super(array);
		room = room(array, memory);
	}

	@Override
	synchronized Cell<DataAccess> get(final int plane, final long index) {
		if (!isOnDisk(plane, index))
			return cell(index, blank());
		final Key key = new Key(slab(plane), index);
		List<Cell<DataAccess>> layers = chunks.get(key);
		if (layers == null) {
			layers = layers(index, array().read(chunk(plane, index)));
			chunks.put(key, layers);
			if (chunks.size() > room)
				chunks.remove(chunks.keySet().iterator().next());
		}
		return layers.get(layer(plane));
	}

	private Cell<DataAccess> cell(final long index, final DataAccess pixels) {
		final long[] min = new long[2];
		final int[] size = new int[2];
		grid().getCellDimensions(index, min, size);
		return new Cell<>(size, min, pixels);
	}

	/** What all chunks that are not there share. */
	private DataAccess blank() {
		if (blank == null)
			blank = array().type().access(null, null, grid().cellDimension(0) * grid().cellDimension(1), array().fill());
		return blank;
	}

	/** The planes of a chunk; at the border they are smaller than the chunk. */
	private List<Cell<DataAccess>> layers(final long index, final DataAccess chunk) {
		final int width = grid().cellDimension(0);
		final int pixels = width * grid().cellDimension(1);
		final List<Cell<DataAccess>> layers = new ArrayList<>();
		for (int start = 0; start < array().pixels(); start += pixels) {
			final Cell<DataAccess> place = cell(index, null);
			final int[] size = { (int) place.dimension(0), (int) place.dimension(1) };
			layers.add(cell(index, ZarrPixels.copy(chunk, start, size, width, size[0], size[0] * size[1])));
		}
		return layers;
	}

	/** Which of the planes of its chunk a plane is. */
	private int layer(final int plane) {
		int layer = 0;
		int layers = 1;
		long rest = plane;
		for (int axis = array().axes() - 3; axis >= 0; axis--) {
			layer += (int) (rest % array().shape()[axis] % array().chunk()[axis]) * layers;
			layers *= array().chunk()[axis];
			rest /= array().shape()[axis];
		}
		return layer;
	}
}
