package vernier.image;

import java.util.OptionalDouble;

/** An image of cells that need not all exist: one that does not, holds the same value everywhere. */
public interface SparseCells {

	/**
	 * The value of all pixels of a cell that does not exist, neither in memory nor on a disk; nothing for one that does.
	 *
	 * @param cell index in the grid of cells, the x axis fastest
	 */
	OptionalDouble absent(long cell);
}
