package vernier.image;

import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Reads a gray plane with its pixels that have no value, NaN or infinite, filled from those around them, so that a network
 * finds no edge where the values end: layer after layer from the rim inwards, each pixel is the mean of its neighbours that
 * have a value or got one with a layer before. From {@value #REACH} layers on there is nothing but the mean of the plane,
 * and the layers go over to it. What a pixel gets depends on pixels at most that far away, so that it is the same however
 * the plane is cut into regions.
 */
final class Holes extends AroundReader {

	/** Layers, at most. */
	private static final int REACH = 16;
	/** Columns and rows that are filled at a time. */
	private static final int BLOCK = 256;

	private final float mean;

	/**
	 * @param reader gives NaN where there is no value; of one channel
	 * @param mean what is far from all pixels that have a value, as the reader's values are
	 */
	Holes(final BlockReader reader, final float mean) {
		super(reader);
		this.mean = mean;
	}

	@Override
	public Optional<float[]> constant(final Region region) {
		final Optional<float[]> value = inner.constant(region);
		if (value.isEmpty() || !Float.isNaN(value.get()[0]))
			return value;
		return inner.constant(reach(region)).filter(wider -> Float.isNaN(wider[0])).map(none -> new float[] { mean });
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		inner.read(region, target);
		for (long y = region.y(); y < region.endY(); y += BLOCK)
			for (long x = region.x(); x < region.endX(); x += BLOCK) {
				final Region block = Region.between(x, y, Math.min(x + BLOCK, region.endX()), Math.min(y + BLOCK, region.endY()));
				if (hasHoles(region, block, target))
					fill(region, block, target);
			}
	}

	private static boolean hasHoles(final Region region, final Region block, final FloatBuffer values) {
		for (long y = block.y(); y < block.endY(); y++)
			for (int i = region.index(block.x(), y), end = i + block.width(); i < end; i++)
				if (Float.isNaN(values.get(i)))
					return true;
		return false;
	}

	private void fill(final Region region, final Region block, final FloatBuffer target) {
		final Region around = reach(block);
		final FloatBuffer read = FloatBuffer.allocate((int) around.size());
		inner.read(around, read);
		final float[] values = read.array();
		fill(values, around.width());
		for (long y = block.y(); y < block.endY(); y++)
			target.put(region.index(block.x(), y), values, around.index(block.x(), y), block.width());
	}

	private Region reach(final Region region) {
		return region.grow(REACH, REACH, width(), height());
	}

	private void fill(final float[] values, final int width) {
		int[] holes = new int[values.length];
		int count = 0;
		for (int i = 0; i < values.length; i++)
			if (Float.isNaN(values[i]))
				holes[count++] = i;
		final float[] found = new float[count];
		final float[] means = new float[values.length];
		for (int layer = 1; layer <= REACH && count > 0; layer++) {
			final float far = Math.max(0, 2f * layer / (REACH + 1) - 1);
			for (int i = 0; i < count; i++)
				found[i] = around(values, holes[i], width);
			int left = 0;
			boolean any = false;
			for (int i = 0; i < count; i++)
				if (Float.isNaN(found[i]))
					holes[left++] = holes[i];
				else {
					values[holes[i]] = found[i];
					means[holes[i]] = far;
					any = true;
				}
			count = left;
			if (!any)
				break;
		}
		for (int i = 0; i < values.length; i++)
			if (Float.isNaN(values[i]))
				values[i] = mean;
			else
				values[i] += means[i] * (mean - values[i]);
	}

	/** Mean of the up to eight neighbours that have a value, or NaN. */
	private static float around(final float[] values, final int index, final int width) {
		final int x = index % width;
		double sum = 0;
		int n = 0;
		for (int row = index - x - width; row <= index - x + width; row += width)
			if (row >= 0 && row < values.length)
				for (int at = row + Math.max(0, x - 1); at <= row + Math.min(width - 1, x + 1); at++)
					if (Float.isFinite(values[at])) {
						sum += values[at];
						n++;
					}
		return n == 0 ? Float.NaN : (float) (sum / n);
	}
}
