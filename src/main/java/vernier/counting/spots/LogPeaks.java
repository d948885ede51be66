package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import vernier.image.BlockWriter;
import vernier.image.Region;

/**
 * Takes the blocks of a {@link LogOperator} and keeps of them the peaks and a sample of the responses; in whatever tiles
 * they come, the outcome is the same.
 */
final class LogPeaks implements BlockWriter {

	/**
	 * A local maximum of the response.
	 *
	 * @param x column, ImageJ's convention
	 * @param y row
	 * @param response at the maximum
	 * @param height the response over the noise there as a multiple of the plane's
	 * @param smooth the plane, smoothed, at the centre of the pixel that has the maximum
	 */
	record Peak(double x, double y, float response, double height, float smooth) {}

	/** Of the plane: with less left, its median would say little. */
	private static final double LEAST_FREE = 0.02;

	/** What is less than this part of the least response of a peak is rounding, where the plane is flat or has no values. */
	private static final double FLAT = 0.01;

	private final long step;
	/** Columns of the grid on which responses are sampled. */
	private final int columns;
	/** NaN where the plane is flat. */
	private final float[] sample;
	private final double least;
	/** Null where it is the same everywhere. */
	private final LocalNoise noise;
	private final List<Peak> peaks = new ArrayList<>();

	/**
	 * @param width columns of the plane
	 * @param height rows
	 * @param least smaller responses are no peaks
	 * @param noise by which responses are divided, or null
	 */
	LogPeaks(final long width, final long height, final double least, final LocalNoise noise) {
		step = PlaneNoise.step(width, height);
		columns = Math.toIntExact((width + step - 1) / step);
		sample = new float[Math.toIntExact(columns * ((height + step - 1) / step))];
		this.least = least;
		this.noise = noise;
	}

	@Override
	public void write(final Region region, final FloatBuffer source) {
		final int area = (int) region.size();
		for (int y = 0; y < region.height(); y++)
			for (int x = 0; x < region.width(); x++) {
				final int i = y * region.width() + x;
				final float response = source.get(i);
				if ((region.x() + x) % step == 0 && (region.y() + y) % step == 0)
					sample[(int) ((region.y() + y) / step * columns + (region.x() + x) / step)] = Math.abs(response) < FLAT * least
						? Float.NaN : (float) (response / noiseAt(region.x() + x + 0.5, region.y() + y + 0.5));
				final float dx = source.get(LogOperator.DX * area + i);
				if (response >= least && !Float.isNaN(dx))
					peaks.add(peak(region.x() + x + 0.5 + dx, region.y() + y + 0.5 + source.get(LogOperator.DY * area + i), //
						source.get(LogOperator.PEAK * area + i), source.get(LogOperator.SMOOTH * area + i)));
			}
	}

	private Peak peak(final double x, final double y, final float response, final float smooth) {
		return new Peak(x, y, response, response / noiseAt(x, y), smooth);
	}

	private double noiseAt(final double x, final double y) {
		return noise == null ? 1 : noise.relative(x, y);
	}

	/** All peaks, the highest first. */
	List<Peak> peaks() {
		peaks.sort(Comparator.comparingDouble(Peak::height).reversed().thenComparingDouble(Peak::y) //
			.thenComparingDouble(Peak::x));
		return peaks;
	}

	/** Standard deviation of all heights, from the median of their absolute values; 0 if the response is flat. */
	double spread() {
		final float[] heights = PlaneNoise.finite(sample);
		return heights.length < LEAST_FREE * sample.length ? 0 : PlaneNoise.spread(heights);
	}

	/**
	 * Standard deviation of the heights where there is no spot: from the median of the positive ones, since the negative
	 * ones are also those of the rings around spots.
	 *
	 * @param spots peaks around which nothing is counted
	 * @param radius how far around them, in pixels
	 * @return NaN if hardly anything is left to count
	 */
	double noise(final List<Peak> spots, final double radius) {
		final boolean[] covered = new boolean[sample.length];
		for (final Peak spot : spots)
			cover(covered, spot, radius);
		final float[] positive = new float[sample.length];
		int count = 0;
		for (int i = 0; i < sample.length; i++)
			if (!covered[i] && sample[i] > 0)
				positive[count++] = sample[i];
		return count < LEAST_FREE * sample.length ? Double.NaN : PlaneNoise.PER_MAD * Median.of(positive, count);
	}

	private void cover(final boolean[] covered, final Peak spot, final double radius) {
		final int rows = sample.length / columns;
		final int top = (int) Math.max(0, Math.ceil((spot.y() - 0.5 - radius) / step));
		final int bottom = (int) Math.min(rows - 1, Math.floor((spot.y() - 0.5 + radius) / step));
		final int left = (int) Math.max(0, Math.ceil((spot.x() - 0.5 - radius) / step));
		final int right = (int) Math.min(columns - 1, Math.floor((spot.x() - 0.5 + radius) / step));
		for (int y = top; y <= bottom; y++)
			for (int x = left; x <= right; x++)
				if (Math.hypot(x * step + 0.5 - spot.x(), y * step + 0.5 - spot.y()) <= radius)
					covered[y * columns + x] = true;
	}
}
