package vernier.image;

import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Least, greatest and mean finite value of planes of any gray type, from every pixel; percentiles from every n-th
 * pixel, about a million in all, so that the same image always gives the same numbers.
 */
final class SubSample implements ValueSample {

	private static final int WANTED = 1 << 20;

	private final long step;
	private double[] sample = new double[1024];
	private int sampled;
	private boolean sorted;
	private long seen;
	private long finite;
	private double sum;
	private double min = Double.POSITIVE_INFINITY;
	private double max = Double.NEGATIVE_INFINITY;

	SubSample(final long width, final long height, final int planes) {
		long n = Math.max(1, (long) ((double) width * height * planes / WANTED));
		// a step that shares a factor with the width would visit some columns only
		while (n > 1 && gcd(n, width) != 1)
			n++;
		step = n;
	}

	private static long gcd(final long a, final long b) {
		return b == 0 ? a : gcd(b, a % b);
	}

	@Override
	public void add(final RandomAccessibleInterval<?> plane, final Progress progress) {
		final RandomAccessibleInterval<? extends RealType<?>> values = Planes.zeroMin(Planes.real(plane));
		final PrimitiveStrips primitives = PrimitiveStrips.of(values);
		Strips.forEach(0, 0, values.dimension(0), values.dimension(1), strip -> {
			progress.checkCancelled();
			if (primitives != null && primitives.read(strip) instanceof float[] floats) {
				for (int i = 0; i < strip.size(); i++)
					add(floats[i]);
				return;
			}
			final Cursor<? extends RealType<?>> cursor = Strips.cursor(values, strip);
			while (cursor.hasNext())
				add(cursor.next().getRealDouble());
		});
	}

	private void add(final double value) {
		seen++;
		if (!Double.isFinite(value))
			return;
		finite++;
		sum += value;
		min = Math.min(min, value);
		max = Math.max(max, value);
		if (seen % step != 0)
			return;
		if (sampled == sample.length)
			sample = Arrays.copyOf(sample, 2 * sampled);
		sample[sampled++] = value;
		sorted = false;
	}

	@Override
	public double min() {
		return min;
	}

	@Override
	public double max() {
		return max;
	}

	@Override
	public double mean() {
		return sum / finite;
	}

	@Override
	public double percentile(final double fraction) {
		if (!sorted)
			Arrays.sort(sample, 0, sampled);
		sorted = true;
		if (sampled == 0)
			return min;
		return sample[Math.max(0, (int) Math.ceil(fraction * sampled) - 1)];
	}
}
