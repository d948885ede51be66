package vernier.operators;

import java.nio.FloatBuffer;

import vernier.image.BlockWriter;
import vernier.image.Region;

/**
 * Writes the mean of red, green and blue to a gray plane.
 *
 * @param gray takes one channel
 */
record GrayMean(BlockWriter gray) implements BlockWriter {

	@Override
	public void write(final Region region, final FloatBuffer source) {
		gray.write(region, mean(region, source, region));
	}

	@Override
	public void write(final Region region, final FloatBuffer source, final Region given, final int channels) {
		gray.write(region, mean(region, source, given));
	}

	@Override
	public Stamp stamp(final int width, final int height, final FloatBuffer source) {
		final Region block = new Region(0, 0, width, height);
		return gray.stamp(width, height, mean(block, source, block));
	}

	@Override
	public int grid() {
		return gray.grid();
	}

	private static FloatBuffer mean(final Region region, final FloatBuffer source, final Region given) {
		final int n = (int) given.size();
		final float[] mean = new float[(int) region.size()];
		for (int y = 0, to = 0; y < region.height(); y++)
			for (int from = given.index(region.x(), region.y() + y), x = 0; x < region.width(); x++, from++)
				mean[to++] = (source.get(from) + source.get(from + n) + source.get(from + 2 * n)) / 3;
		return FloatBuffer.wrap(mean);
	}
}
