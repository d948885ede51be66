package vernier.bench;

import java.util.Locale;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import vernier.model.ModelDescription;
import vernier.superres.SuperResolution;

/**
 * Time per pixel of the result by the largest tile size: small tiles pay for their halos, large ones for leaving the
 * processor's cache.
 * <p>
 * Arguments: size=2048 tiles=128,...,4096 runs=3 model=ID device=CPU.
 */
public final class TileSize {

	private TileSize() {}

	public static void main(final String[] args) {
		final Bench bench = new Bench(args);
		final ModelDescription model = bench.model();
		bench.header(model);
		final int size = bench.get("size", 2048);
		final ArrayImg<UnsignedByteType, ByteArray> image = Bench.image(size, size);
		final double megapixels = 1e-6 * size * size * model.scale() * model.scale();
		System.out.println("| tile | ms | ms per Mpx of result |");
		System.out.println("|---|---|---|");
		for (final int tile : bench.list("tiles", "128,192,256,384,512,768,1024,1536,2048,4096"))
			try (SuperResolution sr = new SuperResolution(bench.options(model).withTile(tile))) {
				final double ms = Bench.enlargeMs(sr, image, bench.get("runs", 3));
				System.out.printf(Locale.ROOT, "| %d | %.0f | %.1f |%n", tile, ms, ms / megapixels);
			}
		System.exit(0);
	}
}
