package vernier.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import vernier.counting.simulation.Camera;
import vernier.counting.simulation.Psf;
import vernier.counting.simulation.SceneOptions;
import vernier.counting.simulation.SimulatedObject;
import vernier.counting.simulation.Simulator;
import vernier.counting.simulation.Span;
import vernier.counting.spots.Localisation;
import vernier.counting.spots.LocalisationOptions;
import vernier.counting.spots.Method;
import vernier.counting.spots.Spot;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.inference.Device;
import vernier.quality.CramerRao;
import vernier.quality.SpotScore;

/**
 * Localisation of simulated spots by every method: F1 at 3 pixels, F1 integral and RMSE over density, and the error of
 * isolated spots over the Cramer-Rao bound over photons. The same seed gives the same pictures. The camera's gain is not
 * told to the methods; sigma is. The best F1 is that at the threshold which is best on other pictures of that density.
 * <p>
 * Arguments: methods=LoG,fit,network densities=0.001,0.01,... photons=50,200,... sigma=1.3 background=20 images=4 size=256
 * camera=scmos psf=gaussian seed=1000 model=Auto.
 */
public final class SpotsTable {

	/** Nearer to another spot or to the border than this, in sigmas and pixels, a spot is not isolated. */
	private static final double ISOLATED_SIGMAS = 6;
	private static final double ISOLATED_PIXELS = 4;

	private static final Span PHOTONS = new Span(100, 5000);
	/** Seeds of the pictures on which thresholds are chosen. */
	private static final int OTHERS = 5000;

	private final Bench bench;
	private final double sigma;
	private final double background;
	private final int size;
	private final int images;
	private final Camera camera;

	private SpotsTable(final Bench bench) {
		this.bench = bench;
		sigma = Double.parseDouble(bench.get("sigma", "1.3"));
		background = Double.parseDouble(bench.get("background", "20"));
		size = bench.get("size", 256);
		images = bench.get("images", 4);
		camera = Camera.valueOf(bench.get("camera", "scmos").toUpperCase(Locale.ROOT));
	}

	public static void main(final String[] args) {
		final SpotsTable table = new SpotsTable(new Bench(args));
		final String[] methods = table.bench.get("methods", "LoG,fit,network").split(",");
		table.overDensity(methods);
		table.overPhotons(methods);
		System.exit(0);
	}

	private SceneOptions scene(final int side, final double density, final Span photons) {
		return new SceneOptions(SceneOptions.Kind.SPOTS, side, side, Span.of(0), Span.of(density), photons, Span.of(sigma), Psf
			.valueOf(bench.get("psf", "gaussian").toUpperCase(Locale.ROOT)), Span.of(background), 0.2, 0, camera, 2, 1.6, 100);
	}

	private LocalisationOptions options(final String method) {
		return LocalisationOptions.defaults().withMethod(Method.parse(method)).withModel(bench.get("model",
			"Auto")).withDevice(Device.CPU).withSigma(sigma).withProbability(LocalisationOptions.numberOrAuto(
			"probability", bench.get("probability", LocalisationOptions.AUTO)));
	}

	private List<BestThreshold.Picture> pictures(final String method, final String density, final int seed) {
		final List<BestThreshold.Picture> pictures = new ArrayList<>();
		try (Localisation localisation = BestThreshold.generous(options(method))) {
			for (int i = 0; i < images; i++) {
				final Simulator.Scene scene = Simulator.simulate(scene(size, Double.parseDouble(density), PHOTONS), seed + i);
				pictures.add(new BestThreshold.Picture(localisation.locate(PlaneStack.of(scene.image()), Progress.NONE).spots(0),
					truth(scene.objects())));
			}
		}
		return pictures;
	}

	private double bestF1(final String method, final String density) {
		if (method.equalsIgnoreCase("fit"))
			// it finds what LoG finds
			return Double.NaN;
		final Method known = Method.parse(method);
		final int seed = bench.get("seed", 1000);
		final double threshold = BestThreshold.of(pictures(method, density, seed + OTHERS), known);
		return BestThreshold.score(pictures(method, density, seed), known, threshold).f1();
	}

	private static double[][] truth(final List<SimulatedObject> objects) {
		return objects.stream().map(object -> new double[] { object.x(), object.y() }).toArray(double[][]::new);
	}

	private static double[][] found(final List<Spot> spots) {
		return spots.stream().map(spot -> new double[] { spot.x(), spot.y() }).toArray(double[][]::new);
	}

	private void overDensity(final String[] methods) {
		System.out.println("| spots per pixel | method | F1 at 3 px | precision | recall | F1 integral | RMSE, px | best F1 " +
			"| ms per Mpx |");
		System.out.println("|---|---|---|---|---|---|---|---|---|");
		for (final String density : bench.get("densities", "0.001,0.005,0.01,0.02,0.05,0.1").split(","))
			for (final String method : methods)
				try (Localisation localisation = new Localisation(options(method))) {
					final List<SpotScore> scores = new ArrayList<>();
					final double[] ms = new double[images];
					for (int i = 0; i < images; i++) {
						final Simulator.Scene scene = Simulator.simulate(scene(size, Double.parseDouble(density), PHOTONS), //
							bench.get("seed", 1000) + i);
						final List<Spot> spots = new ArrayList<>();
						ms[i] = Bench.ms(() -> spots.addAll(localisation.locate(PlaneStack.of(scene.image()), Progress.NONE).spots(0)));
						scores.add(SpotScore.of(truth(scene.objects()), found(spots), SpotScore.DISTANCE));
					}
					final SpotScore score = SpotScore.sum(scores);
					System.out.printf(Locale.ROOT, "| %s | %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.0f |%n", density, method,
						score.f1(), score.precision(), score.recall(), score.f1Integral(), score.rmse(), bestF1(method, density), //
						Bench.median(ms) / (1e-6 * size * size));
				}
	}

	private void overPhotons(final String[] methods) {
		System.out.println("| photons | method | found | RMSE per axis, px | bound, px | ratio | stated precision, px |");
		System.out.println("|---|---|---|---|---|---|---|");
		for (final String photons : bench.get("photons", "50,100,200,500,1000,5000,20000").split(","))
			for (final String method : methods)
				try (Localisation localisation = new Localisation(options(method))) {
					isolated(localisation, method, Double.parseDouble(photons));
				}
	}

	private void isolated(final Localisation localisation, final String method, final double photons) {
		double squares = 0;
		double bounds = 0;
		double precisions = 0;
		int pairs = 0;
		int all = 0;
		for (int i = 0; i < images; i++) {
			final Simulator.Scene scene = Simulator.simulate(scene(2 * size, 0.0006, Span.of(photons)), bench.get("seed", 1000) +
				i);
			final List<Spot> spots = localisation.locate(PlaneStack.of(scene.image()), Progress.NONE).spots(0);
			for (final SimulatedObject object : scene.objects()) {
				if (!isolated(object, scene.objects(), 2 * size))
					continue;
				all++;
				final Spot spot = spots.stream().min((a, b) -> Double.compare(distance(a, object), distance(b, object))).orElse(
					null);
				if (spot == null || distance(spot, object) > 1)
					continue;
				pairs++;
				squares += distance(spot, object) * distance(spot, object) / 2;
				bounds += Math.pow(bound(object), 2);
				precisions += spot.precision() * spot.precision();
			}
		}
		System.out.printf(Locale.ROOT, "| %.0f | %s | %.3f | %.4f | %.4f | %.2f | %.4f |%n", photons, method, (double) pairs /
			all, Math.sqrt(squares / pairs), Math.sqrt(bounds / pairs), Math.sqrt(squares / bounds), Math.sqrt(precisions / pairs));
	}

	private double bound(final SimulatedObject object) {
		// multiplication doubles the variance of the light, rounding adds a twelfth of a gray level squared
		final double excess = camera == Camera.EMCCD ? 2 : 1;
		final double read = camera == Camera.EMCCD ? 1.6 / 300 : 1.6;
		return CramerRao.of(object.x(), object.y(), object.photons(), object.background(), sigma, mean -> excess * mean + read *
			read + 1 / 48.0).lateral();
	}

	private boolean isolated(final SimulatedObject object, final List<SimulatedObject> all, final int side) {
		final double reach = ISOLATED_SIGMAS * sigma + ISOLATED_PIXELS;
		final double border = Arrays.stream(new double[] { object.x(), object.y(), side - object.x(), side - object.y() }).min()
			.orElseThrow();
		return border > reach && all.stream().allMatch(other -> other == object || Math.hypot(other.x() - object.x(), other
			.y() - object.y()) > reach);
	}

	private static double distance(final Spot spot, final SimulatedObject object) {
		return Math.hypot(spot.x() - object.x(), spot.y() - object.y());
	}
}
