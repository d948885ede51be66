package vernier.counting;

import java.nio.FloatBuffer;

import vernier.image.Region;
import vernier.inference.BlockOperator;

/**
 * Gray values to what a counting network takes: (sign v - low) scale, and constant planes of global numbers. What dazzles is
 * cut.
 */
final class Normalisation implements BlockOperator {

	/** What dazzles is shown no brighter than this. */
	private static final float CUT = 1.5f;

	private final float[] planes;
	private double sign = 1;
	private double low;
	private double scale;
	private float most = Float.POSITIVE_INFINITY;

	/** @param planes number of constant planes */
	Normalisation(final int planes) {
		this.planes = new float[planes];
	}

	/** Takes the numbers of another plane; the values of the constant planes are set by index. */
	void set(final int newSign, final PlaneStatistics statistics, final double[] numbers) {
		sign = newSign;
		low = statistics.low();
		scale = statistics.scale();
		most = statistics.isCut() ? CUT : Float.POSITIVE_INFINITY;
		for (int i = 0; i < planes.length; i++)
			planes[i] = (float) numbers[i];
	}

	@Override
	public int sourceChannels() {
		return 1;
	}

	@Override
	public int targetChannels() {
		return 1 + planes.length;
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return target;
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		return Float.BYTES * (2L + planes.length) * targetWidth * targetHeight;
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final Region from = block.source();
		final Region to = block.target();
		final int area = (int) to.size();
		for (int y = 0; y < to.height(); y++)
			for (int x = 0; x < to.width(); x++) {
				final float value = source.get(from.index(to.x() + x, to.y() + y));
				// what has no value counts as ground
				target.put(y * to.width() + x, Float.isFinite(value) ? Math.min(most, (float) ((sign * value - low) *
					scale)) : 0);
			}
		for (int c = 0; c < planes.length; c++)
			for (int i = 0; i < area; i++)
				target.put((c + 1) * area + i, planes[c]);
	}
}
