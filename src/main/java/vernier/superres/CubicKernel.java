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
	/** Number of different sets of weights if the scale is whole, which then repeat exactly; else 0. */
	private final int phases;

	/** @param scale target pixels per source pixel, above 0 */
	CubicKernel(final double scale) {
		if (!(scale > 0))
			throw new IllegalArgumentException("Scale " + scale + " must be above 0");
		this.scale = scale;
		stretch = Math.min(scale, 1);
		phases = scale >= 1 && scale == Math.rint(scale) && scale < Integer.MAX_VALUE ? (int) scale : 0;
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

	/** Target pixels after which the weights are the same bit by bit, one source pixel further on; 0 if that is not so. */
	int phases() {
		return phases;
	}

	@Override
	public long first(final long target) {
		if (phases > 0)
			return Math.floorDiv(target, phases) + firstOfPhase(Math.floorMod(target, phases));
		return firstOfPhase(target);
	}

	private long firstOfPhase(final long target) {
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
		final long same = phases > 0 ? Math.floorMod(target, phases) : target;
		final double from = firstOfPhase(same) - centre(same);
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
