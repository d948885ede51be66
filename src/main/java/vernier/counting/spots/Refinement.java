package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.GrayReader;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.quality.PixelGaussian;

/**
 * Refines spots of one plane by {@link GaussianFit}, the brightest first, each after what its neighbours shine into its
 * window has been taken off, in two rounds. Where the camera's gain is not known, the growth of the noise with the light is
 * found from what a first, unweighted fit leaves of isolated spots.
 */
final class Refinement {

	/** Half the window, in sigmas: beyond, a pixel tells next to nothing of where the spot is. */
	private static final double WINDOW = 3;
	private static final int ROUNDS = 2;
	/** Nearer than this two spots are one that was found twice, in pixels. */
	private static final double SAME = 0.5;
	/** Spots from which the noise is found. */
	private static final int ENOUGH = 400;
	/** So few, or such a part of all, tell of themselves: some are several that were taken for one. */
	private static final int FEW = 10;
	/** Spots from which the noise is found where few are isolated, and each takes longer. */
	private static final int CROWDED = 100;

	private final GrayReader reader;
	private final boolean strict;
	private final Progress progress;

	/**
	 * @param plane axes (x, y)
	 * @param strict true if a fit whose sigma was stopped by its bound has failed
	 * @param progress asked whether to stop
	 */
	Refinement(final RandomAccessibleInterval<?> plane, final boolean strict, final Progress progress) {
		this.strict = strict;
		reader = new GrayReader(plane, ValueRange.RAW);
		this.progress = progress;
	}

	/**
	 * The growth of the noise with the light, from isolated spots, or where these are few from the
	 * brightest; none without spots.
	 */
	NoiseModel learn(final List<Spot> spots, final NoiseModel uniform, final double widest) {
		final List<Spot> bright = spots.stream().sorted(Comparator.comparingDouble(Spot::intensity).reversed()).limit(4 *
			ENOUGH).toList();
		final SpotIndex index = new SpotIndex(spots, reach(spots));
		final List<Spot> isolated = bright.stream().filter(spot -> isolated(spot, spots, index)).limit(ENOUGH).toList();
		final boolean few = isolated.size() < Math.max(FEW, spots.size() / FEW);
		final List<Spot> telling = few ? bright.subList(0, Math.min(CROWDED, bright.size())) : isolated;
		final double[] slopes = telling.stream().map(spot -> {
			progress.checkCancelled();
			return fit(spot, index.around(spot.x(), spot.y()).stream().map(spots::get).filter(other -> other != spot).toList(),
				uniform, widest);
		}).filter(fit -> fit != null && fit.light() > 0).mapToDouble(fit -> fit.excess() / fit.light()).sorted().toArray();
		return uniform.withSlope(slopes.length == 0 ? 0 : Math.max(0, slopes[slopes.length / 2]));
	}

	/** True if no other spot shines into the spot's window. */
	static boolean isolated(final Spot spot, final List<Spot> spots, final SpotIndex index) {
		return index.around(spot.x(), spot.y()).stream().map(spots::get).allMatch(other -> other == spot || !touches(spot,
			other));
	}

	/** True if another spot shines into the spot's window. */
	static boolean touches(final Spot spot, final Spot other) {
		return other.distance(spot) <= WINDOW * spot.sigma() + 2;
	}

	/** True if some of the spot's light is in the window. */
	static boolean shines(final Spot spot, final Region window) {
		final double reach = WINDOW * spot.sigma() + 1;
		return spot.x() >= window.x() - reach && spot.x() <= window.endX() + reach && spot.y() >= window.y() - reach && spot
			.y() <= window.endY() + reach;
	}

	/** Farthest distance at which one spot matters to another, in pixels. */
	static double reach(final List<Spot> spots) {
		return 2 * WINDOW * spots.stream().mapToDouble(Spot::sigma).max().orElse(1) + 2;
	}

	/**
	 * The spots refined. One whose fit fails or leaves its place stays as it was; of two that come to lie on each other the
	 * brighter one is kept.
	 *
	 * @param widest how far sigma may go from that of the spot, either way: a factor, 1 to keep it
	 * @param chosen the spots to refine; the others only shine
	 */
	List<Spot> refine(final List<Spot> spots, final NoiseModel noise, final double widest,
		final Predicate<Spot> chosen)
	{
		final List<Spot> refined = new ArrayList<>(spots);
		final boolean[] wanted = new boolean[spots.size()];
		for (int i = 0; i < wanted.length; i++)
			wanted[i] = chosen.test(spots.get(i));
		final SpotIndex index = new SpotIndex(spots, reach(spots));
		final int[] order = IntStream.range(0, spots.size()).boxed().sorted(Comparator.comparingDouble(
			(Integer i) -> spots.get(i).intensity()).reversed()).mapToInt(i -> i).toArray();
		for (int round = 0; round < ROUNDS; round++)
			for (final int i : order) {
				if (!wanted[i])
					continue;
				progress.checkCancelled();
				final List<Spot> neighbours = index.around(spots.get(i).x(), spots.get(i).y()).stream().filter(j -> j != i).map(
					refined::get).toList();
				if (round > 0 && neighbours.isEmpty())
					continue;
				final GaussianFit.Fit fit = fit(spots.get(i), neighbours, noise, widest);
				if (fit != null)
					refined.set(i, new Spot(fit.x(), fit.y(), fit.intensity(), fit.background(), fit.sigma(), Double.NaN, spots.get(
						i).probability()));
			}
		return distinct(refined, order);
	}

	private static List<Spot> distinct(final List<Spot> spots, final int[] order) {
		final boolean[] kept = new boolean[spots.size()];
		final SpotIndex index = new SpotIndex(List.of(), SAME);
		for (final int i : order) {
			final Spot spot = spots.get(i);
			kept[i] = index.around(spot.x(), spot.y()).stream().noneMatch(j -> spots.get(j).distance(spot) < SAME);
			if (kept[i])
				index.add(i, spot);
		}
		return IntStream.range(0, kept.length).filter(i -> kept[i]).mapToObj(spots::get).toList();
	}

	private GaussianFit.Fit fit(final Spot spot, final List<Spot> neighbours, final NoiseModel noise,
		final double widest)
	{
		final int radius = Math.max(2, (int) Math.ceil(WINDOW * spot.sigma()));
		final Region window = spot.pixel(reader.width(), reader.height()).grow(radius, radius, reader.width(), reader
			.height());
		final double[] data = pixels(reader, window);
		final double[] light = new double[data.length];
		for (final Spot other : neighbours)
			shine(other, window, light);
		if (Arrays.stream(data).filter(Double::isFinite).count() < 9)
			return null;
		final GaussianFit.Fit fit = new GaussianFit(data, light, window.x(), window.y(), window.width(), noise, widest).from(
			spot, Math.max(1, spot.sigma()));
		return fit == null || strict && fit.bounded() ? null : fit;
	}

	/** NaN where there is no number. */
	static double[] pixels(final GrayReader reader, final Region window) {
		final FloatBuffer buffer = FloatBuffer.allocate((int) window.size());
		reader.read(window, buffer);
		final double[] data = new double[(int) window.size()];
		for (int k = 0; k < data.length; k++)
			data[k] = buffer.get(k);
		return data;
	}

	/** Adds the light of a spot to that of a window's pixels. */
	static void shine(final Spot spot, final Region window, final double[] light) {
		if (!shines(spot, window))
			return;
		final PixelGaussian columns = new PixelGaussian(spot.x(), spot.sigma(), window.x(), window.width());
		final PixelGaussian rows = new PixelGaussian(spot.y(), spot.sigma(), window.y(), window.height());
		for (int k = 0; k < light.length; k++)
			light[k] += spot.intensity() * columns.integral(k % window.width()) * rows.integral(k / window.width());
	}
}
