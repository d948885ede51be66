package vernier.superres.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A head in a few formulas: an ellipsoid in air, with a folded inner surface and two tissues, known at every point. Axes
 * (x, y, z), values 0 (air) to 1000.
 */
final class Phantom {

	private final int nx;
	private final int ny;
	private final int nz;

	Phantom(final int nx, final int ny, final int nz) {
		this.nx = nx;
		this.ny = ny;
		this.nz = nz;
	}

	/** Value at a position in voxels, first centre 0. */
	double value(final double i, final double j, final double k) {
		final double x = (i + 0.5) / nx - 0.5;
		final double y = (j + 0.5) / ny - 0.5;
		final double z = (k + 0.5) / nz - 0.5;
		final double r = Math.sqrt(x * x / 0.17 + y * y / 0.2 + z * z / 0.19);
		if (r > 1)
			return 0;
		final double folds = 0.07 * Math.sin(17 * x + 5 * y) * Math.cos(13 * z - 6 * x) + 0.04 * Math.sin(23 * z + 11 * y);
		final double edge = 0.75 + folds;
		// a soft edge of about a voxel
		final double white = 1 / (1 + Math.exp((r - edge) * nz / 2.0));
		final double ventricle = 1 / (1 + Math.exp((Math.sqrt(x * x / 0.004 + y * y / 0.03 + z * z / 0.008) - 1) * 6));
		return 600 + 400 * white - 700 * ventricle;
	}

	/** The volume itself. */
	Img<FloatType> fine() {
		final float[] values = new float[nx * ny * nz];
		for (int k = 0; k < nz; k++)
			for (int j = 0; j < ny; j++)
				for (int i = 0; i < nx; i++)
					values[(k * ny + j) * nx + i] = (float) value(i, j, k);
		return ArrayImgs.floats(values, nx, ny, nz);
	}

	/** Thick slices of it along z: a Gaussian profile of a width at half maximum in slice distances, 0 for points. */
	Img<FloatType> slices(final double factor, final double thickness) {
		final int n = (int) Math.round(nz / factor);
		final float[] values = new float[nx * ny * n];
		final double sigma = thickness * factor / 2.3548;
		for (int k = 0; k < n; k++)
			for (int j = 0; j < ny; j++)
				for (int i = 0; i < nx; i++)
					values[(k * ny + j) * nx + i] = (float) mean(i, j, (k + 0.5) * factor - 0.5, sigma);
		return ArrayImgs.floats(values, nx, ny, n);
	}

	private double mean(final int i, final int j, final double centre, final double sigma) {
		if (sigma == 0)
			return value(i, j, centre);
		double sum = 0;
		double weights = 0;
		for (double d = -3 * sigma; d <= 3 * sigma; d += 0.25) {
			final double weight = Math.exp(-d * d / (2 * sigma * sigma));
			sum += weight * value(i, j, Math.max(0, Math.min(nz - 1, centre + d)));
			weights += weight;
		}
		return sum / weights;
	}

	/** Root mean squared difference. */
	static double rms(final RandomAccessibleInterval<FloatType> a, final RandomAccessibleInterval<FloatType> b) {
		final var other = b.randomAccess();
		final var cursor = a.localizingCursor();
		double sum = 0;
		while (cursor.hasNext()) {
			cursor.fwd();
			other.setPosition(cursor);
			final double d = cursor.get().get() - other.get().get();
			sum += d * d;
		}
		return Math.sqrt(sum / a.size());
	}
}
