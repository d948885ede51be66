package vernier.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import vernier.image.Geometry;
import vernier.image.ImagePlusBuilder;
import vernier.image.ImagePlusStack;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRanges;
import vernier.operators.LearnedOperator;
import vernier.operators.OperatorOptions;

/**
 * How long a step of the strength's slider takes until the preview can be shown, on a 512 x 512 part of a colour image: the
 * steps of the dialog's preview, in its order, from the new strength to the picture that is laid over the image. The first
 * step also opens the network and measures the plane.
 * <p>
 * Arguments: operators=ID,ID size=1024 (side of the image) part=512 steps=8.
 */
public final class PreviewLatency {

	private PreviewLatency() {}

	public static void main(final String[] args) {
		final Bench bench = new Bench(args);
		final int size = bench.get("size", 1024), part = bench.get("part", 512), steps = bench.get("steps", 8);
		final int[] pixels = new int[size * size];
		final var gray = Bench.image(size, size).update(null).getCurrentStorageArray();
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = 0xff000000 | (gray[i] & 0xff) << 16 | (gray[(i + 7) % pixels.length] & 0xff) << 8 | 255 - (gray[i] & 0xff);
		final ImagePlus image = new ImagePlus("plane", new ColorProcessor(size, size, pixels));
		final int from = (size - part) / 2;
		final Region region = new Region(from, from, part, part);
		System.out.println("| operator | first step, ms | a step, ms | slowest, ms | processor, ms |");
		System.out.println("|---|---|---|---|---|");
		for (final String id : bench.get("operators", "rof,l0-smoothing,photographic-style,nonlocal-dehazing").split(",")) {
			final OperatorOptions options = OperatorOptions.of(id);
			final double min = options.operator().info().min(), max = options.operator().info().max();
			final double[] times = new double[steps], processor = new double[steps];
			final LearnedOperator[] operator = new LearnedOperator[1];
			final LearnedOperator.Part[] plane = new LearnedOperator.Part[1];
			final double first = Bench.ms(() -> {
				operator[0] = new LearnedOperator(options);
				plane[0] = operator[0].part(ImagePlusStack.of(image).plane(0), region, ValueRanges.of(ImagePlusStack.of(image),
					0, Progress.NONE), Progress.NONE);
				show(image, plane[0], options.strength());
			});
			for (int i = 0; i < steps; i++) {
				final double strength = min + (i + 0.5) / steps * (max - min), before = Bench.processorMs();
				times[i] = Bench.ms(() -> show(image, plane[0], strength));
				processor[i] = Bench.processorMs() - before;
			}
			operator[0].close();
			final double median = Bench.median(times);
			Arrays.sort(times);
			System.out.printf(Locale.ROOT, "| %s, %s | %.0f | %.0f | %.0f | %.0f |%n", id, operator[0].isLearned() ? "learned"
				: "exact", first, median, times[steps - 1], Bench.median(processor));
		}
		System.exit(0);
	}

	private static void show(final ImagePlus image, final LearnedOperator.Part part, final double strength) {
		final ImagePlus result = ImagePlusBuilder.build(PlaneStack.of(part.at(strength, Progress.NONE)), image, Geometry.IDENTITY,
			"preview", Map.of());
		result.getProcessor().convertToRGB();
	}
}
