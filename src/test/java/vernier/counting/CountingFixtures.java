package vernier.counting;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.RandomAccessibleInterval;
import vernier.image.CsvTable;
import vernier.inference.Device;

/** The tiny counting model, and pictures for it. */
final class CountingFixtures {

	private CountingFixtures() {}

	static Path path(final String name) {
		try {
			return Path.of(CountingFixtures.class.getResource("/counting/" + name).toURI());
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	static CsvTable table(final String name) {
		return CsvTable.read(path(name));
	}

	/** Options for the tiny model, which knows objects of 2 to 8 pixels and resamples others to 4. */
	static CountOptions tiny(final double objectSize) {
		return CountOptions.ofSize(objectSize).withModel(path("models/count-tiny").toString()).withDevice(Device.CPU);
	}

	/** Noise from 0 to 255, a few pixels brighter than most. */
	static RandomAccessibleInterval<UnsignedByteType> picture(final int width, final int height, final long seed) {
		final Random random = new Random(seed);
		final byte[] pixels = new byte[width * height];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) Math.min(255, (int) (40 * Math.exp(0.8 * random.nextGaussian())));
		return ArrayImgs.unsignedBytes(pixels, width, height);
	}
}
