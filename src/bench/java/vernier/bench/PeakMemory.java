package vernier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import vernier.model.ModelDescription;
import vernier.superres.SuperResolution;

/**
 * The largest memory that a fresh Java process takes for one large 8-bit plane (Linux: VmHWM), and what remains of it
 * when input and result are taken off.
 * <p>
 * Arguments: size=16384 heap=2g memory=MiB model=ID device=CPU. The heap must hold input and result; whatever is above
 * that is slack that Java may or may not use, so that it belongs to the number.
 */
public final class PeakMemory {

	private PeakMemory() {}

	public static void main(final String[] args) throws IOException, InterruptedException {
		final Bench bench = new Bench(args);
		final String heap = bench.get("heap", "2g");
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
			.toString(), "-Xmx" + heap, "-cp", System.getProperty("java.class.path"), Child.class.getName()));
		command.addAll(List.of(args));
		System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
	}

	/** What is measured. */
	public static final class Child {

		private Child() {}

		public static void main(final String[] args) throws IOException {
			final Bench bench = new Bench(args);
			final ModelDescription model = bench.model();
			bench.header(model);
			final int size = bench.get("size", 16384);
			final long before = peakKiB();
			final var image = Bench.image(size, size);
			var options = bench.options(model);
			if (bench.get("memory", 0) > 0)
				options = options.withBudget(new vernier.inference.MemoryBudget((long) bench.get("memory", 0) << 20));
			final double ms, processor = Bench.processorMs();
			final Object[] result = new Object[1];
			try (SuperResolution sr = new SuperResolution(options)) {
				ms = Bench.ms(() -> result[0] = sr.enlarge(image));
			}
			final long peak = peakKiB() / 1024;
			final long in = (long) size * size >> 20;
			final long out = in * model.scale() * model.scale();
			System.out.printf(Locale.ROOT, "%d x %d: peak %d MiB (process at start %d), input %d, result %d, "
				+ "the rest %d MiB; %.0f s, processor %.1f ms per Mpx%n", size, size, peak, before / 1024, in, out, peak - in - out,
				ms / 1000, (Bench.processorMs() - processor) * 1e6 / ((double) size * size));
			System.exit(result[0] == null ? 1 : 0);
		}

		private static long peakKiB() throws IOException {
			return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM:"))
				.mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
		}
	}
}
