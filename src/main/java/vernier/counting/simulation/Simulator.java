package vernier.counting.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Pictures of objects and spots with known truth: Poisson-distributed numbers at continuous positions, blur, an uneven
 * background, shot and read noise. The same seed gives the same picture.
 *
 * <pre>
 * Simulator.Scene scene = Simulator.simulate(SceneOptions.dense(256, 256), 1);
 * int truth = scene.objects().size();
 * </pre>
 */
public final class Simulator {

	/** Spread of the light of objects of one kind, and of their size, as standard deviations of the logarithm. */
	private static final double PHOTON_SPREAD = 0.25;
	private static final double SIZE_SPREAD = 0.15;

	/**
	 * A picture and its truth.
	 *
	 * @param image gray levels, axes (x, y)
	 * @param objects those whose centre lies in the picture
	 * @param sigma standard deviation of the point-spread function of this picture, px
	 */
	public record Scene(ArrayImg<UnsignedShortType, ShortArray> image, List<SimulatedObject> objects, double sigma) {}

	private final SceneOptions options;
	private final RandomGenerator random;
	private final SmoothField crowd;
	private final SmoothField haze;
	private final double density;
	private final double photons;
	private final double size;
	private final double background;
	private final double sigma;

	private Simulator(final SceneOptions options, final RandomGenerator random) {
		this.options = options;
		this.random = random;
		crowd = new SmoothField(options.width(), options.height(), random);
		haze = new SmoothField(options.width(), options.height(), random);
		density = options.density().draw(random);
		photons = options.photons().draw(random);
		size = options.objectSize().draw(random);
		background = options.background().draw(random);
		sigma = options.sigma().draw(random);
	}

	/** One picture. */
	public static Scene simulate(final SceneOptions options, final long seed) {
		return new Simulator(options, new SplittableRandom(seed)).scene();
	}

	private Scene scene() {
		final int width = options.width();
		final int height = options.height();
		final float[] mean = new float[width * height];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				mean[y * width + x] = (float) background(x + 0.5, y + 0.5);
		final Optics optics = new Optics(mean, width, height, sigma, options.psf());
		final List<SimulatedObject> all = objects();
		all.forEach(optics::draw);
		final short[] pixels = new short[mean.length];
		for (int i = 0; i < pixels.length; i++) {
			final double electrons = options.camera().electrons(mean[i], options.readNoise(), random);
			pixels[i] = (short) Math.max(0, Math.min(65535, Math.round(options.offset() + options.gain() * electrons)));
		}
		final List<SimulatedObject> inside = all.stream().filter(object -> object.x() >= 0 && object.x() < width &&
			object.y() >= 0 && object.y() < height).toList();
		return new Scene(ArrayImgs.unsignedShorts(pixels, width, height), inside, sigma);
	}

	private double background(final double x, final double y) {
		return background * Math.max(0, 1 + options.unevenness() * haze.value(x, y));
	}

	/**
	 * By thinning: candidates as dense as the densest place, kept with the probability of theirs. Some lie beyond the
	 * border, and only their light reaches the picture.
	 */
	private List<SimulatedObject> objects() {
		final double margin = 4 * sigma + size;
		final double width = options.width() + 2 * margin;
		final double height = options.height() + 2 * margin;
		final double peak = Math.exp(options.clustering() * SmoothField.GREATEST);
		final long candidates = Draws.poisson(density * width * height * peak / meanCrowding(), random);
		final List<SimulatedObject> objects = new ArrayList<>();
		for (long i = 0; i < candidates; i++) {
			final double x = random.nextDouble() * width - margin;
			final double y = random.nextDouble() * height - margin;
			if (random.nextDouble() * peak < Math.exp(options.clustering() * crowd.value(x, y)))
				objects.add(object(x, y));
		}
		return objects;
	}

	/** Mean of the relative density over the picture, so that the density is kept on average. */
	private double meanCrowding() {
		final int n = 64;
		double sum = 0;
		for (int j = 0; j < n; j++)
			for (int i = 0; i < n; i++)
				sum += Math.exp(options.clustering() * crowd.value((i + 0.5) * options.width() / n,
					(j + 0.5) * options.height() / n));
		return sum / (n * n);
	}

	private SimulatedObject object(final double x, final double y) {
		if (options.kind() == SceneOptions.Kind.SPOTS)
			return new SimulatedObject(x, y, 0, options.photons().draw(random), background(x, y));
		final double light = photons * Math.exp(PHOTON_SPREAD * random.nextGaussian() - PHOTON_SPREAD * PHOTON_SPREAD / 2);
		return new SimulatedObject(x, y, size * Math.exp(SIZE_SPREAD * random.nextGaussian()), light, background(x, y));
	}
}
