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
	/** Above the median by so many deviations of the noise lies what is no ground. */
	private static final double ABOVE_NOISE = 6;
	/** Objects of fewer pixels cannot be told from hot pixels. */
	private static final double LEAST_SIZE = 5;
	/** Least part of one object that is above the noise where there are few. */
	private static final double LEAST_PART = 0.25;
	/** Range, in that of the middle of what is above the noise, in which nothing can be seen of the rest; nuclei reach 8. */
	private static final double DAZZLING = 20;
	/** What becomes 1 then, in the same unit. */
	private static final double DAZZLED = 2;

	private final long pairsPerRow;
	private final long step;
	private final float sign;
	/** Least number of pixels that are objects, of the sampled ones; 0 if objects are too small to tell. */
	private final double leastAbove;
	private float[] values = new float[1024];
	private float[] differences = new float[512];
	private int sampled;
	private int pairs;
	private boolean sorted;
	private double high = Double.NaN;
	private double dazzling;

	/**
	 * @param width columns of the plane
	 * @param height rows of the plane
	 * @param sign 1, or -1 if the objects are darker than the ground
	 * @param objectSize diameter of an object, in pixels of the plane
	 */
	PlaneStatistics(final long width, final long height, final int sign, final double objectSize) {
		pairsPerRow = (width + 1) / 2;
		step = SampleStep.acrossColumns(Math.max(1, (width * height + WANTED - 1) / WANTED), pairsPerRow);
		this.sign = sign;
		leastAbove = objectSize < LEAST_SIZE ? 0 : LEAST_PART * Math.PI / 4 * objectSize * objectSize / step;
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
	 * What becomes 1: the percentile, but where all but a few pixels are of one value, the greatest, so that those few do not
	 * vanish; where so few objects lie in noise that the percentile is one of the noise, the middle of what is above it; and
	 * where little of what is above the noise is so bright that the rest would vanish beside it, twice that middle. The last
	 * two are of objects of several pixels. As {@link #low} if the plane is constant.
	 */
	double high() {
		if (Double.isNaN(high))
			high = sampled == 0 ? 0 : bright();
		return high;
	}

	/** How many times the middle of what is above the noise the usual percentile is, where it dazzles; else 0. */
	double dazzling() {
		high();
		return dazzling;
	}

	/** True if what dazzles is cut; not where many objects below a pixel may well be so bright together. */
	boolean isCut() {
		return dazzling() > 0 && leastAbove > 0;
	}

	private double bright() {
		final double usual = percentile(HIGH);
		if (!(usual > low()))
			return values[sampled - 1];
		final double ground = percentile(0.5) + ABOVE_NOISE * noise();
		int first = sampled;
		while (first > 0 && values[first - 1] > ground)
			first--;
		if (first == sampled)
			return usual;
		final double middle = values[(first + sampled) / 2];
		if (middle > usual)
			return leastAbove > 0 && sampled - first >= leastAbove ? middle : usual;
		if (usual - low() <= DAZZLING * (middle - low()))
			return usual;
		dazzling = (usual - low()) / (middle - low());
		return leastAbove > 0 ? low() + DAZZLED * (middle - low()) : usual;
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

	/** log2 of the noise, in normalised units. */
	double logNoise() {
		return log2(LITTLE + noise() * scale());
	}

	/** From the median absolute deviation of differences of neighbours. */
	private double noise() {
		if (pairs == 0)
			return 0;
		final float[] d = Arrays.copyOf(differences, pairs);
		final float median = median(d);
		for (int i = 0; i < d.length; i++)
			d[i] = Math.abs(d[i] - median);
		return 1.4826 / Math.sqrt(2) * median(d);
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
