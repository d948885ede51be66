package vernier.cli;

import java.util.Random;

import vernier.operators.exact.Picture;

/**
 * Haze over a clear picture, by the model that dehazing inverts (Koschmieder): scene x exp(-depth) + air light x
 * (1 - exp(-depth)). The depth is a slope, on which things stand whose outlines are those of the picture's own light or
 * drawn at random.
 */
final class Weather {

	/** Mean optical depth of the haze, least and most. */
	private static final double THIN = 0.1, THICK = 2.5;
	private static final double DIMMEST = 0.65, TINT = 0.06;
	private static final int MOST_THINGS = 5;

	private Weather() {}

	/** Puts haze over a colour picture in place; values stay between theirs and the air light's. */
	static void haze(final Picture picture, final Random random) {
		final float[] depth = depth(picture, random);
		final double level = DIMMEST + (1 - DIMMEST) * random.nextDouble();
		for (final float[] channel : picture.channels()) {
			final double air = Math.min(1, level + TINT * (2 * random.nextDouble() - 1));
			for (int i = 0; i < channel.length; i++)
				channel[i] = (float) (air + (channel[i] - air) * Math.exp(-depth[i]));
		}
	}

	/** Optical depth of each pixel, none below 0. */
	private static float[] depth(final Picture picture, final Random random) {
		final int width = picture.width();
		final int height = picture.height();
		final double angle = random.nextGaussian() * 0.6;
		final double steep = random.nextDouble();
		final double own = random.nextDouble() * (random.nextBoolean() ? 1 : 0);
		final float[] depth = new float[width * height];
		for (int i = 0; i < depth.length; i++) {
			final double up = 0.5 - (i / width * Math.cos(angle) + i % width * Math.sin(angle)) / height;
			final float light = (picture.channels()[0][i] + picture.channels()[1][i] + picture.channels()[2][i]) / 3;
			// what is bright is often far: sky and haze that is in the photograph already
			depth[i] = (float) (1 + 2 * steep * up + own * (Math.round(4 * light) / 2.0 - 1));
		}
		for (int left = random.nextInt(MOST_THINGS + 1); left > 0; left--)
			stand(depth, width, random);
		final double mean = THIN * Math.pow(THICK / THIN, random.nextDouble());
		for (int i = 0; i < depth.length; i++)
			depth[i] = (float) (mean * Math.max(0, depth[i]));
		return depth;
	}

	/** A disc or a half plane that is nearer or farther than what is behind it. */
	private static void stand(final float[] depth, final int width, final Random random) {
		final double x0 = random.nextDouble() * width;
		final double y0 = random.nextDouble() * depth.length / width;
		final double radius = width * (0.05 + 0.3 * random.nextDouble());
		final double angle = random.nextDouble() * 2 * Math.PI;
		final boolean round = random.nextBoolean();
		final float nearer = (float) (1.2 * random.nextDouble() - 0.6);
		for (int i = 0; i < depth.length; i++) {
			final double x = i % width - x0;
			final double y = i / width - y0;
			if (round ? x * x + y * y < radius * radius : x * Math.cos(angle) + y * Math.sin(angle) > 0)
				depth[i] += nearer;
		}
	}
}
