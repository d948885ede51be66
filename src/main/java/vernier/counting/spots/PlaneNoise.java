package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.GrayReader;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.inference.Buffers;

/**
 * Background and noise of a plane, from all of it: the scale on which a spot is faint or bright.
 * <p>
 * The background is the median of the finite pixels. The noise is that of the mixed second difference d = (v(x, y) -
 * v(x+1, y) - v(x, y+1) + v(x+1, y+1)) / 2, which has the noise's own standard deviation and hardly sees a slope:
 * 1.4826 times the median of |d|, which a few spots do not move. Of whole numbers, d has steps of a half: where these are
 * no longer fine, as in 8-bit movies, it is the root mean square of the |d| below three times the noise. Where most of a
 * plane is flat, the median is 0, and the root mean square of d takes its place; 1 for a constant plane. Flat parts, such as
 * what a registered or stitched image is padded with, are left out if the rest is noise ({@link FlatParts}). Planes above
 * {@value #WANTED} pixels are sampled on a grid. Of a plane of one row or column, d is the second difference along it, by
 * the root of 6.
 *
 * @param background gray levels
 * @param noise standard deviation in gray levels, above 0
 */
public record PlaneNoise(double background, double noise) {

	static final int WANTED = 1 << 22;

	/** Of a Gaussian, from its median absolute deviation. */
	static final double PER_MAD = 1.4826;

	/** Noise of whole numbers up to which the median is too coarse: it can be 0.74, 1.48, 2.22 and so on. */
	private static final double COARSE = 3;
	/** A Gaussian's standard deviation from its values below three of them, as a part of that of all. */
	private static final double WITHIN_THREE = Math.sqrt(0.97335);
	private static final int ROUNDS = 4;
	/** Part of the |d| of noise that may be beyond three times the noise, by what there is to see. */
	private static final double FAR_BEYOND = 0.1;

	/**
	 * @param plane axes (x, y), gray or colour; colour counts as its luma
	 * @param progress asked whether to stop
	 */
	public static PlaneNoise of(final RandomAccessibleInterval<?> plane, final Progress progress) {
		// non-finite pixels are read as NaN and left out
		final GrayReader reader = new GrayReader(plane, ValueRange.RAW);
		final long width = reader.width();
		final long height = reader.height();
		final int step = step(width, height);
		final int most = Math.toIntExact(((width + step - 1) / step) * ((height + step - 1) / step));
		final float[] values = new float[most];
		final float[] differences = new float[most];
		final FloatBuffer rows = Buffers.allocate(2 * width);
		final BitSet flat = new BitSet(Math.toIntExact(width));
		// those of flat parts from the end
		int n = 0;
		int flatValues = 0;
		int m = 0;
		int flatDifferences = 0;
		double squares = 0;
		boolean whole = true;
		for (long y = 0; y < height; y += step) {
			if (y % (64 * step) == 0)
				progress.checkCancelled();
			final boolean pair = y + 1 < height;
			reader.read(new Region(0, y, (int) width, pair ? 2 : 1), rows);
			if (pair)
				FlatParts.mark(rows, (int) width, flat);
			for (int x = 0; x < width; x += step) {
				final float value = rows.get(x);
				if (Float.isFinite(value)) {
					values[flat.get(x) ? most - ++flatValues : n++] = value;
					whole &= value == Math.rint(value);
				}
				if (!pair || x + 1 >= width)
					continue;
				final double d = mixed(rows, (int) width, x);
				if (Double.isFinite(d)) {
					differences[flat.get(x) ? most - ++flatDifferences : m++] = (float) Math.abs(d);
					squares += d * d;
				}
			}
		}
		if (FlatParts.matter(flatDifferences, m)) {
			final double noise = ofDifferences(differences, m, whole);
			if (isNoise(differences, m, noise))
				return new PlaneNoise(Median.of(values, n), noise);
		}
		System.arraycopy(values, most - flatValues, values, n, flatValues);
		System.arraycopy(differences, most - flatDifferences, differences, m, flatDifferences);
		n += flatValues;
		m += flatDifferences;
		if (width == 1 || height == 1)
			// of a line, the second difference along it
			for (; m < n - 2; m++) {
				final double d = ((double) values[m] - 2 * values[m + 1] + values[m + 2]) / Math.sqrt(6);
				differences[m] = (float) Math.abs(d);
				squares += d * d;
			}
		final double background = n == 0 ? 0 : Median.of(values, n);
		double noise = ofDifferences(differences, m, whole);
		if (!(noise > 0))
			noise = m == 0 ? 0 : Math.sqrt(squares / m);
		return new PlaneNoise(background, noise > 0 && Double.isFinite(noise) ? noise : 1);
	}

	/** Pixels from one sample to the next, in both directions. */
	static int step(final long width, final long height) {
		return (int) Math.ceil(Math.sqrt((double) width * height / WANTED));
	}

	/** The mixed second difference d of the values of one row and of the next, at a column. */
	static double mixed(final FloatBuffer rows, final int width, final int x) {
		return ((double) rows.get(x) - rows.get(x + 1) - rows.get(width + x) + rows.get(width + x + 1)) / 2;
	}

	/** True if |d| are those of noise: few are far beyond it, unlike those of shapes that are drawn on an empty plane. */
	private static boolean isNoise(final float[] differences, final int count, final double noise) {
		int beyond = 0;
		for (int i = 0; i < count; i++)
			if (differences[i] > 3 * noise)
				beyond++;
		return noise > 0 && beyond <= FAR_BEYOND * count;
	}

	/**
	 * The noise of |d|; 0 if most of them are 0.
	 *
	 * @param differences whose order may change
	 * @param count of them
	 * @param whole true for values that are whole numbers
	 */
	static double ofDifferences(final float[] differences, final int count, final boolean whole) {
		final double noise = count == 0 ? 0 : PER_MAD * Median.of(differences, count);
		return whole && noise > 0 && noise < COARSE ? within(differences, count, noise) : noise;
	}

	/** Standard deviation of what is not far beyond it. */
	private static double within(final float[] differences, final int count, final double start) {
		double noise = start;
		for (int round = 0; round < ROUNDS; round++) {
			double squares = 0;
			int number = 0;
			for (int i = 0; i < count; i++)
				if (differences[i] <= 3 * noise) {
					squares += differences[i] * differences[i];
					number++;
				}
			noise = Math.sqrt(squares / number) / WITHIN_THREE;
		}
		return noise;
	}

	/** The values that are numbers. */
	static float[] finite(final float[] values) {
		final float[] finite = new float[values.length];
		int n = 0;
		for (final float value : values)
			if (!Float.isNaN(value))
				finite[n++] = value;
		return Arrays.copyOf(finite, n);
	}

	/** Standard deviation of values about 0, from the median of their absolute values. */
	static double spread(final float[] values) {
		final float[] absolute = new float[values.length];
		for (int i = 0; i < values.length; i++)
			absolute[i] = Math.abs(values[i]);
		return PER_MAD * Median.of(absolute, absolute.length);
	}

	/** The range by which a plane is read as (value - background) / noise. */
	ValueRange range() {
		// a noise that vanishes beside the background would make an empty range
		return new ValueRange(background, Math.max(background + noise, Math.nextUp(background)), background);
	}
}
