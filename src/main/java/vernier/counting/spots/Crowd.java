package vernier.counting.spots;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.GrayReader;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.quality.CramerRao;
import vernier.quality.PixelGaussian;
import vernier.quality.PositiveDefinite;

/**
 * How precisely the spots of one plane are known among each other. A spot that stands apart has its {@link CramerRao}
 * bound. One that touches others has that of the model of them all: their light is in the variance, and their places,
 * intensities and widths are as unknown as its own (S. Ram, E. S. Ward, R. J. Ober, A stochastic analysis of distance
 * estimation approaches in single molecule microscopy, Multidimensional Systems and Signal Processing 24, 2013). The
 * background is what the same model leaves of the pixels around, by least squares: a network says little of it in a crowd.
 */
final class Crowd {

	/** Half the window, in sigmas, as that of a spot that stands apart. */
	private static final double WINDOW = 4;
	/** Others whose places are unknown as well, at most; more only shine. */
	private static final int NEAREST = 5;
	/** Steps to the background; each but the first has the variance by the one before. */
	private static final int STEPS = 2;
	/** Parameters of a spot: column, row, intensity, sigma. */
	private static final int EACH = 4;

	/** One for each thread. */
	private final ThreadLocal<GrayReader> readers;
	private final List<Spot> spots;
	private final NoiseModel noise;
	private final SpotIndex index;

	/**
	 * @param plane axes (x, y)
	 * @param spots all that were found in it
	 */
	Crowd(final RandomAccessibleInterval<?> plane, final List<Spot> spots, final NoiseModel noise) {
		readers = ThreadLocal.withInitial(() -> new GrayReader(plane, ValueRange.RAW));
		this.spots = spots;
		this.noise = noise;
		index = new SpotIndex(spots, Refinement.reach(spots));
	}

	/** One of the spots with its background, noise and precision. Any thread may ask. */
	Spot known(final Spot spot) {
		// those of the cells around are many more than those whose light comes into the window
		final double reach = WINDOW * spot.sigma() + 3;
		return new Model(spot, index.around(spot.x(), spot.y()).stream().map(spots::get).filter(other -> other != spot && Math
			.abs(other.x() - spot.x()) < reach + WINDOW * other.sigma() && Math.abs(other.y() - spot.y()) < reach + WINDOW * other
				.sigma()).sorted(Comparator.comparingDouble(spot::distance)).toList()).known();
	}

	/** A spot and others in the window around it. */
	private final class Model {

		private final Spot spot;
		private final Region window;
		private final double[] data;
		/** Expected values without the background. */
		private final double[] light;
		/** Of each parameter, by pixel: of the spot, of the others, of the background. */
		private final double[][] slopes;
		private final int background;
		/** What is known of the parameters without the pixels. */
		private final double[] before;

		Model(final Spot spot, final List<Spot> others) {
			this.spot = spot;
			final GrayReader reader = readers.get();
			final int radius = (int) Math.ceil(WINDOW * spot.sigma()) + 1;
			window = spot.pixel(reader.width(), reader.height()).grow(radius, radius, reader.width(), reader.height());
			data = Refinement.pixels(reader, window);
			light = new double[data.length];
			final List<Spot> near = others.stream().limit(NEAREST).filter(other -> Refinement.touches(spot, other)).toList();
			slopes = new double[EACH * (1 + near.size()) + 1][data.length];
			background = slopes.length - 1;
			before = new double[slopes.length];
			add(spot, 0);
			Arrays.fill(slopes[background], 1);
			for (int i = 0; i < others.size(); i++)
				if (i >= near.size())
					Refinement.shine(others.get(i), window, light);
				else {
					final int first = EACH * (1 + i);
					add(others.get(i), first);
					// it is where it was found, give or take its width, as bright, give or take all, and as wide, give or take half,
					// however little two can be told apart
					before[first] = before[first + 1] = 1 / (others.get(i).sigma() * others.get(i).sigma());
					before[first + 2] = 1 / (others.get(i).intensity() * others.get(i).intensity());
					before[first + 3] = 4 * before[first];
				}
		}

		/** @param first the first of its parameters */
		private void add(final Spot one, final int first) {
			if (!Refinement.shines(one, window))
				return;
			final PixelGaussian columns = new PixelGaussian(one.x(), one.sigma(), window.x(), window.width());
			final PixelGaussian rows = new PixelGaussian(one.y(), one.sigma(), window.y(), window.height());
			for (int j = 0, k = 0; j < window.height(); j++)
				for (int i = 0; i < window.width(); i++, k++) {
					final double shape = columns.integral(i) * rows.integral(j);
					light[k] += one.intensity() * shape;
					slopes[first][k] = one.intensity() * columns.byCentre(i) * rows.integral(j);
					slopes[first + 1][k] = one.intensity() * columns.integral(i) * rows.byCentre(j);
					slopes[first + 2][k] = shape;
					slopes[first + 3][k] = one.intensity() * (columns.bySigma(i) * rows.integral(j) + columns.integral(i) * rows
						.bySigma(j));
				}
		}

		Spot known() {
			double level = median();
			double[][] information = null;
			for (int step = 0; step < STEPS; step++) {
				final double[] weights = weights(level);
				information = information(weights);
				level += step(level, weights, information);
			}
			final double[][] covariance = PositiveDefinite.inverse(information);
			final double precision = covariance == null ? Double.NaN : Math.sqrt((covariance[0][0] + covariance[1][1]) / 2);
			return new Spot(spot.x(), spot.y(), spot.intensity(), level, spot.sigma(), precision, spot.probability(), Math
				.sqrt(noise.variance(level)));
		}

		/** Of what the spots leave. */
		private double median() {
			final float[] rest = new float[data.length];
			int n = 0;
			for (int k = 0; k < data.length; k++)
				if (!Double.isNaN(data[k]))
					rest[n++] = (float) (data[k] - light[k]);
			return n == 0 ? spot.background() : Median.of(rest, n);
		}

		/** By how much the background changes if all parameters take the least squares' step. */
		private double step(final double level, final double[] weights, final double[][] information) {
			final double[] score = new double[slopes.length];
			for (int a = 0; a < score.length; a++)
				for (int k = 0; k < data.length; k++)
					if (weights[k] > 0)
						score[a] += slopes[a][k] * weights[k] * (data[k] - level - light[k]);
			final double[] step = PositiveDefinite.solve(information, score);
			return step == null ? 0 : step[background];
		}

		private double[] weights(final double level) {
			final double[] weights = new double[data.length];
			for (int k = 0; k < data.length; k++)
				weights[k] = Double.isNaN(data[k]) ? 0 : 1 / noise.variance(level + light[k]);
			return weights;
		}

		private double[][] information(final double[] weights) {
			final int n = slopes.length;
			final double[][] information = new double[n][n];
			final double[] weighted = new double[data.length];
			for (int a = 0; a < n; a++) {
				for (int k = 0; k < weighted.length; k++)
					weighted[k] = slopes[a][k] * weights[k];
				for (int b = 0; b <= a; b++) {
					double sum = a == b ? before[a] : 0;
					for (int k = 0; k < weighted.length; k++)
						sum += weighted[k] * slopes[b][k];
					information[a][b] = information[b][a] = sum;
				}
			}
			return information;
		}
	}
}
