package vernier.counting;

import java.nio.FloatBuffer;
import java.util.Arrays;

import vernier.image.BlockWriter;
import vernier.image.Region;
import vernier.image.SampleStep;

/**
 * The numbers by which a plane is normalised, from the whole plane and never from a tile: 1st and 99.8th percentile and
 * what a model may want to know besides. Planes above a megapixel are sampled: every n-th pair of neighbours. What comes
 * out does not depend on the order of the blocks.
 */
final class PlaneStatistics implements BlockWriter {

	private static final double LOW = 0.01;
	private static final double HIGH = 0.998;
	private static final int WANTED = 1 << 20;
	/** Added before a logarithm is taken. */
	private static final double LITTLE = 1e-3;

	private final long pairsPerRow;
	private final long step;
	private final float sign;
	private float[] values = new float[1024];
	private float[] differences = new float[512];
	private int sampled;
	private int pairs;
	private boolean sorted;

	/**
	 * @param width columns of the plane
	 * @param height rows of the plane
	 * @param sign 1, or -1 if the objects are darker than the ground
	 */
	PlaneStatistics(final long width, final long height, final int sign) {
		pairsPerRow = (width + 1) / 2;
		step = SampleStep.acrossColumns(Math.max(1, (width * height + WANTED - 1) / WANTED), pairsPerRow);
		this.sign = sign;
	}

	/** Blocks must begin at even columns. NaN is left out. */
	@Override
	public void write(final Region region, final FloatBuffer source) {
		for (int y = 0; y < region.height(); y++)
			for (int x = 0; x < region.width(); x += 2) {
				if (((region.y() + y) * pairsPerRow + (region.x() + x) / 2) % step != 0)
					continue;
				final float value = sign * source.get(y * region.width() + x);
				add(value);
				if (x + 1 == region.width())
					continue;
				final float next = sign * source.get(y * region.width() + x + 1);
				add(next);
				addDifference(next - value);
			}
	}

	private void add(final float value) {
		if (!Float.isFinite(value))
			return;
		if (sampled == values.length)
			values = Arrays.copyOf(values, 2 * sampled);
		values[sampled++] = value;
	}

	private void addDifference(final float difference) {
		if (!Float.isFinite(difference))
			return;
		if (pairs == differences.length)
			differences = Arrays.copyOf(differences, 2 * pairs);
		differences[pairs++] = difference;
	}

	/** What becomes 0. */
	double low() {
		return sampled == 0 ? 0 : percentile(LOW);
	}

	/**
	 * What becomes 1: where all but a few pixels are of one value, the greatest, so that those few do not vanish; as
	 * {@link #low} if the plane is constant.
	 */
	double high() {
		final double usual = sampled == 0 ? 0 : percentile(HIGH);
		return sampled == 0 || usual > low() ? usual : values[sampled - 1];
	}

	private double percentile(final double fraction) {
		sort();
		return values[Math.max(0, (int) Math.ceil(fraction * sampled) - 1)];
	}

	private void sort() {
		if (!sorted)
			Arrays.sort(values, 0, sampled);
		sorted = true;
	}

	/** 1 / (high - low); 0 for a constant plane, which so becomes 0. */
	double scale() {
		final double range = high() - low();
		return range > 0 ? 1 / range : 0;
	}

	/** log2 of the noise, in normalised units: from the median absolute deviation of differences of neighbours. */
	double logNoise() {
		if (pairs == 0)
			return log2(LITTLE);
		final float[] d = Arrays.copyOf(differences, pairs);
		final float median = median(d);
		for (int i = 0; i < d.length; i++)
			d[i] = Math.abs(d[i] - median);
		return log2(LITTLE + 1.4826 / Math.sqrt(2) * median(d) * scale());
	}

	private static float median(final float[] values) {
		Arrays.sort(values);
		return values[Math.max(0, (int) Math.ceil(0.5 * values.length) - 1)];
	}

	/** log2 of variance over mean, in normalised units: for many small objects, the light of one. */
	double logDispersion() {
		sort();
		double sum = 0;
		double squares = 0;
		for (int i = 0; i < sampled; i++) {
			final double x = (values[i] - low()) * scale();
			sum += x;
			squares += x * x;
		}
		final double mean = sampled == 0 ? 0 : sum / sampled;
		final double variance = sampled == 0 ? 0 : squares / sampled - mean * mean;
		return log2(LITTLE + Math.max(0, variance) / Math.max(mean, LITTLE));
	}

	/** Part of the pixels above half. */
	double fractionBright() {
		int n = 0;
		for (int i = 0; i < sampled; i++)
			if ((values[i] - low()) * scale() > 0.5)
				n++;
		return sampled == 0 ? 0 : (double) n / sampled;
	}

	private static double log2(final double value) {
		return Math.log(value) / Math.log(2);
	}
}
