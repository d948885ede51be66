package vernier.inference;

import vernier.image.VernierException;

/**
 * How much memory a run may take besides its input and output, and the tile size that follows.
 *
 * @param bytes upper bound
 */
public record MemoryBudget(long bytes) {

	/** Larger tiles save no halo worth the name, and progress and cancel would wait for them, see the benchmarks. */
	static final int COMFORTABLE_TILE = 2816;
	/** Below this nearly all that is computed is halo: a plane would take hours. */
	public static final int SMALLEST_TILE = 32;
	private static final long FLOOR = 64L << 20;
	private static final long CEILING = 768L << 20;

	/** A quarter of the memory that is free now, between 64 and 768 MiB: more does not make a run faster. */
	public static MemoryBudget ofFreeMemory() {
		return new MemoryBudget(Math.min(CEILING, Math.max(FLOOR, SystemMemory.free() / 4)));
	}

	/**
	 * The largest comfortable tile of the target plane that stays within this budget, at least 32 pixels wide; without
	 * meaning for operators that need the whole image.
	 */
	int tile(final BlockOperator operator) {
		int tile = COMFORTABLE_TILE;
		while (operator.wholeImageReason().isEmpty() && tile > SMALLEST_TILE && memory(operator, tile) > bytes)
			tile = tile * 7 / 8;
		return Math.max(tile, SMALLEST_TILE);
	}

	/**
	 * Checks the largest side of a tile that a user asks for. Programs may ask for less, to try what tiles do.
	 *
	 * @param tile pixels, or 0 for one derived from the memory
	 * @return the same
	 * @throws VernierException if it is too small to be of use
	 */
	public static int checkTile(final int tile) {
		if (tile != 0 && tile < SMALLEST_TILE)
			throw new VernierException("A tile of " + tile + " pixels is too small, most of the work would be its surroundings: " +
				"give at least " + SMALLEST_TILE + ", or leave it out to have it derived from the memory.");
		return tile;
	}

	/** What {@link TiledRun} takes for tiles of this size. */
	private static long memory(final BlockOperator operator, final int tile) {
		// while one tile is computed, another is read and written: a second buffer on either side
		return operator.memory(tile, tile) + Float.BYTES * (operator.typicalSource(tile, tile).size() *
			operator.sourceChannels() + (long) tile * tile * operator.targetChannels());
	}
}
