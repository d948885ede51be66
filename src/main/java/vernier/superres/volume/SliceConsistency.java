package vernier.superres.volume;

/**
 * Corrects columns until the slices that would be measured of them are those that were: what they miss is brought to the
 * fine grid and added, a few times (iterative back-projection, Irani and Peleg 1991). The slices' profile is taken to be a
 * Gaussian of their thickness.
 * <p>
 * Where slices touch, what they miss is spread by cubic convolution. With gaps in between that would carry it to where it
 * says nothing; the least change that does is made there, which cannot lead away from a truth with the measured slices.
 */
final class SliceConsistency {

	private static final int STEPS = 5;
	/** Slices thinner than that, in slice distances, leave gaps. */
	private static final double GAPS = 0.6;

	private final AxisWeights cubic;
	private final AxisWeights profile;
	private final boolean gaps;

	SliceConsistency(final AxisWeights cubic, final double factor, final double thickness) {
		this.cubic = cubic;
		gaps = thickness < GAPS;
		profile = AxisWeights.profile(cubic.outputs(), cubic.inputs(), factor, thickness);
	}

	/**
	 * @param measured slices x columns values
	 * @param values w x columns values, corrected in place
	 * @param size number of columns
	 */
	void correct(final float[] measured, final float[] values, final int size) {
		final float[] missing = new float[measured.length];
		final float[] added = new float[gaps ? 0 : values.length];
		for (int step = 0; step < STEPS; step++) {
			profile.apply(values, missing, size);
			for (int i = 0; i < missing.length; i++)
				missing[i] = measured[i] - missing[i];
			if (gaps) {
				profile.addLeastChange(missing, values, size);
				continue;
			}
			cubic.apply(missing, added, size);
			for (int i = 0; i < values.length; i++)
				values[i] += added[i];
		}
	}
}
