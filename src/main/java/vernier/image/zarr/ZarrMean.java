package vernier.image.zarr;

import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;

/**
 * The means of two by two pixels: rounded half up for whole numbers; of the finite values for floats, and NaN where there
 * are none. At the end of an odd number of columns or rows there are fewer pixels to take the mean of.
 */
final class ZarrMean {

	private final int width;
	private final int height;
	private final int columns;
	private final int rows;

	/**
	 * @param width columns of the block
	 * @param height rows of the block
	 * @param columns how many to take together, 1 or 2
	 * @param rows how many to take together, 1 or 2
	 */
	ZarrMean(final int width, final int height, final int columns, final int rows) {
		this.width = width;
		this.height = height;
		this.columns = columns;
		this.rows = rows;
	}

	/** Columns of the means. */
	int width() {
		return (width + columns - 1) / columns;
	}

	/** Rows of the means. */
	int height() {
		return (height + rows - 1) / rows;
	}

	/** @return byte[], short[] or float[] like the block */
	Object of(final DataAccess block) {
		if (block instanceof ByteArray bytes)
			return of(bytes.getCurrentStorageArray());
		if (block instanceof ShortArray shorts)
			return of(shorts.getCurrentStorageArray());
		return of(((FloatArray) block).getCurrentStorageArray());
	}

	private byte[] of(final byte[] pixels) {
		final byte[] means = new byte[width() * height()];
		final int pairs = columns == 2 ? width / 2 : width;
		final int right = columns - 1;
		for (int row = 0; row < height(); row++) {
			final int above = row * rows * width;
			final int below = below(row);
			final int to = row * width();
			for (int i = 0, x = 0; i < pairs; i++, x += columns)
				means[to + i] = (byte) ((pixels[above + x] & 0xff) + (pixels[above + x + right] & 0xff) + (pixels[below + x] & 0xff) +
					(pixels[below + x + right] & 0xff) + 2 >> 2);
			// a pixel without partner counts twice
			if (pairs < width())
				means[to + pairs] = (byte) (2 * (pixels[above + width - 1] & 0xff) + 2 * (pixels[below + width - 1] & 0xff) + 2 >> 2);
		}
		return means;
	}

	private short[] of(final short[] pixels) {
		final short[] means = new short[width() * height()];
		final int pairs = columns == 2 ? width / 2 : width;
		final int right = columns - 1;
		for (int row = 0; row < height(); row++) {
			final int above = row * rows * width;
			final int below = below(row);
			final int to = row * width();
			for (int i = 0, x = 0; i < pairs; i++, x += columns)
				means[to + i] = (short) ((pixels[above + x] & 0xffff) + (pixels[above + x + right] & 0xffff) + (pixels[below + x] &
					0xffff) + (pixels[below + x + right] & 0xffff) + 2 >> 2);
			if (pairs < width())
				means[to + pairs] = (short) (2 * (pixels[above + width - 1] & 0xffff) + 2 * (pixels[below + width - 1] & 0xffff) +
					2 >> 2);
		}
		return means;
	}

	private float[] of(final float[] pixels) {
		final float[] means = new float[width() * height()];
		for (int row = 0, i = 0; row < height(); row++) {
			final int above = row * rows * width;
			final int below = below(row);
			for (int x = 0; x < width; x += columns, i++) {
				final int right = Math.min(width - 1, x + columns - 1);
				final double sum = (double) pixels[above + x] + pixels[above + right] + pixels[below + x] + pixels[below + right];
				means[i] = Double.isFinite(sum) ? (float) (sum / 4) : finite(pixels[above + x], pixels[above + right], pixels[below +
					x], pixels[below + right]);
			}
		}
		return means;
	}

	/** Start of the lower one of the rows that go together. */
	private int below(final int row) {
		return Math.min(height - 1, row * rows + rows - 1) * width;
	}

	private static float finite(final float... values) {
		double sum = 0;
		int count = 0;
		for (final float value : values)
			if (Float.isFinite(value)) {
				sum += value;
				count++;
			}
		return count == 0 ? Float.NaN : (float) (sum / count);
	}
}
