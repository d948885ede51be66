package vernier.counting;

import java.nio.FloatBuffer;
import java.util.List;

import vernier.image.BlockWriter;
import vernier.image.MaskArea;
import vernier.image.Region;
import vernier.image.VernierException;

/**
 * Takes blocks of density and what is said of its error and sums them over areas; passes the density on. Whatever the
 * blocks, the sums are those of the whole plane, to rounding of double precision.
 * <p>
 * Of the errors, those of single pixels are independent: their variances add up. Others are the same in all pixels, such as
 * that of how much light an object has: their deviations add up.
 */
final class DensitySums implements BlockWriter {

	private final List<MaskArea> areas;
	private final BlockWriter density;
	private final double[] counts;
	private final double[] variances;
	private final double[] shared;
	private final int channels;

	/**
	 * @param areas what to sum over
	 * @param density takes the first channel; null for nobody
	 * @param channels of the blocks: the second is the variance of what is independent, which equals the density where there
	 *          is none; the third the standard deviation of what is shared, which is 0 where there is none
	 */
	DensitySums(final List<MaskArea> areas, final BlockWriter density, final int channels) {
		this.areas = areas;
		this.density = density;
		counts = new double[areas.size()];
		variances = new double[areas.size()];
		shared = new double[areas.size()];
		this.channels = channels;
	}

	/** @throws VernierException if a value is NaN or infinite */
	@Override
	public void write(final Region region, final FloatBuffer source) {
		final int area = (int) region.size();
		double sum = 0;
		for (int k = 0; k < channels * area; k++)
			sum += source.get(k);
		if (!Double.isFinite(sum))
			throw new VernierException("The model gave densities that are NaN or infinite: check the model with Verify " +
				"Models, or use another model or device.");
		final int variance = channels > 1 ? area : 0;
		for (int i = 0; i < areas.size(); i++) {
			final Region bounds = areas.get(i).bounds();
			final boolean all = areas.get(i).mask() == null;
			final long left = Math.max(region.x(), bounds.x());
			final long right = Math.min(region.endX(), bounds.endX());
			final long bottom = Math.min(region.endY(), bounds.endY());
			for (long y = Math.max(region.y(), bounds.y()); y < bottom; y++)
				for (long x = left; x < right; x++)
					if (all || areas.get(i).contains(x, y)) {
						final int at = (int) ((y - region.y()) * region.width() + x - region.x());
						counts[i] += source.get(at);
						variances[i] += source.get(variance + at);
						if (channels > 2)
							shared[i] += source.get(2 * area + at);
					}
		}
		if (density != null)
			density.write(region, source);
	}

	double count(final int area) {
		return counts[area];
	}

	/** Of the number of objects in an area. */
	double variance(final int area) {
		return Math.max(0, variances[area]) + shared[area] * shared[area];
	}
}
