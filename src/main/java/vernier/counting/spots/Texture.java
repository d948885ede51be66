package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.GrayReader;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.inference.BlockOperator;
import vernier.inference.Buffers;

/**
 * Tells spots from the texture in which they lie, tissue say, that is made of faint speckles like them and that no noise of
 * single pixels accounts for. In the response of a {@link LogOperator} of the spots' own width, the texture is what its
 * spread in a window around the spot (from the median of its absolute values, bright spots and their rings apart) has more
 * than white noise would give: next to nothing in an image of spots and noise, where the test lets nearly all pass.
 * <p>
 * A crowd of spots spreads the response as well. So what passes for texture is limited, and where those that stand out fill
 * a part of the window, all that are there are taken for a crowd. There is no such limit where the response is as often dark
 * as it is bright, as patterns, blurred noise and traces of compression make it, and crowds do not: there a spot has to
 * stand out of all that is dark as well. Lines, such as vessels, are left out of what is measured.
 */
final class Texture {

	/** Deviations of the texture by which a spot has to stand out. */
	private static final double DEVIATIONS = 5;
	/** The most that is taken for texture, as a multiple of what white noise gives. */
	private static final double MOST = 2;
	/** Radius around bright spots where nothing is measured, in sigmas: the ring of the response is deepest at 2.8. */
	private static final double APART = 3.2;
	/** Part of a window that has to be left to measure in. */
	private static final double LEAST_FREE = 0.1;
	/** Part of a window that is covered by spots that stand out where there is a crowd. */
	private static final double CROWD = 0.15;
	/**
	 * Least skewness of the response in a crowd, from its 5th, 50th and 95th percentile: 0.15 with two spots of any
	 * brightness in ten pixels, more with fewer; below 0.1 in textures.
	 */
	private static final double SKEWED = 0.12;
	private static final double TAIL = 0.05;
	/** What passes for the deepest of the response, and by which factor a spot has to be higher: five deviations of noise. */
	private static final double DEEP = 0.001;
	private static final double HIGHER = DEVIATIONS / 3.09;
	/** From this factor on, noise is taken for shared by neighbours; haze behind spots of tissue reaches 2.3. */
	private static final double SHARED = 2.5;
	/** Windows along each side of the plane that tell it. */
	private static final int WINDOWS = 4;
	/** Windows are centred on blocks of this side, in pixels. */
	private static final int BLOCK = 32;
	private static final int MARGIN = 16;

	private final GrayReader reader;
	private final LogOperator operator;
	private final double sigma;
	private final double spotArea;
	/** Where nothing is measured. */
	private final List<Spot> lined;
	private final SpotIndex nearLined;
	private final Progress progress;
	/** Of the window in work. */
	private FloatBuffer source, target;

	private Texture(final RandomAccessibleInterval<?> plane, final List<Spot> lined, final PlaneNoise level,
		final double sigma, final Progress progress)
	{
		this.lined = lined;
		nearLined = new SpotIndex(lined, BLOCK + MARGIN);
		this.sigma = Math.max(LogDetector.SMALLEST_SIGMA, sigma);
		reader = new GrayReader(plane, level.range());
		operator = new LogOperator(this.sigma);
		final double radius = LogDetector.SPOT_RADIUS * this.sigma;
		spotArea = Math.PI * radius * radius;
		this.progress = progress;
	}

	/**
	 * Those spots that stand out of the texture around them or belong to a crowd, in the order given.
	 *
	 * @param spots of the plane
	 * @param lined what lies on straight edges or lines: bright ones skew the response of texture as a crowd does
	 * @param plane axes (x, y), bright spots on dark ground; colour counts as its luma
	 * @param level background and noise of the plane
	 * @param progress asked whether to stop
	 */
	static List<Spot> standingOut(final List<Spot> spots, final List<Spot> lined, final RandomAccessibleInterval<?> plane,
		final PlaneNoise level, final Progress progress)
	{
		if (spots.isEmpty())
			return spots;
		return new Texture(plane, lined, level, Spot.usualSigma(spots), progress).standingOut(spots);
	}

	/**
	 * The noise as spots of this width meet it: greater than that of neighbouring pixels where these vary together all over
	 * the plane, as in an image that was smoothed, enlarged or compressed, or in front of texture. What takes the noise for
	 * that of single pixels sees there far more than there is, and two spots in one.
	 *
	 * @param plane axes (x, y), bright spots on dark ground
	 * @param level background and noise of the plane
	 * @param sigma of the spots, in pixels
	 * @param progress asked whether to stop
	 * @return the level itself, or one with more noise
	 */
	static PlaneNoise shared(final RandomAccessibleInterval<?> plane, final PlaneNoise level, final double sigma,
		final Progress progress)
	{
		final double factor = new Texture(plane, List.of(), level, sigma, progress).shared();
		return factor < SHARED ? level : new PlaneNoise(level.background(), factor * level.noise());
	}

	/** The median of some windows all over the plane, of what is there noise or texture, in units of white noise. */
	private double shared() {
		final int side = BLOCK + 2 * MARGIN;
		final float[] factors = new float[WINDOWS * WINDOWS];
		int n = 0;
		for (int j = 0; j < WINDOWS; j++)
			for (int i = 0; i < WINDOWS; i++) {
				progress.checkCancelled();
				final Region window = Region.between(start(i, reader.width(), side), start(j, reader.height(), side), Math.min(reader
					.width(), start(i, reader.width(), side) + side), Math.min(reader.height(), start(j, reader.height(), side) +
						side));
				final float[] sorted = sorted(response(window));
				factors[n++] = isEven(sorted) ? (float) (spread(sorted) / operator.noiseGain()) : 1;
			}
		return Median.of(factors, n);
	}

	private static long start(final int i, final long length, final int side) {
		return Math.max(0, length - side) * i / (WINDOWS - 1);
	}

	private List<Spot> standingOut(final List<Spot> spots) {
		final Map<Region, List<Spot>> windows = spots.stream().collect(Collectors.groupingBy(this::window));
		final Set<Spot> clear = new HashSet<>();
		final Set<Region> even = new HashSet<>();
		final SpotIndex near = new SpotIndex(spots, BLOCK + MARGIN);
		windows.forEach((window, within) -> clear.addAll(clear(window, within, inside(window, spots, near), even)));
		final List<Spot> all = List.copyOf(clear);
		final SpotIndex index = new SpotIndex(all, BLOCK + MARGIN);
		final Set<Region> crowds = windows.keySet().stream().filter(window -> !even.contains(window)).filter(window -> inside(
			window, all, index).size() * spotArea > CROWD * window.size()).collect(Collectors.toSet());
		return spots.stream().filter(spot -> clear.contains(spot) || crowds.contains(window(spot))).toList();
	}

	/** The block that a spot lies in and its surroundings: the same for all spots of the block, wherever tiles end. */
	private Region window(final Spot spot) {
		final Region pixel = spot.pixel(reader.width(), reader.height());
		final long x = pixel.x() / BLOCK * BLOCK;
		final long y = pixel.y() / BLOCK * BLOCK;
		return Region.between(x, y, Math.min(reader.width(), x + BLOCK), Math.min(reader.height(), y + BLOCK)).grow(MARGIN,
			MARGIN, reader.width(), reader.height());
	}

	/** The spots of a window with its margins. */
	private static List<Spot> inside(final Region window, final List<Spot> spots, final SpotIndex index) {
		return index.around(window.x() + window.width() / 2.0, window.y() + window.height() / 2.0).stream().map(spots::get)
			.filter(spot -> spot.x() >= window.x() && spot.x() < window.endX() && spot.y() >= window.y() && spot.y() < window
				.endY()).toList();
	}

	/** The spots whose response is above that of the texture; the window is added to the even ones if it is no crowd's. */
	private List<Spot> clear(final Region window, final List<Spot> within, final List<Spot> around,
		final Set<Region> even)
	{
		progress.checkCancelled();
		final float[] response = response(window);
		final double white = operator.noiseGain();
		final float[] apart = apart(window, response);
		final double spread = spread(window, response, apart, around, DEVIATIONS * MOST * white) / white;
		final double evenly = evenly(PlaneNoise.finite(apart), white);
		if (evenly > 0)
			even.add(window);
		final double limit = Math.max(DEVIATIONS * white * Math.min(MOST, beyondNoise(spread)), evenly);
		return within.stream().filter(spot -> at(window, response, spot) >= limit).toList();
	}

	private float at(final Region window, final float[] response, final Spot spot) {
		final Region pixel = spot.pixel(reader.width(), reader.height());
		return response[window.index(pixel.x(), pixel.y())];
	}

	/** The spread of the response without spots that are above any texture, and without the rings around them. */
	private double spread(final Region window, final float[] response, final float[] apart, final List<Spot> around,
		final double above)
	{
		final float[] free = apart.clone();
		final double radius = APART * sigma;
		for (final Spot spot : around)
			if (at(window, response, spot) >= above)
				cover(window, free, spot, radius);
		final float[] left = PlaneNoise.finite(free);
		return PlaneNoise.spread(left.length < LEAST_FREE * free.length ? PlaneNoise.finite(apart) : left);
	}

	/** The response with NaN around what lies on lines; all of it where that would leave too little. */
	private float[] apart(final Region window, final float[] response) {
		final List<Spot> inside = inside(window, lined, nearLined);
		if (inside.isEmpty())
			return response;
		final float[] apart = response.clone();
		for (final Spot spot : inside)
			cover(window, apart, spot, APART * sigma);
		return PlaneNoise.finite(apart).length < LEAST_FREE * apart.length ? response : apart;
	}

	/** Puts NaN on the pixels that lie within a radius of a spot. */
	private static void cover(final Region window, final float[] values, final Spot spot, final double radius) {
		final long bottom = Math.min(window.endY() - 1, (long) Math.floor(spot.y() + radius));
		final long right = Math.min(window.endX() - 1, (long) Math.floor(spot.x() + radius));
		for (long y = Math.max(window.y(), (long) Math.floor(spot.y() - radius)); y <= bottom; y++)
			for (long x = Math.max(window.x(), (long) Math.floor(spot.x() - radius)); x <= right; x++)
				if (Math.hypot(x + 0.5 - spot.x(), y + 0.5 - spot.y()) <= radius)
					values[window.index(x, y)] = Float.NaN;
	}

	/** What a spread has more than white noise; both in units of that. */
	private static double beyondNoise(final double spread) {
		return Math.sqrt(Math.max(0, spread * spread - 1));
	}

	/** What a spot has to reach where the response is even; 0 where it is not. A pattern has no heights beyond its depths. */
	private static double evenly(final float[] response, final double white) {
		final float[] sorted = sorted(response);
		return !isEven(sorted) ? 0 : Math.min(DEVIATIONS * white * beyondNoise(spread(sorted) / white), -HIGHER * at(sorted,
			DEEP));
	}

	/** True if a response is not skewed as crowds skew it. */
	private static boolean isEven(final float[] sorted) {
		final float low = at(sorted, TAIL);
		final float high = at(sorted, 1 - TAIL);
		return high > low && high + low - 2 * at(sorted, 0.5) <= SKEWED * (high - low);
	}

	/** Spots make the bright part larger, or by their rings the dark one: the spread of the lesser of the two. */
	private static double spread(final float[] sorted) {
		int dark = 0;
		while (dark < sorted.length && sorted[dark] < 0)
			dark++;
		return dark == 0 || dark == sorted.length ? 0 : PlaneNoise.PER_MAD * Math.min(-sorted[dark / 2], sorted[(dark +
			sorted.length) / 2]);
	}

	private static float at(final float[] sorted, final double part) {
		return sorted[(int) (part * sorted.length)];
	}

	private static float[] sorted(final float[] values) {
		final float[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted;
	}

	private float[] response(final Region window) {
		final Region needed = operator.source(window, reader.width(), reader.height());
		source = Buffers.atLeast(source, needed.size());
		reader.read(needed, source);
		target = Buffers.atLeast(target, LogOperator.CHANNELS * window.size());
		operator.compute(new BlockOperator.Block(needed, reader.width(), reader.height(), window), source, target);
		final float[] response = new float[(int) window.size()];
		target.get(LogOperator.RESPONSE * response.length, response);
		return response;
	}
}
