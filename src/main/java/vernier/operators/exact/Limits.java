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
