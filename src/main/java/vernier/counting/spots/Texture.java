package vernier.counting.spots;

import java.nio.FloatBuffer;
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
 * spread in a window around the spot (from the median of its absolute values) has more than white noise would give:
 * nothing in an image of spots and noise, where the test lets all pass.
 * <p>
 * A crowd of spots spreads the response as well. So what passes for texture is limited, and where those that stand out fill
 * a part of the window, all that are there are taken for a crowd.
 */
final class Texture {

	/** Deviations of the texture by which a spot has to stand out. */
	private static final double DEVIATIONS = 5;
	/** The most that is taken for texture, as a multiple of what white noise gives. */
	private static final double MOST = 2;
	/** Part of a window that is covered by spots that stand out where there is a crowd. */
	private static final double CROWD = 0.15;
	/** Windows are centred on blocks of this side, in pixels. */
	private static final int BLOCK = 32;
	private static final int MARGIN = 16;

	private final GrayReader reader;
	private final LogOperator operator;
	private final double spotArea;
	private final Progress progress;

	private Texture(final RandomAccessibleInterval<?> plane, final PlaneNoise level, final double sigma,
		final Progress progress)
	{
		final double width = Math.max(LogDetector.SMALLEST_SIGMA, sigma);
		reader = new GrayReader(plane, level.range());
		operator = new LogOperator(width);
		final double radius = LogDetector.SPOT_RADIUS * width;
		spotArea = Math.PI * radius * radius;
		this.progress = progress;
	}

	/**
	 * Those spots that stand out of the texture around them or belong to a crowd, in the order given.
	 *
	 * @param spots of the plane
	 * @param plane axes (x, y), bright spots on dark ground; colour counts as its luma
	 * @param level background and noise of the plane
	 * @param progress asked whether to stop
	 */
	static List<Spot> standingOut(final List<Spot> spots, final RandomAccessibleInterval<?> plane, final PlaneNoise level,
		final Progress progress)
	{
		if (spots.isEmpty())
			return spots;
		final double[] sigmas = spots.stream().mapToDouble(Spot::sigma).sorted().toArray();
		return new Texture(plane, level, sigmas[sigmas.length / 2], progress).standingOut(spots);
	}

	private List<Spot> standingOut(final List<Spot> spots) {
		final Map<Region, List<Spot>> windows = spots.stream().collect(Collectors.groupingBy(this::window));
		final Set<Spot> clear = new HashSet<>();
		windows.forEach((window, within) -> clear.addAll(clear(window, within)));
		final List<Spot> all = List.copyOf(clear);
		final SpotIndex index = new SpotIndex(all, BLOCK + MARGIN);
		final Set<Region> crowds = windows.keySet().stream().filter(window -> index.around(window.x() + window.width() / 2.0,
			window.y() + window.height() / 2.0).stream().map(all::get).filter(spot -> contains(window, spot)).count() * spotArea >
			CROWD * window.size()).collect(Collectors.toSet());
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

	private static boolean contains(final Region window, final Spot spot) {
		return spot.x() >= window.x() && spot.x() < window.endX() && spot.y() >= window.y() && spot.y() < window.endY();
	}

	/** The spots whose response is above that of the texture. */
	private List<Spot> clear(final Region window, final List<Spot> within) {
		progress.checkCancelled();
		final float[] response = response(window);
		final double white = operator.noiseGain();
		final double spread = PlaneNoise.spread(response) / white;
		final double limit = DEVIATIONS * white * Math.min(MOST, Math.sqrt(Math.max(0, spread * spread - 1)));
		return within.stream().filter(spot -> {
			final Region pixel = spot.pixel(reader.width(), reader.height());
			return response[(int) ((pixel.y() - window.y()) * window.width() + pixel.x() - window.x())] >= limit;
		}).toList();
	}

	private float[] response(final Region window) {
		final Region needed = operator.source(window, reader.width(), reader.height());
		final FloatBuffer source = Buffers.allocate(needed.size());
		reader.read(needed, source);
		final FloatBuffer target = Buffers.allocate(LogOperator.CHANNELS * window.size());
		operator.compute(new BlockOperator.Block(needed, reader.width(), reader.height(), window), source, target);
		final float[] response = new float[(int) window.size()];
		target.get(LogOperator.RESPONSE * response.length, response);
		return response;
	}
}
