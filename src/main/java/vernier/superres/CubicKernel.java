package vernier.superres;

/**
 * Resampling weights of cubic convolution along one axis (R. G. Keys, "Cubic convolution interpolation for digital
 * image processing", IEEE Trans. ASSP 29, 1981, with a = -0.5). When reducing, the kernel is stretched by 1/scale so
 * that it also removes what the coarser grid cannot hold, and the weights of each target pixel are scaled to sum 1, as
 * MATLAB's {@code imresize} does.
 */
public final class CubicKernel implements AxisFilter {

	private final double scale;
	private final double stretch;
	private final int taps;

	/** @param scale target pixels per source pixel, above 0 */
	CubicKernel(final double scale) {
		if (!(scale > 0))
			throw new IllegalArgumentException("Scale " + scale + " must be above 0");
		this.scale = scale;
		stretch = Math.min(scale, 1);
		// the tolerance keeps 4 / (1 / 3) from gaining a tap whose weight is nothing
		taps = (int) Math.ceil(4 / stretch - 1e-9);
	}

	/** The kernel: 1 at 0, 0 at 1 and from 2 on. */
	public static double value(final double distance) {
		final double x = Math.abs(distance);
		if (x <= 1)
			return (1.5 * x - 2.5) * x * x + 1;
		return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
	}

	@Override
	public int taps() {
		return taps;
	}

	@Override
	public long first(final long target) {
		return (long) Math.floor(centre(target) - 2 / stretch) + 1;
	}

	@Override
	public void weights(final long target, final long sourceSize, final float[] weights, final int offset) {
		final double[] exact = weights(target);
		for (int k = 0; k < taps; k++)
			weights[offset + k] = (float) exact[k];
	}

	/** The weights of the sum for a target pixel; they do not depend on the size of the plane. */
	double[] weights(final long target) {
		final double from = first(target) - centre(target);
		final double[] weights = new double[taps];
		double sum = 0;
		for (int k = 0; k < taps; k++)
			sum += weights[k] = value(stretch * (from + k));
		for (int k = 0; k < taps; k++)
			weights[k] /= sum;
		return weights;
	}

	/** Where the centre of a target pixel lies, in source pixels. */
	private double centre(final long target) {
		return (target + 0.5) / scale - 0.5;
	}
}
