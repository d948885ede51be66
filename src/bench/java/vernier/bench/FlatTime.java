package vernier.bench;

import java.util.Locale;

import vernier.model.ModelDescription;
import vernier.superres.SuperResolution;

/**
 * Time per megapixel of the source from small to large images: it should be flat. On a machine that does other work, the
 * processor's time is the one to look at.
 * <p>
 * Arguments: sizes=1024,2048,4096,8192,16384 (side in pixels, up to 268 Mpx) runs=1 model=ID device=CPU.
 */
public final class FlatTime {

	private FlatTime() {}

	public static void main(final String[] args) {
		final Bench bench = new Bench(args);
		final ModelDescription model = bench.model();
		bench.header(model);
		System.out.println("| source, Mpx | ms | ms per Mpx | processor ms per Mpx |");
		System.out.println("|---|---|---|---|");
		try (SuperResolution sr = new SuperResolution(bench.options(model))) {
			// code is compiled and the session's memory is there before anything counts
			sr.enlarge(Bench.image(512, 512));
			for (final int size : bench.list("sizes", "1024,2048,4096,8192,16384")) {
				final var image = Bench.image(size, size);
				final double[] times = new double[bench.get("runs", 1)];
				final double[] processor = new double[times.length];
				for (int i = 0; i < times.length; i++) {
					final double before = Bench.processorMs();
					times[i] = Bench.ms(() -> sr.enlarge(image));
					processor[i] = Bench.processorMs() - before;
				}
				final double megapixels = 1e-6 * size * size;
				System.out.printf(Locale.ROOT, "| %.2f | %.0f | %.1f | %.1f |%n", megapixels, Bench.median(times),
					Bench.median(times) / megapixels, Bench.median(processor) / megapixels);
			}
		}
		System.exit(0);
	}
}
