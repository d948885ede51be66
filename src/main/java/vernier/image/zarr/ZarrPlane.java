package vernier.image.zarr;

import java.util.OptionalDouble;
import java.util.function.LongFunction;

import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import vernier.image.SparseCells;

/**
 * A plane whose cells are chunks.
 *
 * @param <T> pixel type
 */
final class ZarrPlane<T extends NativeType<T>> extends LazyCellImg<T, DataAccess> implements SparseCells {

	private final LongFunction<OptionalDouble> absent;

	/** @param absent see {@link SparseCells#absent} */
	ZarrPlane(final CellGrid grid, final T pixel, final Get<Cell<DataAccess>> get,
		final LongFunction<OptionalDouble> absent)
	{
		super(grid, pixel, get);
		this.absent = absent;
	}

	@Override
	public OptionalDouble absent(final long cell) {
		return absent.apply(cell);
	}
}
