package vernier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.zarr.OmeZarr;
import vernier.image.zarr.OmeZarrResult;
import vernier.model.ModelDescription;
import vernier.superres.SuperResolution;

/**
 * A sparse 8-bit OME-Zarr image enlarged block by block into another: the largest memory that the system has seen of the
 * process, and the time, against the same pixels in memory (left out where they do not fit, with memory=0).
 * <p>
 * Arguments: size=8192 model=ID memory=1; run with -Dbench.jvm=-Xmx1g or so.
 */
public final class ZarrOverMemory {

	private static final String METADATA = """
		{"multiscales": [{"version": "0.4", "axes": [{"name": "y", "type": "space"}, {"name": "x", "type": "space"}],
		"datasets": [{"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [1, 1]}]}]}]}""";

	private ZarrOverMemory() {}

	public static void main(final String[] args) throws IOException {
		final Bench bench = new Bench(args);
		final ModelDescription model = bench.model();
		final int size = bench.get("size", 8192);
		bench.header(model);
		final Path folder = Files.createTempDirectory("vernier-bench");
		final Path in = folder.resolve("in.ome.zarr");
		sparse(in, size);
		final long memory = Runtime.getRuntime().maxMemory();
		final double onDisk;
		double inMemory = Double.NaN;
		final long peak;
		try (SuperResolution sr = new SuperResolution(bench.options(model))) {
			sr.enlarge(Bench.image(512, 512));
			final OmeZarr image = OmeZarr.open(in, memory / 16);
			onDisk = Bench.ms(() -> {
				try (OmeZarrResult result = image.create(folder.resolve("out.ome.zarr"), model.scale(), model.scale(), //
					(long) size * model.scale(), (long) size * model.scale(), memory / 4))
				{
					sr.enlarge(image.planes(), result.planes(), Progress.NONE);
					result.complete(Map.of());
				}
			});
			peak = peakMiB();
			if (bench.get("memory", 1) > 0) {
				final var pixels = new CellImgFactory<>(new UnsignedByteType(), 4096).create(size, size);
				inMemory = Bench.ms(() -> sr.enlarge(PlaneStack.of(pixels), Progress.NONE));
			}
		}
		System.out.println("| source | on disk, s | in memory, s | ratio | peak of the process on disk, MiB |");
		System.out.println("|---|---|---|---|---|");
		System.out.printf(Locale.ROOT, "| %d x %d | %.1f | %.1f | %.3f | %d |%n", size, size, onDisk / 1000, inMemory / 1000,
			onDisk / inMemory, peak);
		try (Stream<Path> all = Files.walk(folder)) {
			for (final Path path : all.sorted(Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
		System.exit(0);
	}

	/** An image of zeros with one chunk of pixels in every 16. */
	private static void sparse(final Path folder, final int size) throws IOException {
		Files.createDirectories(folder.resolve("0"));
		Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
		Files.writeString(folder.resolve(".zattrs"), METADATA);
		Files.writeString(folder.resolve("0/.zarray"), "{\"zarr_format\": 2, \"shape\": [" + size + ", " + size +
			"], \"chunks\": [512, 512], \"dtype\": \"|u1\", \"compressor\": null, \"fill_value\": 0, \"order\": \"C\", " +
			"\"filters\": null, \"dimension_separator\": \"/\"}");
		final byte[] chunk = Bench.image(512, 512).update(null).getCurrentStorageArray();
		for (int y = 0; y < size / 512; y += 4)
			for (int x = 0; x < size / 512; x += 4) {
				final Path file = folder.resolve("0/" + y + "/" + x);
				Files.createDirectories(file.getParent());
				Files.write(file, chunk);
			}
	}

	private static long peakMiB() throws IOException {
		return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM:")).mapToLong(
			line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() / 1024;
	}
}
