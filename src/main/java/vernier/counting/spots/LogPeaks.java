package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
	 * @param smooth the plane, smoothed, at the centre of the pixel that has the maximum
	 */
	record Peak(double x, double y, float response, float smooth) {}

	private final long step;
	private final float[] sample;
	private final double least;
	private int sampled;
	private final List<Peak> peaks = new ArrayList<>();

	/**
	 * @param width columns of the plane
	 * @param height rows
	 * @param least smaller responses are no peaks
	 */
	LogPeaks(final long width, final long height, final double least) {
		step = (long) Math.ceil(Math.sqrt((double) width * height / PlaneNoise.WANTED));
		sample = new float[Math.toIntExact(((width + step - 1) / step) * ((height + step - 1) / step))];
		this.least = least;
	}

	@Override
	public void write(final Region region, final FloatBuffer source) {
		final int area = (int) region.size();
		for (int y = 0; y < region.height(); y++)
			for (int x = 0; x < region.width(); x++) {
				final int i = y * region.width() + x;
				final float response = source.get(i);
				if ((region.x() + x) % step == 0 && (region.y() + y) % step == 0)
					sample[sampled++] = response;
				final float dx = source.get(LogOperator.DX * area + i);
				if (response >= least && !Float.isNaN(dx))
					peaks.add(new Peak(region.x() + x + 0.5 + dx, //
						region.y() + y + 0.5 + source.get(LogOperator.DY * area + i), //
						source.get(LogOperator.PEAK * area + i), source.get(LogOperator.SMOOTH * area + i)));
			}
	}

	/** All peaks, the highest first. */
	List<Peak> peaks() {
		peaks.sort(Comparator.comparingDouble(Peak::response).reversed().thenComparingDouble(Peak::y) //
			.thenComparingDouble(Peak::x));
		return peaks;
	}

	/** Standard deviation of the responses where there is no spot, from their median absolute deviation; 0 if flat. */
	double noise() {
		final float median = Median.of(sample, sampled);
		final float[] deviations = Arrays.copyOf(sample, sampled);
		for (int i = 0; i < sampled; i++)
			deviations[i] = Math.abs(deviations[i] - median);
		return sampled == 0 ? 0 : PlaneNoise.PER_MAD * Median.of(deviations, sampled);
	}
}
