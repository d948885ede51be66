package vernier.batch;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;
import vernier.image.PlaneFiles;
import vernier.image.PlaneStack;
import vernier.image.Progress;

/** Folders of small images, and a step that enlarges them by a network of random weights. */
final class Folders {

	private Folders() {}

	/** "super-resolve" by 2 with the test model. */
	static String step() {
		return "super-resolve scale=2 device=CPU model=[" + model() + "]";
	}

	static String model() {
		try {
			return Path.of(Folders.class.getResource("/imagej1/models/tiny-x2").toURI()).toString();
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Noise of 16 bits, or 8 where the name ends with .png. */
	static Path image(final Path file, final int width, final int height, final int planes, final long seed)
		throws IOException
	{
		Files.createDirectories(file.getParent());
		final Random random = new Random(seed);
		final byte[] bytes = new byte[width * height * planes];
		random.nextBytes(bytes);
		final short[] shorts = new short[bytes.length];
		for (int i = 0; i < shorts.length; i++)
			shorts[i] = (short) (bytes[i] & 0xff);
		// OME-TIFF is not written; what is in these files does not matter
		final Path saved = file.toString().contains(".ome.tif") ? file.resolveSibling("saved.tif") : file;
		PlaneFiles.save(file.toString().endsWith(".png") ? PlaneStack.of(ArrayImgs.unsignedBytes(bytes, width, height))
			: PlaneStack.of(ArrayImgs.unsignedShorts(shorts, width, height, planes)), "noise", Map.of(), saved);
		return Files.move(saved, file);
	}

	/** Names of the images that a batch would take. */
	static List<String> inputs(final Path folder, final String glob) {
		return InputFiles.list(folder, glob, line -> {}, Progress.NONE).stream().map(InputFiles.Input::name).toList();
	}

	static void delete(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).toList())
				Files.delete(file);
		}
	}
}
