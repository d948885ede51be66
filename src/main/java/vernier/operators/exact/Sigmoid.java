package vernier.operators.exact;

/**
 * An odd S-shaped curve that boosts small values and leaves -1/2, 0 and 1/2 where they are: 1 / (1 + exp(-a x)) -
 * 1/2, scaled, of Farbman et al. 2008. The same as tanh(a x / 2) / (2 tanh(a / 4)).
 *
 * @param a how steep, not negative; 0 is the identity
 */
record Sigmoid(double a) {

	/** Below this the curve is a straight line within rounding. */
	private static final double STRAIGHT = 1e-6;

	/** The curve of a given slope at 0, at least 1. */
	static Sigmoid ofSlope(final double slope) {
		// the slope is z / tanh z at z = a / 4
		double low = 0;
		double high = slope;
		for (int i = 0; i < 60; i++) {
			final double z = (low + high) / 2;
			if (z / Math.tanh(z) < slope)
				low = z;
			else
				high = z;
		}
		return new Sigmoid(4 * low);
	}

	double at(final double x) {
		return a < STRAIGHT ? x : (1 - 2 / (Math.exp(a * x) + 1)) / (2 * Math.tanh(a / 4));
	}
}
