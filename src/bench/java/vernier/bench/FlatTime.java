package vernier.bench;

import java.util.Locale;

import vernier.model.ModelDescription;
import vernier.superres.SuperResolution;

/**
 * Time per megapixel of the source from small to large images: it should be flat.
 * <p>
 * Arguments: sizes=1024,2048,4096,8192,16384 (side in pixels, up to 268 Mpx) runs=1 model=ID device=CPU.
 */
public final class FlatTime {

	private FlatTime() {}

	public static void main(final String[] args) {
		final Bench bench = new Bench(args);
		final ModelDescription model = bench.model();
		bench.header(model);
		System.out.println("| source, Mpx | ms | ms per Mpx |");
		System.out.println("|---|---|---|");
		try (SuperResolution sr = new SuperResolution(bench.options(model))) {
			// code is compiled and the session's memory is there before anything counts
			sr.enlarge(Bench.image(512, 512));
			for (final int size : bench.list("sizes", "1024,2048,4096,8192,16384")) {
				final var image = Bench.image(size, size);
				final double[] times = new double[bench.get("runs", 1)];
				for (int i = 0; i < times.length; i++)
					times[i] = Bench.ms(() -> sr.enlarge(image));
				final double megapixels = 1e-6 * size * size;
				System.out.printf(Locale.ROOT, "| %.2f | %.0f | %.1f |%n", megapixels, Bench.median(times),
					Bench.median(times) / megapixels);
			}
		}
		System.exit(0);
	}
}
