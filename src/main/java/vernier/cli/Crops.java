package vernier.cli;

import java.nio.FloatBuffer;
import java.util.Random;

import vernier.image.BlockReader;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRanges;
import vernier.inference.BlockOperator;
import vernier.inference.Buffers;
import vernier.operators.exact.Picture;
import vernier.superres.Resampler;

/** Square crops of the first plane of an image at random places and reductions. */
final class Crops {

	/** The image is reduced by at most this. */
	static final double MOST = 4;

	/** Standard deviation of the noise, least and most. */
	private static final double QUIET = 0.005, NOISY = 0.1;

	private final BlockReader reader;
	private final int size;

	/** @param image at least size x size pixels */
	Crops(final PlaneStack image, final int size) {
		this.size = size;
		reader = Planes.reader(image.plane(0), ValueRanges.of(image, image.rangeGroup(0), Progress.NONE));
	}

	/** True if an image is large enough for crops. */
	static boolean fit(final PlaneStack image, final int size) {
		return image.width() >= size && image.height() >= size;
	}

	/** A crop, after a reduction whose logarithm is evenly distributed. Colour if the image has it. */
	Picture draw(final Random random) {
		final double most = Math.min(MOST, Math.min(reader.width(), reader.height()) / (double) size);
		final double scale = Math.pow(most, -random.nextDouble());
		final BlockOperator resampler = new Resampler(scale, scale, reader.channels());
		final long width = resampler.targetWidth(reader.width()), height = resampler.targetHeight(reader.height());
		final Region target = new Region(random.nextInt((int) Math.max(1, width - size + 1)), //
			random.nextInt((int) Math.max(1, height - size + 1)), size, size);
		final Region source = resampler.source(target, reader.width(), reader.height());
		final FloatBuffer from = Buffers.allocate(source.size() * reader.channels());
		final FloatBuffer to = Buffers.allocate(target.size() * reader.channels());
		reader.read(source, from);
		resampler.compute(new BlockOperator.Block(source, reader.width(), reader.height(), target), from, to);
		final Picture crop = Picture.of(size, size, reader.channels());
		for (int c = 0; c < reader.channels(); c++)
			to.get(c * size * size, crop.channels()[c]);
		return crop;
	}

	/** The first plane of an image, all of it. */
	static Picture whole(final PlaneStack image) {
		final BlockReader reader = Planes.reader(image.plane(0), ValueRanges.of(image, image.rangeGroup(0), Progress.NONE));
		final Region all = Region.between(0, 0, reader.width(), reader.height());
		final Picture picture = Picture.of(all.width(), all.height(), reader.channels());
		final FloatBuffer values = Buffers.allocate((long) all.size() * reader.channels());
		reader.read(all, values);
		for (int c = 0; c < reader.channels(); c++)
			values.get(c * picture.channels()[0].length, picture.channels()[c]);
		return picture;
	}

	/** One of the three colours: a gray picture. */
	static Picture gray(final Picture crop, final Random random) {
		return new Picture(crop.width(), crop.height(), new float[][] { crop.channels()[random.nextInt(crop
			.channels().length)] });
	}

	/** Adds Gaussian noise of a random strength. */
	static void disturb(final Picture crop, final Random random) {
		final double sigma = QUIET * Math.pow(NOISY / QUIET, random.nextDouble());
		for (final float[] channel : crop.channels())
			for (int i = 0; i < channel.length; i++)
				channel[i] += (float) (sigma * random.nextGaussian());
	}
}
