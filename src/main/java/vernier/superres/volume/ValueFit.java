package vernier.superres.volume;

import java.util.Arrays;

import vernier.image.SampleStep;

/**
 * The straight line that turns one volume's values into another's, since scanners scale every stack anew.
 *
 * @param gain other values per own value
 * @param offset added
 */
record ValueFit(double gain, double offset) {

	static final ValueFit NONE = new ValueFit(1, 0);
	/** Voxels that a line is fitted to. */
	static final int FEWEST = 1000;
	private static final int SAMPLES = 1 << 18;
	/** Values that miss the line by less than so many medians of what is missed are explained by it. */
	private static final double EXPLAINED = 4;

	/**
	 * By the values' middle halves where both are of the head, which a damaged slice does not move; then by the means and
	 * spreads of what that line explains. Unlike regression, noise and what the stacks blur differently do not flatten it.
	 *
	 * @param volume values to be met
	 * @param own values at the same places, not-a-number where there are none
	 * @param dark values of the volume below this are background
	 * @return null where fewer than {@value #FEWEST} voxels are in both and no background
	 */
	static ValueFit of(final WorldVolume volume, final float[] own, final double dark) {
		final float[] wanted = volume.values();
		final int step = (int) SampleStep.acrossColumns(Math.max(1, wanted.length / SAMPLES), volume.size()[0]);
		final float[] a = new float[wanted.length / step + 1];
		final float[] b = new float[a.length];
		int n = 0;
		for (int i = 0; i < wanted.length; i += step)
			if (wanted[i] > dark && Float.isFinite(own[i])) {
				a[n] = wanted[i];
				b[n++] = own[i];
			}
		if (n < FEWEST)
			return null;
		final float[] sortedA = Arrays.copyOf(a, n);
		final float[] sortedB = Arrays.copyOf(b, n);
		Arrays.sort(sortedA);
		Arrays.sort(sortedB);
		final double spread = sortedB[3 * n / 4] - sortedB[n / 4];
		final double first = spread > 0 ? (sortedA[3 * n / 4] - sortedA[n / 4]) / spread : 1;
		final ValueFit middle = new ValueFit(first, sortedA[n / 2] - first * sortedB[n / 2]);
		final float[] missed = new float[n];
		for (int i = 0; i < n; i++)
			missed[i] = (float) Math.abs(a[i] - middle.value(b[i]));
		final float[] sorted = missed.clone();
		Arrays.sort(sorted);
		return moments(a, b, missed, EXPLAINED * sorted[n / 2], middle);
	}

	private static ValueFit moments(final float[] a, final float[] b, final float[] missed, final double most,
		final ValueFit otherwise)
	{
		double n = 0;
		final double[] sum = new double[4];
		for (int i = 0; i < missed.length; i++)
			if (missed[i] <= most) {
				n++;
				sum[0] += a[i];
				sum[1] += b[i];
				sum[2] += (double) a[i] * a[i];
				sum[3] += (double) b[i] * b[i];
			}
		final double varianceA = sum[2] / n - sum[0] * sum[0] / n / n;
		final double varianceB = sum[3] / n - sum[1] * sum[1] / n / n;
		if (!(varianceA > 0 && varianceB > 0))
			return otherwise;
		final double gain = Math.sqrt(varianceA / varianceB);
		return new ValueFit(gain, sum[0] / n - gain * sum[1] / n);
	}

	double value(final double own) {
		return gain * own + offset;
	}

	void apply(final float[] values) {
		for (int i = 0; i < values.length; i++)
			values[i] = (float) value(values[i]);
	}
}
