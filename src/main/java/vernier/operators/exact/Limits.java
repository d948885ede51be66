package vernier.operators.exact;

/**
 * What an operator can make of a pixel, whatever else the picture holds. A network knows nothing of that and is held to it.
 */
public interface Limits {

	/**
	 * How many columns and rows away from a pixel the values lie that decide; 0 where its own value does.
	 */
	default int reach() {
		return 0;
	}

	/**
	 * The least result.
	 *
	 * @param lowest value within reach of the pixel, in the channel that is asked for
	 * @param strength of the operator
	 */
	float least(float lowest, double strength);

	/**
	 * The greatest result.
	 *
	 * @param highest value within reach of the pixel, in the channel that is asked for
	 * @param strength of the operator
	 */
	float greatest(float highest, double strength);

	/**
	 * How far beyond the least and the greatest value in a square results may lie that are in the middle third of it; of those
	 * next to the border of the picture, which clips the square, too.
	 *
	 * @param side of the square, in pixels
	 * @return infinite if the square says nothing about them
	 */
	default float beyond(final int side, final double strength) {
		return Float.POSITIVE_INFINITY;
	}

	/**
	 * Moves results beyond the limits onto them.
	 *
	 * @param lowest values within reach of pixels
	 * @param highest values within reach of the same pixels
	 * @param offset of the values of the pixel whose result is the first of all
	 * @param results of pixels of one row
	 * @param from index of the first one
	 * @param to index behind the last one
	 */
	default void hold(final float[] lowest, final float[] highest, final int offset, final float[] results, final int from,
		final int to, final double strength)
	{
		for (int i = from; i < to; i++)
			results[i] = Math.max(least(lowest[offset + i], strength), //
				Math.min(greatest(highest[offset + i], strength), results[i]));
	}

	/** The whole range, 0 to 1, or as far as the value itself goes beyond. */
	Limits RANGE = new Range();

	/** The range, of which subclasses may know more. */
	class Range implements Limits {

		@Override
		public float least(final float lowest, final double strength) {
			return Math.min(0, lowest);
		}

		@Override
		public float greatest(final float highest, final double strength) {
			return Math.max(1, highest);
		}
	}

	/** The range, and what a large square holds: those of all that averages in some way. */
	Limits AVERAGE = new Range() {

		/** A square from whose border too little reaches the middle to be seen. */
		private static final int LARGE = 160;

		@Override
		public float beyond(final int side, final double strength) {
			return side < LARGE ? Float.POSITIVE_INFINITY : 0;
		}
	};
}
