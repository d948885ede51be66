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
		step = SampleStep.acrossColumns(Math.max(1, (long) ((double) width * height * planes / WANTED)), width);
	}

	@Override
	public void add(final RandomAccessibleInterval<?> plane, final Progress progress) {
		final RandomAccessibleInterval<? extends RealType<?>> values = Planes.zeroMin(Planes.real(plane));
		final PrimitiveStrips primitives = PrimitiveStrips.of(values);
		final long width = values.dimension(0);
		final long before = seen;
		Strips.forEach(values, new Strips.Visitor() {

			@Override
			public void strip(final Region strip) {
				progress.checkCancelled();
				final float[] floats = primitives != null && primitives.read(strip) instanceof float[] array ? array : null;
				final Cursor<? extends RealType<?>> cursor = floats == null ? Strips.cursor(values, strip) : null;
				for (int y = 0, i = 0; y < strip.height(); y++) {
					final long row = before + (strip.y() + y) * width + strip.x();
					for (int x = 0; x < strip.width(); x++, i++)
						add(floats == null ? cursor.next().getRealDouble() : floats[i], row + x + 1);
				}
			}

			@Override
			public void absent(final Region region, final double value) {
				if (Double.isFinite(value))
					addAll(region, value, before, width);
			}
		});
		seen += width * values.dimension(1);
	}

	/** @param number of the pixel in the order of planes and rows, from 1 */
	private void add(final double value, final long number) {
		if (!Double.isFinite(value))
			return;
		finite++;
		sum += value;
		min = Math.min(min, value);
		max = Math.max(max, value);
		if (number % step == 0)
			sample(value);
	}

	private void addAll(final Region region, final double value, final long before, final long width) {
		finite += region.size();
		sum += region.size() * value;
		min = Math.min(min, value);
		max = Math.max(max, value);
		for (long y = region.y(); y < region.endY(); y++) {
			final long row = before + y * width;
			for (long n = (row + region.endX()) / step - (row + region.x()) / step; n > 0; n--)
				sample(value);
		}
	}

	private void sample(final double value) {
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
	public long size() {
		return sampled;
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
