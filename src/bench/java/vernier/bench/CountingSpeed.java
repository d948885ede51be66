package vernier.bench;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;

import vernier.counting.CountMethod;
import vernier.counting.CountOptions;
import vernier.counting.DensityNetworks;
import vernier.counting.ObjectCounter;
import vernier.counting.simulation.SceneOptions;
import vernier.counting.simulation.Simulator;
import vernier.counting.simulation.Span;
import vernier.counting.spots.Localisation;
import vernier.counting.spots.LocalisationOptions;
import vernier.counting.spots.Method;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.inference.Device;

/**
 * Megapixels per second of every counting and localising model and of the Laplacian of Gaussian, on the CPU, in one
 * process and on one image: simulated spots, 0.005 per pixel. The methods take turns, after a turn that does not count; the
 * table has the median of the turns. Processor time is that of all threads; other work on the machine hardly changes it.
 * <p>
 * Arguments: size=1024 runs=3.
 */
public final class CountingSpeed {

	/** Objects of these sizes the models know without resampling, in pixels. */
	private static final double CELL = 11;
	private static final double SUBPIXEL = 1;
	private static final double SIGMA = 1.3;

	private CountingSpeed() {}

	public static void main(final String[] args) {
		final Bench bench = new Bench(args);
		final int size = bench.get("size", 1024);
		final int runs = bench.get("runs", 3);
		final SceneOptions usual = SceneOptions.spots(size, size);
		final PlaneStack image = PlaneStack.of(Simulator.simulate(new SceneOptions(usual.kind(), size, size, usual.objectSize(),
			Span.of(0.005), usual.photons(), Span.of(SIGMA), usual.psf(), usual.background(), 0.2, 0, usual.camera(), 2, 1.6,
			100), 1).image());
		final LocalisationOptions locate = LocalisationOptions.defaults().withDevice(Device.CPU).withSigma(SIGMA);
		final CountOptions count = CountOptions.ofSize(CELL).withDevice(Device.CPU);
		try (DensityNetworks networks = new DensityNetworks();
			Localisation network = new Localisation(locate.withMethod(Method.NETWORK));
			Localisation fit = new Localisation(locate.withMethod(Method.FIT));
			Localisation log = new Localisation(locate.withMethod(Method.LOG)))
		{
			final Map<String, Runnable> methods = new LinkedHashMap<>();
			methods.put("count-cells", () -> count(image, count.withModel("count-cells"), networks));
			methods.put("count-subpixel", () -> count(image, CountOptions.ofSize(SUBPIXEL).withDevice(Device.CPU).withModel(
				"count-subpixel"), networks));
			methods.put("LoG, counted", () -> count(image, count.withMethod(CountMethod.LOG), networks));
			methods.put("spots", () -> network.locate(image, Progress.NONE));
			methods.put("LoG and fit", () -> fit.locate(image, Progress.NONE));
			methods.put("LoG, localised", () -> log.locate(image, Progress.NONE));
			print(methods, runs, 1e-6 * size * size);
		}
		System.exit(0);
	}

	private static void count(final PlaneStack image, final CountOptions options, final DensityNetworks networks) {
		ObjectCounter.count(image, List.of(), options, networks, Progress.NONE);
	}

	private static void print(final Map<String, Runnable> methods, final int runs, final double megapixels) {
		final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		final Map<String, double[]> wall = new LinkedHashMap<>();
		final Map<String, double[]> processor = new LinkedHashMap<>();
		for (int run = -1; run < runs; run++)
			for (final Map.Entry<String, Runnable> method : methods.entrySet()) {
				final long before = system.getProcessCpuTime();
				final double ms = Bench.ms(method.getValue());
				final double cpu = (system.getProcessCpuTime() - before) / 1e6;
				if (run < 0)
					continue;
				wall.computeIfAbsent(method.getKey(), key -> new double[runs])[run] = ms;
				processor.computeIfAbsent(method.getKey(), key -> new double[runs])[run] = cpu;
			}
		System.out.printf(Locale.ROOT, "%d processors, load %.1f%n", Runtime.getRuntime().availableProcessors(), system
			.getSystemLoadAverage());
		System.out.println("| method | Mpx/s | processor time, ms per Mpx | of that of LoG, localised |");
		System.out.println("|---|---|---|---|");
		final double log = Bench.median(processor.get("LoG, localised"));
		methods.keySet().forEach(name -> System.out.printf(Locale.ROOT, "| %s | %.2f | %.0f | %.1f |%n", name, 1000 *
			megapixels / Bench.median(wall.get(name)), Bench.median(processor.get(name)) / megapixels, Bench.median(processor.get(
				name)) / log));
	}
}
