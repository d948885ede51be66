package vernier.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import com.sun.management.OperatingSystemMXBean;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import vernier.inference.Device;
import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;
import vernier.superres.Options;
import vernier.superres.Scale;
import vernier.superres.SuperResolution;

/** What the whole-process benchmarks share: arguments as name=value, a test image, medians. */
final class Bench {

	private final List<String> args;

	Bench(final String[] args) {
		this.args = List.of(args);
	}

	String get(final String name, final String otherwise) {
		return args.stream().filter(arg -> arg.startsWith(name + "=")).map(arg -> arg.substring(name.length() + 1))
			.findFirst().orElse(otherwise);
	}

	int get(final String name, final int otherwise) {
		return Integer.parseInt(get(name, Integer.toString(otherwise)));
	}

	int[] list(final String name, final String otherwise) {
		return Arrays.stream(get(name, otherwise).split(",")).mapToInt(Integer::parseInt).toArray();
	}

	/** The model named by model=..., else the scale-2 network of the fast family, else any. */
	ModelDescription model() {
		final ModelCatalog catalog = ModelCatalog.standard();
		final String wanted = get("model", "");
		if (!wanted.isEmpty())
			return catalog.load(wanted).description();
		final List<ModelDescription> models = catalog.list("super-resolution");
		return models.stream().filter(m -> "sr-fast".equals(m.settings().get("family")) && m.scale() == 2 &&
			!m.settings().containsKey("factors")).findFirst()
			.orElseGet(() -> models.get(0));
	}

	/** Threads that ONNX Runtime uses follow the processors that Java sees; the table says how many. */
	void header(final ModelDescription model) {
		System.out.printf(Locale.ROOT, "%s, scale %d, %d processors, Java heap up to %d MiB%n", model.id(), model.scale(),
			Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() >> 20);
	}

	Options options(final ModelDescription model) {
		return Options.defaults().withModel(get("model", model.id())).withScale(Scale.of(model.scale()))
			.withDevice(Device.parse(get("device", "CPU"))).withTile(get("tile", 0)).withLog(System.out::println);
	}

	/** Smooth shades, edges and noise, the same at every call. */
	static ArrayImg<UnsignedByteType, ByteArray> image(final int width, final int height) {
		final byte[] pixels = new byte[Math.multiplyExact(width, height)];
		final Random random = new Random(1);
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++, i++) {
				final double wave = 60 * Math.sin(0.05 * x) * Math.cos(0.03 * y);
				final int edge = (x / 37 + y / 53) % 2 * 50;
				pixels[i] = (byte) (100 + wave + edge + random.nextInt(16) - 25);
			}
		return ArrayImgs.unsignedBytes(pixels, width, height);
	}

	static double ms(final Runnable work) {
		final long start = System.nanoTime();
		work.run();
		return (System.nanoTime() - start) / 1e6;
	}

	/** Milliseconds that the threads of this process have computed: other work on the machine hardly changes it. */
	static double processorMs() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e6;
	}

	static double median(final double[] values) {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		final int n = sorted.length;
		return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
	}

	/** Median of several enlargements after one that does not count. */
	static double enlargeMs(final SuperResolution sr, final ArrayImg<UnsignedByteType, ByteArray> image, final int runs) {
		sr.enlarge(image);
		final double[] times = new double[runs];
		for (int i = 0; i < runs; i++)
			times[i] = ms(() -> sr.enlarge(image));
		return median(times);
	}
}
