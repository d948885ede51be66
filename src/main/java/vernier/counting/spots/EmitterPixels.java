package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import vernier.image.BlockWriter;
import vernier.image.Region;
import vernier.quality.PointIndex;

/**
 * Takes the blocks of an emitter network, keeps the pixels that may hold an emitter, and makes spots of them; in whatever
 * tiles they come, the outcome is the same. The channels are, as in DECODE (A. Speiser et al., Nature Methods 18, 2021), the
 * logit of the probability that an emitter's centre lies in the pixel; its x and y from the pixel's centre, in pixels; then
 * intensity and background in units of the plane's noise, and sigma in pixels.
 * <p>
 * An emitter is a pixel that is more probable than its eight neighbours, or has {@value #ALONE} or more. It takes the
 * probability of those neighbours that point to the same place within {@value #SAME_PLACE} pixel, and the mean of what they
 * say, weighted by it. Of two emitters within {@value #SAME_EMITTER} pixel the more probable one is kept.
 */
final class EmitterPixels implements BlockWriter {

	static final int CHANNELS = 6;

	private static final double LEAST = 0.02;
	private static final double ALONE = 0.6;
	private static final double SAME_PLACE = 1;
	private static final double SAME_EMITTER = 0.5;

	/** What the network says at one pixel: its column and row, the probability, and channels 1 to 5. */
	private record Pixel(long column, long row, double probability, float[] says) {

		double x() {
			return column + 0.5 + says[0];
		}

		double y() {
			return row + 0.5 + says[1];
		}

		/** Pixels in a fixed order, the more probable first. */
		static final Comparator<Pixel> ORDER = Comparator.comparingDouble(Pixel::probability).reversed().thenComparingLong(
			Pixel::row).thenComparingLong(Pixel::column);

		boolean isSamePlace(final Pixel other) {
			return Math.hypot(x() - other.x(), y() - other.y()) <= SAME_PLACE;
		}
	}

	private final PlaneNoise level;
	private final Map<Long, Pixel> pixels = new HashMap<>();

	/** @param level background and noise of the plane, by which the network's input was scaled */
	EmitterPixels(final PlaneNoise level) {
		this.level = level;
	}

	@Override
	public void write(final Region region, final FloatBuffer source) {
		final int area = (int) region.size();
		final double leastLogit = Math.log(LEAST / (1 - LEAST));
		for (int i = 0; i < area; i++) {
			final float logit = source.get(i);
			if (!(logit >= leastLogit))
				continue;
			final float[] says = new float[CHANNELS - 1];
			for (int c = 0; c < says.length; c++)
				says[c] = source.get((c + 1) * area + i);
			if (!isFinite(says))
				continue;
			final long column = region.x() + i % region.width();
			final long row = region.y() + i / region.width();
			pixels.put(PointIndex.key(column, row), new Pixel(column, row, 1 / (1 + Math.exp(-(double) logit)), says));
		}
	}

	private static boolean isFinite(final float[] values) {
		for (final float value : values)
			if (!Float.isFinite(value))
				return false;
		return true;
	}

	/** The emitters, the most probable first. */
	List<Spot> spots(final double probability) {
		final Map<Pixel, List<Pixel>> emitters = new HashMap<>();
		pixels.values().stream().filter(this::isEmitter).forEach(pixel -> emitters.put(pixel, new ArrayList<>(List.of(
			pixel))));
		for (final Pixel pixel : pixels.values())
			if (!emitters.containsKey(pixel))
				neighbours(pixel).stream().filter(emitters::containsKey).min(Pixel.ORDER).filter(pixel::isSamePlace).ifPresent(
					emitter -> emitters.get(emitter).add(pixel));
		final List<Spot> spots = new ArrayList<>(emitters.values().stream().map(this::spot).toList());
		spots.sort(Comparator.comparingDouble(Spot::probability).reversed().thenComparingDouble(Spot::y).thenComparingDouble(
			Spot::x));
		final List<Spot> kept = new ArrayList<>();
		final SpotIndex index = new SpotIndex(List.of(), SAME_EMITTER);
		for (final Spot spot : spots) {
			if (spot.probability() < probability)
				break;
			if (index.around(spot.x(), spot.y()).stream().anyMatch(i -> kept.get(i).distance(spot) < SAME_EMITTER))
				continue;
			index.add(kept.size(), spot);
			kept.add(spot);
		}
		return kept;
	}

	private boolean isEmitter(final Pixel pixel) {
		return pixel.probability >= ALONE || neighbours(pixel).stream().allMatch(other -> Pixel.ORDER.compare(pixel, other) <
			0);
	}

	private List<Pixel> neighbours(final Pixel pixel) {
		final List<Pixel> found = new ArrayList<>(8);
		for (int dy = -1; dy <= 1; dy++)
			for (int dx = -1; dx <= 1; dx++) {
				final Pixel other = pixels.get(PointIndex.key(pixel.column + dx, pixel.row + dy));
				if (other != null && other != pixel)
					found.add(other);
			}
		return found;
	}

	private Spot spot(final List<Pixel> group) {
		// in a fixed order, so that the sums do not depend on that of the tiles
		group.sort(Pixel.ORDER);
		final double[] mean = new double[CHANNELS - 1];
		double weight = 0;
		double x = 0;
		double y = 0;
		for (final Pixel pixel : group) {
			weight += pixel.probability;
			x += pixel.probability * pixel.x();
			y += pixel.probability * pixel.y();
			for (int c = 2; c < mean.length; c++)
				mean[c] += pixel.probability * pixel.says[c];
		}
		final double unit = level.range().width() / weight;
		final double sigma = Math.max(LogDetector.SMALLEST_SIGMA, Math.min(LocalisationOptions.LARGEST_SIGMA, mean[4] / weight));
		return new Spot(x / weight, y / weight, mean[2] * unit, mean[3] * unit + level.background(), sigma, Double.NaN, //
			Math.min(1, weight));
	}
}
