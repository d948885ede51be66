package vernier.counting.spots;

import java.nio.FloatBuffer;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.GrayReader;
import vernier.image.PlaneWriter;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.inference.Buffers;

/** A plane made smaller: the mean of each square of n x n pixels, at the right and lower border of what there is of it. */
final class BlockMean {

	private static final int CELL = 256;

	private BlockMean() {}

	/**
	 * @param plane axes (x, y), gray or colour; colour counts as its luma. Pixels that are not finite are left out
	 * @param n side of the squares in pixels
	 * @param progress asked whether to stop
	 * @return axes (x, y), NaN where a square has no finite pixel
	 */
	static RandomAccessibleInterval<FloatType> of(final RandomAccessibleInterval<?> plane, final int n,
		final Progress progress)
	{
		final GrayReader reader = new GrayReader(plane, ValueRange.RAW);
		final int width = (int) reader.width();
		final int columns = (width + n - 1) / n;
		final long rows = (reader.height() + n - 1) / n;
		final RandomAccessibleInterval<FloatType> mean = new CellImgFactory<>(new FloatType(), CELL).create(columns, rows);
		final PlaneWriter writer = new PlaneWriter(mean, ValueRange.RAW);
		final FloatBuffer strip = Buffers.allocate((long) n * width);
		final FloatBuffer line = Buffers.allocate(columns);
		for (long row = 0; row < rows; row++) {
			progress.checkCancelled();
			final int height = (int) Math.min(n, reader.height() - row * n);
			reader.read(new Region(0, row * n, width, height), strip);
			for (int column = 0; column < columns; column++)
				line.put(column, mean(strip, width, height, column * n, Math.min(width, (column + 1) * n)));
			writer.write(new Region(0, row, columns, 1), line);
		}
		return mean;
	}

	private static float mean(final FloatBuffer strip, final int width, final int height, final int from, final int to) {
		double sum = 0;
		int finite = 0;
		for (int y = 0; y < height; y++)
			for (int x = from; x < to; x++) {
				final float value = strip.get(y * width + x);
				if (Float.isFinite(value)) {
					sum += value;
					finite++;
				}
			}
		return finite == 0 ? Float.NaN : (float) (sum / finite);
	}
}
