package vernier.operators.exact;

/**
 * What an operator can make of a pixel, whatever lies around it. A network knows nothing of that and is held to it.
 */
public interface Limits {

	/**
	 * The least result.
	 *
	 * @param value of the pixel, in the channel that is asked for
	 * @param strength of the operator
	 */
	float least(float value, double strength);

	/** The greatest result. */
	float greatest(float value, double strength);

	/**
	 * Moves results beyond the limits onto them.
	 *
	 * @param values of pixels
	 * @param results of the same pixels
	 * @param from index of the first
	 * @param to index behind the last
	 */
	default void hold(final float[] values, final float[] results, final int from, final int to, final double strength) {
		for (int i = from; i < to; i++)
			results[i] = Math.max(least(values[i], strength), Math.min(greatest(values[i], strength), results[i]));
	}

	/** The whole range, 0 to 1, or as far as the value itself goes beyond: those of all that averages in some way. */
	Limits RANGE = new Limits() {

		@Override
		public float least(final float value, final double strength) {
			return Math.min(0, value);
		}

		@Override
		public float greatest(final float value, final double strength) {
			return Math.max(1, value);
		}
	};
}
