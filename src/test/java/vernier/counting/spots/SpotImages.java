package vernier.counting.spots;

import java.util.List;
import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Images of spots with known positions, computed here and not by the code under test. */
final class SpotImages {

	private SpotImages() {}

	/** Pixel-integrated Gaussians on a background, by a midpoint rule of 16 x 16 points a pixel. */
	static float[] clean(final int width, final int height, final double background, final List<double[]> spots) {
		final float[] image = new float[width * height];
		java.util.Arrays.fill(image, (float) background);
		for (final double[] s : spots) {
			final int reach = (int) (7 * s[3] + 3);
			for (int y = Math.max(0, (int) s[1] - reach); y < Math.min(height, (int) s[1] + reach); y++)
				for (int x = Math.max(0, (int) s[0] - reach); x < Math.min(width, (int) s[0] + reach); x++) {
					if (Math.hypot(x + 0.5 - s[0], y + 0.5 - s[1]) > 7 * s[3] + 2)
						continue;
					double sum = 0;
					for (int v = 0; v < 16; v++)
						for (int u = 0; u < 16; u++) {
							final double dx = x + (u + 0.5) / 16 - s[0];
							final double dy = y + (v + 0.5) / 16 - s[1];
							sum += Math.exp(-(dx * dx + dy * dy) / (2 * s[3] * s[3]));
						}
					image[y * width + x] += (float) (s[2] * sum / 256 / (2 * Math.PI * s[3] * s[3]));
				}
		}
		return image;
	}

	/** Adds shot noise, as a Gaussian of the value's variance, and read noise. */
	static float[] noisy(final float[] clean, final double readNoise, final long seed) {
		final Random random = new Random(seed);
		final float[] image = clean.clone();
		for (int i = 0; i < image.length; i++)
			image[i] += (float) (random.nextGaussian() * Math.sqrt(clean[i] + readNoise * readNoise));
		return image;
	}

	static Img<FloatType> image(final float[] values, final int width) {
		return ArrayImgs.floats(values, width, values.length / width);
	}
}
