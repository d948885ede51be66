package vernier.superres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import vernier.image.BlockReader;
import vernier.image.Region;
import vernier.inference.BlockOperator;
import vernier.inference.BlockOperator.Block;

/** A plane in memory, and operators run on it block by block. */
final class Plane implements BlockReader {

	final int channels;
	final int width;
	final int height;
	final float[] values;

	Plane(final int channels, final int width, final int height) {
		this(channels, width, height, new float[channels * width * height]);
	}

	private Plane(final int channels, final int width, final int height, final float[] values) {
		this.channels = channels;
		this.width = width;
		this.height = height;
		this.values = values;
	}

	static Plane random(final int channels, final int width, final int height, final long seed) {
		final Random random = new Random(seed);
		final Plane plane = new Plane(channels, width, height);
		for (int i = 0; i < plane.values.length; i++)
			plane.values[i] = random.nextFloat();
		return plane;
	}

	/** The image of a resource line: scale, width, height, values. */
	static Plane parse(final String line) {
		final String[] fields = line.split(",");
		final Plane plane = new Plane(1, Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
		for (int i = 0; i < plane.values.length; i++)
			plane.values[i] = Float.parseFloat(fields[i + 3]);
		return plane;
	}

	static List<String> lines(final String resource) {
		try (InputStream stream = Plane.class.getResourceAsStream(resource)) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	float get(final int channel, final long x, final long y) {
		return values[(int) ((channel * height + y) * width + x)];
	}

	Plane apply(final BlockOperator operator) {
		return apply(operator, Integer.MAX_VALUE, Integer.MAX_VALUE);
	}

	/** Runs an operator in blocks of a size; each gets a buffer with just the region that it asks for. */
	Plane apply(final BlockOperator operator, final int blockWidth, final int blockHeight) {
		final Plane result = new Plane(operator.targetChannels(), (int) operator.targetWidth(width),
			(int) operator.targetHeight(height));
		for (long y = 0; y < result.height; y += blockHeight)
			for (long x = 0; x < result.width; x += blockWidth) {
				final Region target = Region.between(x, y, Math.min(result.width, x + blockWidth), //
					Math.min(result.height, y + blockHeight));
				final Region region = operator.source(target, width, height);
				final FloatBuffer source = FloatBuffer.allocate((int) region.size() * channels);
				read(region, source);
				final FloatBuffer block = FloatBuffer.allocate((int) target.size() * result.channels);
				operator.compute(new Block(region, width, height, target), source, block);
				result.write(target, block);
			}
		return result;
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		int i = 0;
		for (int c = 0; c < channels; c++)
			for (long y = region.y(); y < region.endY(); y++)
				for (long x = region.x(); x < region.endX(); x++)
					target.put(i++, get(c, x, y));
	}

	private void write(final Region region, final FloatBuffer source) {
		int i = 0;
		for (int c = 0; c < channels; c++)
			for (long y = region.y(); y < region.endY(); y++)
				for (long x = region.x(); x < region.endX(); x++)
					values[(int) ((c * height + y) * width + x)] = source.get(i++);
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
}
