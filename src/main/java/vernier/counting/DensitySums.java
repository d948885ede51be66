package vernier.counting;

import java.nio.FloatBuffer;
import java.util.List;

import vernier.image.BlockWriter;
import vernier.image.MaskArea;
import vernier.image.Region;
import vernier.image.VernierException;

/**
 * Takes blocks of density and its variance and sums both over areas; passes the density on. Whatever the blocks, the sums
 * are those of the whole plane, to rounding of double precision.
 */
final class DensitySums implements BlockWriter {

	private final List<MaskArea> areas;
	private final BlockWriter density;
	private final double[] counts;
	private final double[] variances;
	private final boolean hasVariance;

	/**
	 * @param areas what to sum over
	 * @param density takes the first channel; null for nobody
	 * @param channels of the blocks; the second is the variance, which equals the density where there is none
	 */
	DensitySums(final List<MaskArea> areas, final BlockWriter density, final int channels) {
		this.areas = areas;
		this.density = density;
		counts = new double[areas.size()];
		variances = new double[areas.size()];
		hasVariance = channels > 1;
	}

	/** @throws VernierException if a value is NaN or infinite */
	@Override
	public void write(final Region region, final FloatBuffer source) {
		final int variance = hasVariance ? (int) region.size() : 0;
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
					}
			if (!Double.isFinite(counts[i] + variances[i]))
				throw new VernierException("The model gave densities that are NaN or infinite: check the model with Verify " +
					"Models, or use another model or device.");
		}
		if (density != null)
			density.write(region, source);
	}

	double count(final int area) {
		return counts[area];
	}

	double variance(final int area) {
		return variances[area];
	}
}
