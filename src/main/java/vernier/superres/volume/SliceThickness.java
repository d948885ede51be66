package vernier.superres.volume;

/**
 * How thick slices are, from the volume itself: the thicker they are, the less neighbouring slices differ. How much
 * slices of a thickness would differ is measured along the slices' own plane, whose voxels are fine, by reducing it to
 * the same distance with Gaussian profiles; the thickness at which that reduction looks like the direction through the
 * slices is the answer. Two looks are compared, the mean squared difference of neighbours, and its ratio to that of next
 * neighbours, which does not depend on how much there is to see along a direction; the mean of both answers is given.
 */
final class SliceThickness {

	/** Candidate widths, in slice distances. */
	private static final double[] RATIOS = { 0, 0.3, 0.45, 0.6, 0.75, 0.9, 1.05, 1.2 };
	/** Voxels darker than this part of the bright ones are background, whose differences say nothing. */
	private static final float DARK = 0.08f;
	private static final int FEWEST = 200;

	/** Means of squared differences of neighbours and of next neighbours. */
	private record Differences(double near, double far) {}

	private SliceThickness() {}

	/**
	 * @param stack all values finite
	 * @param factorU slice distance in voxels along u
	 * @param factorV and along v
	 * @return thickness in slice distances, 0 to 1.2; 1 where there are too few voxels or slices to tell
	 */
	static double estimate(final ThickStack stack, final double factorU, final double factorV) {
		final Differences across = across(stack);
		if (across == null)
			return 1;
		final double[] near = new double[RATIOS.length];
		final double[] ratio = new double[RATIOS.length];
		for (int i = 0; i < RATIOS.length; i++) {
			final Differences u = within(stack, true, factorU, RATIOS[i]);
			final Differences v = within(stack, false, factorV, RATIOS[i]);
			if (u == null || v == null)
				return 1;
			near[i] = (u.near + v.near) / 2;
			ratio[i] = near[i] / ((u.far + v.far) / 2);
		}
		return (find(across.near, near) + find(across.near / across.far, ratio)) / 2;
	}

	/** Where a falling curve over {@link #RATIOS} has the value. */
	private static double find(final double value, final double[] curve) {
		if (!(value < curve[0]))
			return 0;
		for (int i = 1; i < curve.length; i++)
			if (value >= curve[i])
				return RATIOS[i - 1] + (RATIOS[i] - RATIOS[i - 1]) * (curve[i - 1] - value) / (curve[i - 1] - curve[i]);
		return RATIOS[RATIOS.length - 1];
	}

	private static Differences across(final ThickStack stack) {
		final Sums sums = new Sums();
		final float[][] slices = stack.slices();
		final float[] line = new float[slices.length];
		for (int i = 0; i < slices[0].length; i++) {
			for (int k = 0; k < line.length; k++)
				line[k] = slices[k][i];
			sums.add(line, line);
		}
		return sums.means();
	}

	private static Differences within(final ThickStack stack, final boolean alongU, final double factor,
		final double ratio)
	{
		final int length = alongU ? stack.nu() : stack.nv();
		final int lines = alongU ? stack.nv() : stack.nu();
		final int reduced = (int) (length / factor);
		if (reduced < 3)
			return null;
		final AxisWeights profile = AxisWeights.profile(length, reduced, factor, ratio);
		final AxisWeights points = AxisWeights.profile(length, reduced, factor, 0);
		final Sums sums = new Sums();
		final float[] line = new float[length];
		final float[] slice = new float[reduced];
		final float[] inside = new float[reduced];
		// every third slice and line are plenty
		for (int k = 0; k < stack.slices().length; k += stack.slices().length > 30 ? 3 : 1)
			for (int j = 0; j < lines; j += 2) {
				for (int i = 0; i < length; i++)
					line[i] = stack.slices()[k][alongU ? j * stack.nu() + i : i * stack.nu() + j];
				profile.apply(line, slice, 1);
				// the same voxels for every candidate
				points.apply(line, inside, 1);
				sums.add(slice, inside);
			}
		return sums.means();
	}

	/** Collects differences along lines where both ends are inside the head. */
	private static final class Sums {

		private final double[] sum = new double[2];
		private final long[] count = new long[2];

		void add(final float[] line, final float[] inside) {
			for (int lag = 1; lag <= 2; lag++)
				for (int i = lag; i < line.length; i++)
					if (inside[i] > DARK && inside[i - lag] > DARK) {
						final double d = line[i] - line[i - lag];
						sum[lag - 1] += d * d;
						count[lag - 1]++;
					}
		}

		Differences means() {
			return count[1] < FEWEST || sum[1] == 0 ? null : new Differences(sum[0] / count[0], sum[1] / count[1]);
		}
	}
}
