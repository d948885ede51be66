package vernier.operators.exact;

/**
 * The lower envelope of parabolas curvature x (x - p)2 + f, one for each sample p: Felzenszwalb and Huttenlocher,
 * "Distance transforms of sampled functions", Theory of Computing 8, 2012, algorithm 1. Time grows with the number of
 * samples alone.
 */
final class ParabolaEnvelope {

	private final double curvature;
	private final double[] values;
	private final int[] places;

	/** Where each parabola of the envelope begins to be the lowest. */
	private final double[] begins;
	private int last;
	private int current;

	/** @param n largest number of samples */
	ParabolaEnvelope(final int n, final double curvature) {
		this.curvature = curvature;
		values = new double[n];
		places = new int[n];
		begins = new double[n];
	}

	void clear() {
		last = -1;
	}

	/** Places must increase. */
	void add(final int place, final double value) {
		double begin = Double.NEGATIVE_INFINITY;
		while (last >= 0) {
			begin = crossing(place, value);
			if (begin > begins[last])
				break;
			last--;
			begin = Double.NEGATIVE_INFINITY;
		}
		last++;
		places[last] = place;
		values[last] = value;
		begins[last] = begin;
	}

	/** Where the parabola at a place becomes lower than the last of the envelope. */
	private double crossing(final int place, final double value) {
		final double distance = place - places[last];
		return (place + places[last]) / 2.0 + (value - values[last]) / (2 * curvature * distance);
	}

	/** To be called before asking from the left again. */
	void rewind() {
		current = 0;
	}

	/** The envelope at a place; places asked for must not decrease. */
	double at(final int place) {
		while (current < last && begins[current + 1] < place)
			current++;
		final double distance = place - places[current];
		return values[current] + curvature * distance * distance;
	}
}
