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
		final int n = (int) region.size();
		final float[] mean = new float[n];
		for (int i = 0; i < n; i++)
			mean[i] = (source.get(i) + source.get(i + n) + source.get(i + 2 * n)) / 3;
		gray.write(region, FloatBuffer.wrap(mean));
	}
}
