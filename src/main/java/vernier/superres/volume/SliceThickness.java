package vernier.superres.volume;

/**
 * How thick slices are, from the volume itself: the thicker they are, the less neighbouring slices differ. How much
 * slices of a thickness would differ is measured along the slices' own plane, whose voxels are fine, by reducing it to
 * the same distance with Gaussian profiles. The thickness at which that looks like the direction through the slices is
 * the answer, by two looks: the mean squared difference of neighbours, and its ratio to that of next neighbours, which
 * does not depend on how much there is to see along a direction. Noise and motion make both answers too small, hence the
 * larger one is given. A look by which slices are thicker than any that scanners make is none.
 * <p>
 * The plane that is measured has been blurred through the slices already, by the very thickness that is sought. What
 * that takes from the differences is measured too, by blurring along the third direction.
 */
final class SliceThickness {

	/** Candidate widths, in slice distances. */
	private static final double[] RATIOS = { 0, 0.3, 0.45, 0.6, 0.75, 0.9, 1.05, 1.2 };
	/** Voxels darker than this part of the bright ones are background, whose differences say nothing. */
	private static final float DARK = 0.08f;
	private static final int FEWEST = 200;
	/** Slices that are looked at. */
	private static final int PLENTY = 16;

	private SliceThickness() {}

	/**
	 * @param stack all values finite
	 * @param factorU slice distance in voxels along u
	 * @param factorV and along v
	 * @return thickness in slice distances, 0 to 1.2; 1 where there are too few voxels or slices to tell, or neither look tells
	 */
	static double estimate(final ThickStack stack, final double factorU, final double factorV) {
		final Differences across = across(stack);
		final double[] near = new double[RATIOS.length];
		final double[] ratio = new double[RATIOS.length];
		for (int i = 0; i < RATIOS.length; i++) {
			final double[] u = within(stack, true, factorU, factorV, RATIOS[i]);
			final double[] v = within(stack, false, factorV, factorU, RATIOS[i]);
			if (across.isEmpty() || u == null || v == null)
				return 1;
			near[i] = (u[0] + v[0]) / 2;
			ratio[i] = near[i] / ((u[1] + v[1]) / 2);
		}
		final double byNeighbours = find(across.mean(1), near);
		final double byRatio = find(across.mean(1) / across.mean(2), ratio);
		if (Double.isNaN(byNeighbours) || Double.isNaN(byRatio))
			return Double.isNaN(byNeighbours) ? Double.isNaN(byRatio) ? 1 : byRatio : byNeighbours;
		return Math.max(byNeighbours, byRatio);
	}

	/**
	 * Where a falling curve over {@link #RATIOS} has the value; NaN below its end: the picture is smoother along that
	 * direction than a thickness can make it.
	 */
	private static double find(final double value, final double[] curve) {
		if (!(value < curve[0]))
			return 0;
		for (int i = 1; i < curve.length; i++)
			if (value >= curve[i])
				return RATIOS[i - 1] + (RATIOS[i] - RATIOS[i - 1]) * (curve[i - 1] - value) / (curve[i - 1] - curve[i]);
		return Double.NaN;
	}

	private static Differences across(final ThickStack stack) {
		final Differences differences = new Differences();
		for (int lag = 1; lag <= 2; lag++)
			for (int k = lag; k < stack.slices().length; k++)
				differences.add(lag, stack.slices()[k], 0, stack.slices()[k - lag], 0, stack.slices()[k].length);
		return differences;
	}

	/**
	 * Mean squared differences of neighbours and next neighbours along one axis of the plane, as they would be without the
	 * blur through the slices; null if there is too little to see.
	 */
	private static double[] within(final ThickStack stack, final boolean alongU, final double factor, final double other,
		final double ratio)
	{
		final int length = alongU ? stack.nu() : stack.nv();
		final int width = alongU ? stack.nv() : stack.nu();
		final int reduced = (int) (length / factor);
		if (reduced < 3)
			return null;
		final AxisWeights profile = AxisWeights.profile(length, reduced, factor, ratio);
		final AxisWeights blur = AxisWeights.profile(width, width, 1, ratio * other);
		final Differences sharp = new Differences();
		final Differences blurred = new Differences();
		final float[] seen = new float[reduced * width];
		final float[] across = new float[reduced * width];
		for (int k = 0; k < stack.slices().length; k += Math.max(1, stack.slices().length / PLENTY)) {
			final float[] slice = stack.slices()[k];
			profile.apply(alongU ? turned(slice, stack.nv(), stack.nu()) : slice, seen, width);
			sharp.add(seen, width);
			blur.apply(turned(seen, reduced, width), across, reduced);
			blurred.add(turned(across, width, reduced), width);
		}
		if (sharp.isEmpty() || blurred.isEmpty())
			return null;
		return new double[] { sharp.mean(1) * sharp.mean(1) / blurred.mean(1), sharp.mean(2) * sharp.mean(2) / blurred.mean(2) };
	}

	/** Rows become columns. */
	private static float[] turned(final float[] values, final int rows, final int columns) {
		final float[] turned = new float[rows * columns];
		for (int i = 0; i < rows; i++)
			for (int j = 0; j < columns; j++)
				turned[j * rows + i] = values[i * columns + j];
		return turned;
	}

	/** Squared differences of values that lie one or two apart, where both are of the head. */
	private static final class Differences {

		private final double[] sum = new double[3];
		private final long[] count = new long[3];

		/** Of the rows of a plane. */
		void add(final float[] rows, final int width) {
			for (int lag = 1; lag <= 2; lag++)
				for (int at = lag * width; at < rows.length; at += width)
					add(lag, rows, at, rows, at - lag * width, width);
		}

		void add(final int lag, final float[] a, final int atA, final float[] b, final int atB, final int width) {
			for (int i = 0; i < width; i++)
				if (a[atA + i] > DARK && b[atB + i] > DARK) {
					final double d = a[atA + i] - b[atB + i];
					sum[lag] += d * d;
					count[lag]++;
				}
		}

		boolean isEmpty() {
			return count[2] < FEWEST || sum[1] == 0 || sum[2] == 0;
		}

		double mean(final int lag) {
			return sum[lag] / count[lag];
		}
	}
}
