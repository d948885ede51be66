package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.BitSet;

import vernier.image.BlockReader;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.inference.Buffers;

/** Where a plane is so bright that a network does not see what is dim beside it. */
final class BrightPixels {

	/** As a multiple of the noise: of a few hundred, the network misses spots up to 17 pixels away. */
	private static final float LEAST = 120;
	/** Pixels along a cell, all of which count as bright where one is. */
	private static final int CELL = 2;
	/** Rows that are read at a time. */
	private static final int ROWS = 64;

	private final int columns;
	private final int rows;
	private final BitSet bright = new BitSet();

	private BrightPixels(final long width, final long height) {
		columns = (int) ((width + CELL - 1) / CELL);
		rows = (int) ((height + CELL - 1) / CELL);
	}

	/**
	 * @param reader of one channel, 0 for the background and 1 for a deviation of the noise
	 * @param progress asked whether to stop
	 */
	static BrightPixels of(final BlockReader reader, final Progress progress) {
		final BrightPixels pixels = new BrightPixels(reader.width(), reader.height());
		if ((long) pixels.columns * pixels.rows > Integer.MAX_VALUE)
			// more than a bit set holds: such a plane is seen once
			return pixels;
		final int width = Math.toIntExact(reader.width());
		final FloatBuffer values = Buffers.allocate((long) ROWS * width);
		for (long top = 0; top < reader.height(); top += ROWS) {
			progress.checkCancelled();
			final Region strip = new Region(0, top, width, (int) Math.min(ROWS, reader.height() - top));
			reader.read(strip, values);
			for (int i = 0; i < strip.size(); i++)
				if (values.get(i) > LEAST)
					pixels.bright.set(Math.toIntExact((top + i / width) / CELL * pixels.columns + i % width / CELL));
		}
		return pixels;
	}

	/** True if some are bright, and not so many that this is usual. */
	boolean areExceptions() {
		return !bright.isEmpty() && bright.cardinality() < (long) columns * rows / 4;
	}

	/** True if there is a bright pixel in the square around a place. */
	boolean areWithin(final double distance, final double x, final double y) {
		final int left = (int) Math.max(0, (x - distance) / CELL), right = (int) Math.min(columns - 1, (x + distance) / CELL);
		final int bottom = (int) Math.min(rows - 1, (y + distance) / CELL);
		for (int row = (int) Math.max(0, (y - distance) / CELL); row <= bottom; row++) {
			final int next = bright.nextSetBit(row * columns + left);
			if (next >= 0 && next <= row * columns + right)
				return true;
		}
		return false;
	}
}
