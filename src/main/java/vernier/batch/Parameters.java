package vernier.batch;

import vernier.image.VernierException;

/** Parameters that several steps have. */
final class Parameters {

	private Parameters() {}

	/** The largest side of a tile, 0 to derive it from the memory. */
	static int tile(final StepLine line) {
		final double tile = line.number("tile", 0);
		if (tile < 0 || tile > Integer.MAX_VALUE || tile != Math.rint(tile))
			throw new VernierException("The step \"" + line.name() + "\" has tile=" + line.text("tile", "") +
				": give the largest tile in pixels, such as 512.");
		return (int) tile;
	}
}
