package vernier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import vernier.batch.Batch;
import vernier.batch.BatchOptions;
import vernier.image.PlaneFiles;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.model.ModelDescription;
import vernier.superres.SuperResolution;

/**
 * A batch over a folder, from files to files, against the same network on the same images in memory: what reading, writing,
 * hashing and the journal add. Both in one process, in turns, the first turn not counted.
 * <p>
 * Arguments: files=200 size=512 turns=3 model=ID.
 */
public final class BatchOverInference {

	private BatchOverInference() {}

	public static void main(final String[] args) throws IOException {
		final Bench bench = new Bench(args);
		final ModelDescription model = bench.model();
		final int files = bench.get("files", 200);
		final int size = bench.get("size", 512);
		bench.header(model);
		final Path folder = Files.createTempDirectory("vernier-bench");
		final var image = Bench.image(size, size);
		final Path in = Files.createDirectory(folder.resolve("in"));
		for (int i = 0; i < files; i++)
			PlaneFiles.save(PlaneStack.of(image), "image", Map.of(), in.resolve(String.format(Locale.ROOT, "%04d.tif", i)));
		final int turns = bench.get("turns", 3);
		final double[] pure = new double[turns];
		final double[] batch = new double[turns];
		long single = 0;
		for (int turn = -1; turn < turns; turn++) {
			final double inference;
			try (SuperResolution sr = new SuperResolution(bench.options(model))) {
				sr.enlarge(image);
				single = Math.max(single, peakMiB());
				final int repeats = turn < 0 ? 3 : files;
				inference = Bench.ms(() -> {
					for (int i = 0; i < repeats; i++)
						sr.enlarge(image);
				});
			}
			final BatchOptions options = BatchOptions.of(in, folder.resolve("out" + turn), List.of("super-resolve scale=" + model
				.scale() + " device=CPU model=" + bench.get("model", model.id())));
			final double whole = Bench.ms(() -> Batch.run(options, Progress.NONE));
			if (turn >= 0) {
				pure[turn] = inference;
				batch[turn] = whole;
			}
		}
		System.out.println("| files | size | inference alone, s | batch, s | batch / inference | peak after one image, MiB | "
			+ "after all, MiB |");
		System.out.println("|---|---|---|---|---|---|---|");
		System.out.printf(Locale.ROOT, "| %d | %d x %d | %.1f | %.1f | %.3f | %d | %d |%n", files, size, size, //
			Bench.median(pure) / 1000, Bench.median(batch) / 1000, Bench.median(batch) / Bench.median(pure), single, peakMiB());
		try (Stream<Path> all = Files.walk(folder)) {
			for (final Path path : all.sorted(Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
		System.exit(0);
	}

	private static long peakMiB() throws IOException {
		return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM:")).mapToLong(
			line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() / 1024;
	}
}
