package vernier.inference;

import java.nio.FloatBuffer;
import java.util.Random;

import vernier.image.BlockReader;
import vernier.image.BlockWriter;
import vernier.image.Region;

/** A plane of floats, channel by channel, to read from and write to. */
class ArrayPlane implements BlockReader, BlockWriter {

	final int channels;
	final int width;
	final int height;
	final float[] values;

	ArrayPlane(final int channels, final long width, final long height) {
		this.channels = channels;
		this.width = (int) width;
		this.height = (int) height;
		values = new float[channels * this.width * this.height];
	}

	static ArrayPlane random(final int channels, final int width, final int height, final long seed) {
		final ArrayPlane plane = new ArrayPlane(channels, width, height);
		final Random random = new Random(seed);
		for (int i = 0; i < plane.values.length; i++)
			plane.values[i] = random.nextFloat();
		return plane;
	}

	@Override
	public int channels() {
		return channels;
	}

	@Override
	public long width() {
		return width;
	}

	@Override
	public long height() {
		return height;
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		for (int c = 0; c < channels; c++)
			for (int y = 0; y < region.height(); y++)
				target.put((c * region.height() + y) * region.width(), values, index(c, region, y), region.width());
	}

	@Override
	public void write(final Region region, final FloatBuffer source) {
		for (int c = 0; c < channels; c++)
			for (int y = 0; y < region.height(); y++)
				source.get((c * region.height() + y) * region.width(), values, index(c, region, y), region.width());
	}

	private int index(final int channel, final Region region, final int y) {
		return (int) ((channel * height + region.y() + y) * width + region.x());
	}
}
