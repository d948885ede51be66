package vernier.operators;

import java.nio.FloatBuffer;

import vernier.image.BlockReader;
import vernier.image.BlockWriter;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.VernierException;
import vernier.inference.Buffers;
import vernier.operators.exact.Picture;

/** Planes in memory as a whole, for what cannot be done in tiles. */
final class WholePlane {

	private static final int ROWS = 64;

	private WholePlane() {}

	/**
	 * Reads a plane.
	 *
	 * @param copies how many pictures of this size the work takes
	 * @throws VernierException if Java may not use as much memory
	 */
	static Picture read(final BlockReader reader, final int copies, final Progress progress) {
		final long values = reader.width() * reader.height() * reader.channels();
		final long needed = values * Float.BYTES * copies;
		final long most = Runtime.getRuntime().maxMemory();
		if (values > Integer.MAX_VALUE - 8L || needed > most)
			throw new VernierException("A plane of " + reader.width() + " x " + reader.height() + " pixels must be seen as a " +
				"whole, which takes about " + (needed >> 20) + " MiB where Java may use " + (most >> 20) +
				": process a part of it, or give Java more memory (Edit > Options > Memory in ImageJ, -Xmx in a shell).");
		final Picture picture = Picture.of((int) reader.width(), (int) reader.height(), reader.channels());
		final int step = step(reader);
		final FloatBuffer buffer = reader.channels() == 1 ? null : Buffers.allocate(reader.width() * step * reader.channels());
		for (int y = 0; y < picture.height(); y += step) {
			progress.checkCancelled();
			final Region rows = rows(picture, y, step);
			final int from = y * picture.width(), count = (int) rows.size();
			if (buffer == null) {
				reader.read(rows, FloatBuffer.wrap(picture.channels()[0], from, count).slice());
				continue;
			}
			reader.read(rows, buffer);
			for (int c = 0; c < reader.channels(); c++)
				buffer.get(c * count, picture.channels()[c], from, count);
		}
		return picture;
	}

	/** Rows to read at a time, so that what is stored together is read once. */
	private static int step(final BlockReader reader) {
		final long stored = reader.rows();
		return (int) Math.min(reader.height(), (ROWS + stored - 1) / stored * stored);
	}

	static void write(final Picture picture, final BlockWriter writer) {
		final FloatBuffer buffer = Buffers.allocate((long) picture.width() * ROWS * picture.channels().length);
		for (int y = 0; y < picture.height(); y += ROWS) {
			final Region rows = rows(picture, y, ROWS);
			for (int c = 0; c < picture.channels().length; c++)
				buffer.put((int) (c * rows.size()), picture.channels()[c], y * picture.width(), (int) rows.size());
			writer.write(rows, buffer);
		}
	}

	private static Region rows(final Picture picture, final int y, final int count) {
		return Region.between(0, y, picture.width(), Math.min(picture.height(), y + count));
	}
}
