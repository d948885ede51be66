package vernier.operators.exact;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Pictures to try operators on. */
final class TestPictures {

	private TestPictures() {}

	/** Soft hills with edges and noise, values about 0.1 to 0.9. */
	static Picture scene(final int width, final int height, final int channels, final long seed) {
		final Random random = new Random(seed);
		final Picture picture = Picture.of(width, height, channels);
		for (int c = 0; c < channels; c++) {
			final double phase = random.nextDouble() * 6, speed = 0.1 + 0.2 * random.nextDouble();
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++) {
					final double hill = Math.sin(speed * x + phase) * Math.cos(0.7 * speed * y + phase);
					final double edge = x + y > (width + height) / 2 ? 0.2 : 0;
					picture.channels()[c][y * width + x] = (float) (0.4 + 0.2 * hill + edge + 0.03 * random.nextGaussian());
				}
		}
		return picture;
	}

	static Picture constant(final int width, final int height, final float... values) {
		final Picture picture = Picture.of(width, height, values.length);
		for (int c = 0; c < values.length; c++)
			Arrays.fill(picture.channels()[c], values[c]);
		return picture;
	}

	static Picture mirrored(final Picture picture) {
		final int w = picture.width();
		return rearranged(picture, w, picture.height(), i -> i / w * w + w - 1 - i % w);
	}

	static Picture transposed(final Picture picture) {
		final int w = picture.width(), h = picture.height();
		return rearranged(picture, h, w, i -> i % h * w + i / h);
	}

	private static Picture rearranged(final Picture picture, final int width, final int height,
		final IntUnaryOperator source)
	{
		final Picture result = Picture.of(width, height, picture.channels().length);
		for (int c = 0; c < result.channels().length; c++)
			for (int i = 0; i < width * height; i++)
				result.channels()[c][i] = picture.channels()[c][source.applyAsInt(i)];
		return result;
	}

	static double largestDifference(final Picture a, final Picture b) {
		double largest = 0;
		for (int c = 0; c < a.channels().length; c++)
			largest = Math.max(largest, largestDifference(a.channels()[c], b.channels()[c]));
		return largest;
	}

	/** Infinite if any is not a number. */
	static double largestDifference(final float[] a, final float[] b) {
		double largest = 0;
		for (int i = 0; i < a.length; i++) {
			final double difference = Math.abs((double) a[i] - b[i]);
			largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
		}
		return largest;
	}
}
