package vernier.counting.spots;

import java.nio.FloatBuffer;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.GrayReader;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.inference.Buffers;

/** The finite pixels of a plane, of large planes those of about a million in evenly spaced rows. */
final class SampledPixels {

	private static final int WANTED = 1 << 20;

	/** Takes a value and its place, -1 to 1 along each axis. */
	interface Pixel {

		void take(double x, double y, double value);
	}

	private SampledPixels() {}

	/**
	 * Shows every sampled pixel.
	 *
	 * @param plane axes (x, y), gray or colour; colour counts as its luma
	 * @param progress asked whether to stop
	 */
	static void forEach(final RandomAccessibleInterval<?> plane, final Progress progress, final Pixel pixel) {
		final GrayReader reader = new GrayReader(plane, ValueRange.RAW);
		final long step = Math.max(1, reader.width() * reader.height() / WANTED);
		final FloatBuffer row = Buffers.allocate(reader.width());
		for (long y = 0; y < reader.height(); y += step) {
			progress.checkCancelled();
			reader.read(new Region(0, y, (int) reader.width(), 1), row);
			for (int x = 0; x < reader.width(); x++) {
				final float value = row.get(x);
				if (Float.isFinite(value))
					pixel.take(2 * (x + 0.5) / reader.width() - 1, 2 * (y + 0.5) / reader.height() - 1, value);
			}
		}
	}
}
