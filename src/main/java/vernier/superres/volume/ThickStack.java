package vernier.superres.volume;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.BlockReader;
import vernier.image.NonFinite;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.SampleStep;
import vernier.image.ValueRange;

/**
 * One volume as thick slices: axis w runs from slice to slice, u (fastest) and v are the other two in the order x, y, z.
 * Values are normalised: 0 is the volume's least finite value, 1 the 99.8th percentile of what is above it; nothing is
 * clipped. Taken once from the whole volume.
 *
 * @param nu voxels along u
 * @param nv voxels along v
 * @param slices nu x nv values each; not-a-number and infinite ones as they were
 * @param range the values that are 0 and 1
 * @param background value of the voxels around the head: the most frequent one if it is that of a tenth of all, else 0
 */
record ThickStack(int nu, int nv, float[][] slices, ValueRange range, float background) {

	private static final double BRIGHT = 0.998;
	private static final int SAMPLES = 1 << 20;
	private static final double FREQUENT = 0.1;
	/** Of a pixel value that a float holds. */
	private static final int FLOAT_BITS = 24;
	/** Below this, doubles hold whole numbers. */
	private static final double EXACT = 0x1p52;
	/** Of a constant volume's range; not so small that a processor which has no denormal numbers takes it for 0. */
	private static final double LEAST_WIDTH = 1e-30;

	/** Voxels along u of volumes whose thick axis this is: 0 is x, 1 is y, 2 is z. */
	static int uAxis(final int thick) {
		return thick == 0 ? 1 : 0;
	}

	static int vAxis(final int thick) {
		return thick == 2 ? 1 : 2;
	}

	/**
	 * Reads a volume.
	 *
	 * @param planes the (x, y) planes, in the order of z
	 * @param thick axis of the slices
	 * @param progress asked after every plane whether to stop
	 * @throws vernier.image.VernierException if the planes are colour
	 */
	static ThickStack load(final List<? extends RandomAccessibleInterval<?>> planes, final int thick,
		final Progress progress)
	{
		final int width = (int) planes.get(0).dimension(0);
		final int height = (int) planes.get(0).dimension(1);
		final int[] size = { width, height, planes.size() };
		final int nu = size[uAxis(thick)];
		final int nv = size[vAxis(thick)];
		final float[][] slices = new float[size[thick]][];
		final float[] plane = new float[width * height];
		final double base = base(planes, plane, progress);
		for (int z = 0; z < planes.size(); z++) {
			progress.checkCancelled();
			read(planes.get(z), base, plane);
			NonFinite.restore(planes.get(z), ArrayImgs.floats(plane, width, height), 1, 1, progress);
			if (thick == 2)
				slices[z] = plane.clone();
			else
				scatter(plane, width, height, z, thick, slices, nu * nv);
		}
		final float[] sample = sample(slices, nu);
		final float min = min(slices);
		final ValueRange range = range(sample, min, base);
		normalise(slices, min, range.width());
		return new ThickStack(nu, nv, slices, range, (float) ((frequent(sample, min) - min) / range.width()));
	}

	/** What is taken off values that floats do not hold: about the least of them. 0 where they do. */
	private static double base(final List<? extends RandomAccessibleInterval<?>> planes, final float[] plane,
		final Progress progress)
	{
		final Object type = planes.get(0).getType();
		if (type instanceof FloatType || !(type instanceof RealType<?> real) || real.getBitsPerPixel() <= FLOAT_BITS)
			return 0;
		float min = Float.POSITIVE_INFINITY;
		for (final RandomAccessibleInterval<?> values : planes) {
			progress.checkCancelled();
			read(values, 0, plane);
			min = Math.min(min, min(plane));
		}
		return Math.abs(min) < EXACT ? min : 0;
	}

	/** @param base what is taken off */
	private static void read(final RandomAccessibleInterval<?> plane, final double base, final float[] values) {
		VolumeImage.checkGray(plane);
		final ValueRange raw = base == 0 ? ValueRange.RAW : new ValueRange(base, base + 1, Double.NaN);
		final BlockReader reader = Planes.reader(plane, raw);
		reader.read(Region.between(0, 0, reader.width(), reader.height()), FloatBuffer.wrap(values));
	}

	private static void scatter(final float[] plane, final int width, final int height, final int z, final int thick,
		final float[][] slices, final int size)
	{
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final int w = thick == 0 ? x : y;
				if (slices[w] == null)
					slices[w] = new float[size];
				slices[w][thick == 0 ? z * height + y : z * width + x] = plane[y * width + x];
			}
	}

	/** Finite values from all over the volume, sorted. */
	private static float[] sample(final float[][] slices, final int nu) {
		final int size = slices[0].length;
		final long voxels = (long) slices.length * size;
		final long step = SampleStep.acrossColumns(Math.max(1, voxels / SAMPLES), nu);
		final float[] values = new float[(int) ((voxels + step - 1) / step)];
		int n = 0;
		for (long i = 0; i < voxels; i += step) {
			final float value = slices[(int) (i / size)][(int) (i % size)];
			if (Float.isFinite(value))
				values[n++] = value;
		}
		Arrays.sort(values, 0, n);
		return Arrays.copyOf(values, n);
	}

	/** The least finite value, or infinity. */
	private static float min(final float[]... slices) {
		float min = Float.POSITIVE_INFINITY;
		for (final float[] slice : slices)
			for (final float value : slice)
				if (Float.isFinite(value))
					min = Math.min(min, value);
		return min;
	}

	/** @param base that was taken off the values */
	private static ValueRange range(final float[] sample, final float min, final double base) {
		if (min == Float.POSITIVE_INFINITY)
			return new ValueRange(0, 1, 0);
		int first = 0;
		while (first < sample.length && sample[first] <= min)
			first++;
		final double max = first == sample.length ? min : sample[first + (int) (BRIGHT * (sample.length - 1 - first))];
		final double least = base + min;
		final double narrowest = Math.max(LEAST_WIDTH, Math.max(Math.ulp(min), base == 0 ? 0 : Math.ulp(least)));
		return new ValueRange(least, base + Math.max(max, min + narrowest), least);
	}

	private static double frequent(final float[] sample, final double otherwise) {
		int longest = 0;
		double value = otherwise;
		for (int i = 0, from = 0; i < sample.length; i++) {
			if (sample[i] != sample[from])
				from = i;
			if (i - from + 1 > longest) {
				longest = i - from + 1;
				value = sample[i];
			}
		}
		return longest >= FREQUENT * sample.length ? value : otherwise;
	}

	private static void normalise(final float[][] slices, final float min, final double width) {
		final double scale = 1 / width;
		for (final float[] slice : slices)
			for (int i = 0; i < slice.length; i++)
				if (Float.isFinite(slice[i]))
					slice[i] = (float) (((double) slice[i] - min) * scale);
	}

	/** The values of columns: w x v x u, u fastest. */
	float[] columns(final Region columns) {
		final int width = columns.width();
		final float[] values = new float[Math.toIntExact(columns.size() * slices.length)];
		for (int k = 0; k < slices.length; k++)
			for (int j = 0; j < columns.height(); j++)
				System.arraycopy(slices[k], (int) ((columns.y() + j) * nu + columns.x()), values, //
					(k * columns.height() + j) * width, width);
		return values;
	}

	/** True if any value is not a number or infinite. */
	boolean hasNonFinite() {
		for (final float[] slice : slices)
			for (final float value : slice)
				if (!Float.isFinite(value))
					return true;
		return false;
	}

	/** This stack with the least value in the place of what is not finite. */
	ThickStack finite() {
		if (!hasNonFinite())
			return this;
		final float[][] copy = new float[slices.length][];
		for (int k = 0; k < copy.length; k++) {
			copy[k] = slices[k].clone();
			for (int i = 0; i < copy[k].length; i++)
				if (!Float.isFinite(copy[k][i]))
					copy[k][i] = 0;
		}
		return new ThickStack(nu, nv, copy, range, background);
	}
}
