package vernier.image;

import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/** An 8-bit plane of cells of which one is kept at a time, as of a file: counts how often they are made. */
public final class ForgetfulCells extends LazyCellImg<UnsignedByteType, ByteArray> {

	/** Makes cells. */
	private static final class Source implements Get<Cell<ByteArray>> {

		private final CellGrid grid;
		private long last = -1;
		private Cell<ByteArray> kept;
		private int made;

		Source(final CellGrid grid) {
			this.grid = grid;
		}

		@Override
		public Cell<ByteArray> get(final long index) {
			if (index == last)
				return kept;
			final long[] min = new long[2];
			final int[] size = new int[2];
			grid.getCellDimensions(index, min, size);
			final byte[] pixels = new byte[size[0] * size[1]];
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (byte) value(min[0] + i % size[0], min[1] + i / size[0]);
			last = index;
			made++;
			kept = new Cell<>(size, min, new ByteArray(pixels));
			return kept;
		}
	}

	private final Source source;

	private ForgetfulCells(final CellGrid grid, final Source source) {
		super(grid, new UnsignedByteType(), source);
		this.source = source;
	}

	/** A plane of cells of a size. */
	public static ForgetfulCells of(final long width, final long height, final int cellWidth, final int cellHeight) {
		final CellGrid grid = new CellGrid(new long[] { width, height }, new int[] { cellWidth, cellHeight });
		return new ForgetfulCells(grid, new Source(grid));
	}

	/** What a pixel holds. */
	public static int value(final long x, final long y) {
		return (int) (7 * x + 3 * y & 255);
	}

	/** How many cells were made since this was asked last; none is kept from then on. */
	public int made() {
		final int made = source.made;
		source.made = 0;
		source.last = -1;
		return made;
	}
}
