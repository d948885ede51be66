package vernier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import vernier.cli.Main;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.zarr.OmeZarr;
import vernier.image.zarr.OmeZarrResult;
import vernier.model.ModelDescription;
import vernier.superres.SuperResolution;

/**
 * 8-bit OME-Zarr images enlarged block by block into others. First a large sparse one by the shell, in a process of its own:
 * time, and the largest memory that the system has seen of it. Then smaller ones, full and sparse, in turns with the same
 * pixels in memory: the ratio of times, which on a busy machine is that of the processor's times.
 * <p>
 * Arguments: size=65536 (0 to leave it out) heap= (as Java chooses) small=6144 runs=3 model=ID
 */
public final class ZarrOverMemory {

	private static final String METADATA = """
		{"multiscales": [{"version": "0.4", "axes": [{"name": "y", "type": "space"}, {"name": "x", "type": "space"}],
		"datasets": [{"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [1, 1]}]}]}]}""";
	private static final int CHUNK = 512;
	/** Full chunks along a side of a cluster of them; clusters are 4 times as far apart. */
	private static final int CLUSTER = 4;

	private final Bench bench;
	private final ModelDescription model;
	private final Path folder;

	private ZarrOverMemory(final Bench bench, final Path folder) {
		this.bench = bench;
		this.folder = folder;
		model = bench.model();
	}

	public static void main(final String[] args) throws IOException, InterruptedException {
		final Path folder = Files.createTempDirectory("vernier-bench");
		final ZarrOverMemory run = new ZarrOverMemory(new Bench(args), folder);
		run.bench.header(run.model);
		try {
			if (run.bench.get("size", 65536) > 0)
				run.large(run.bench.get("size", 65536));
			run.ratios(run.bench.get("small", 6144));
		}
		finally {
			delete(folder);
		}
		System.exit(0);
	}

	private void large(final int size) throws IOException, InterruptedException {
		final Path in = folder.resolve("large.ome.zarr");
		final Path out = folder.resolve("large-out.ome.zarr");
		image(in, size, CLUSTER);
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-cp", System.getProperty("java.class.path"), Main.class.getName(), "super-resolve", //
			in.toString(), out.toString(), "--scale", String.valueOf(model.scale()), "--model", model.id(), "--device", "cpu"));
		if (!bench.get("heap", "").isEmpty())
			command.add(1, "-Xmx" + bench.get("heap", ""));
		final long start = System.nanoTime();
		final Process process = new ProcessBuilder(command).inheritIO().start();
		long peak = 0;
		while (!process.waitFor(100, TimeUnit.MILLISECONDS))
			peak = Math.max(peak, peakMiB(process.pid()));
		System.out.printf(Locale.ROOT, "%d x %d pixels, 1 of 16 chunks full, by %d from disk to disk, all resolutions: %.0f s, " +
			"at most %d MiB%n", size, size, model.scale(), (System.nanoTime() - start) / 1e9, peak);
		delete(in);
		delete(out);
	}

	private void ratios(final int size) throws IOException {
		System.out.println("| source | full chunks | on disk, s | in memory, s | ratio | processor on disk, s | in memory, s | " +
			"ratio |");
		System.out.println("|---|---|---|---|---|---|---|---|");
		try (SuperResolution sr = new SuperResolution(bench.options(model))) {
			sr.enlarge(Bench.image(CHUNK, CHUNK));
			for (final int cluster : new int[] { 0, 1 }) {
				final Path in = folder.resolve("in" + cluster + ".ome.zarr");
				image(in, size, cluster);
				final RandomAccessibleInterval<UnsignedByteType> pixels = pixels(size, cluster);
				final int runs = bench.get("runs", 3);
				final double[][] times = new double[4][runs];
				for (int i = 0; i < runs; i++) {
					double before = Bench.processorMs();
					times[0][i] = Bench.ms(() -> onDisk(sr, in, size));
					times[2][i] = Bench.processorMs() - before;
					delete(folder.resolve("out.ome.zarr"));
					before = Bench.processorMs();
					times[1][i] = Bench.ms(() -> sr.enlarge(PlaneStack.of(pixels), Progress.NONE));
					times[3][i] = Bench.processorMs() - before;
				}
				System.out.printf(Locale.ROOT, "| %d x %d | 1 of %d | %.1f | %.1f | %.3f | %.1f | %.1f | %.3f |%n", size, size, //
					cluster == 0 ? 1 : 16, //
					Bench.median(times[0]) / 1000, Bench.median(times[1]) / 1000, Bench.median(times[0]) / Bench.median(times[1]), //
					Bench.median(times[2]) / 1000, Bench.median(times[3]) / 1000, Bench.median(times[2]) / Bench.median(times[3]));
			}
		}
	}

	private void onDisk(final SuperResolution sr, final Path in, final int size) {
		final OmeZarr image = OmeZarr.open(in, 1 << 26);
		try (OmeZarrResult result = image.create(folder.resolve("out.ome.zarr"), model.scale(), model.scale(), //
			(long) size * model.scale(), (long) size * model.scale(), 1 << 28))
		{
			sr.enlarge(image.planes(), result.planes(), Progress.NONE);
			result.complete(Map.of());
		}
	}

	/** True if a chunk is full: all if the cluster has no size, else one of 16. */
	private static boolean isFull(final int chunk, final int cluster) {
		return cluster == 0 || chunk % (4 * cluster) < cluster;
	}

	/** An image of zeros with clusters of chunks of pixels. */
	private static void image(final Path folder, final int size, final int cluster) throws IOException {
		Files.createDirectories(folder.resolve("0"));
		Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
		Files.writeString(folder.resolve(".zattrs"), METADATA);
		Files.writeString(folder.resolve("0/.zarray"), "{\"zarr_format\": 2, \"shape\": [" + size + ", " + size +
			"], \"chunks\": [512, 512], \"dtype\": \"|u1\", \"compressor\": null, \"fill_value\": 0, \"order\": \"C\", " +
			"\"filters\": null, \"dimension_separator\": \"/\"}");
		final byte[] chunk = Bench.image(CHUNK, CHUNK).update(null).getCurrentStorageArray();
		for (int y = 0; y < size / CHUNK; y++)
			for (int x = 0; x < size / CHUNK; x++) {
				if (!isFull(x, cluster) || !isFull(y, cluster))
					continue;
				final Path file = folder.resolve("0/" + y + "/" + x);
				Files.createDirectories(file.getParent());
				Files.write(file, chunk);
			}
	}

	/** The same pixels in memory. */
	private static ArrayImg<UnsignedByteType, ?> pixels(final int size, final int cluster) {
		final byte[] chunk = Bench.image(CHUNK, CHUNK).update(null).getCurrentStorageArray();
		final byte[] pixels = new byte[size * size];
		for (int y = 0; y < size; y++)
			for (int x = 0; x < size; x += CHUNK)
				if (isFull(y / CHUNK, cluster) && isFull(x / CHUNK, cluster))
					System.arraycopy(chunk, y % CHUNK * CHUNK, pixels, y * size + x, CHUNK);
		return ArrayImgs.unsignedBytes(pixels, size, size);
	}

	private static long peakMiB(final long process) {
		try {
			return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream().filter(line -> line.startsWith("VmHWM:"))
				.mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0) / 1024;
		}
		catch (final IOException e) {
			// it has ended
			return 0;
		}
	}

	private static void delete(final Path tree) throws IOException {
		try (Stream<Path> all = Files.walk(tree)) {
			for (final Path path : all.sorted(Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
	}
}
