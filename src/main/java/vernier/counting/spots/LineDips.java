package vernier.counting.spots;

/**
 * Tells a spot of a close row from a maximum that noise makes on a straight edge or line: along the row it is lower on both
 * sides, by more than noise makes it. The noise is that of the line itself, where there is more light than around: from the
 * second difference along x of that along y, which hardly sees a line or spots (J. Immerkaer, Fast Noise Variance
 * Estimation, Computer Vision and Image Understanding 64, 1996).
 */
final class LineDips {

	/** Seen so sharply along the line, in widths. */
	private static final double SHARP = 0.5;
	/** How far from a maximum its sides are, in widths: half as far as spots that are hardly told apart. */
	private static final double BESIDE = 1.2;
	/** How far along the line its noise is taken, in widths. */
	private static final double AROUND = 3;
	/** Of the depth across, what the stairs of a slanting line make along it, in whatever noise. */
	private static final double STAIRS = 0.1;

	private final double[] values;
	private final int length;
	private final double width;

	/**
	 * @param values a square, by rows
	 * @param length of its sides, in pixels
	 * @param width of spots, in pixels
	 */
	LineDips(final double[] values, final int length, final double width) {
		this.values = values;
		this.length = length;
		this.width = width;
	}

	/**
	 * How much lower the higher side of a place is, in standard deviations.
	 *
	 * @param x column, the centre of the first pixel at 0
	 * @param y row
	 * @param across angle from the columns' axis to the direction across the line
	 * @param least standard deviation of a pixel
	 */
	double depth(final double x, final double y, final double across, final double least) {
		final double dx = BESIDE * width * Math.cos(across);
		final double dy = BESIDE * width * Math.sin(across);
		final double[] here = weights(x, y, across, SHARP);
		final double top = mean(here);
		final double stairs = STAIRS * (top - Math.min(mean(weights(x + dx, y + dy, across, SHARP)), mean(weights(x - dx, y - dy,
			across, SHARP))));
		final double noise = noise(weights(x, y, across, AROUND), least);
		double depth = Double.POSITIVE_INFINITY;
		for (int sign = -1; sign <= 1; sign += 2) {
			final double[] side = weights(x - sign * dy, y + sign * dx, across, SHARP);
			double squares = 0;
			for (int k = 0; k < side.length; k++)
				squares += (here[k] - side[k]) * (here[k] - side[k]);
			depth = Math.min(depth, (top - mean(side) - Math.max(0, stairs)) / (noise * Math.sqrt(squares)));
		}
		return depth;
	}

	/** Of a Gaussian that is as wide as spots across, and so much along; they add up to 1. */
	private double[] weights(final double x, final double y, final double across, final double along) {
		final double[] weights = new double[values.length];
		double sum = 0;
		for (int k = 0; k < weights.length; k++) {
			final double dx = (k % length - x) / width;
			final double dy = (k / length - y) / width;
			final double u = (dy * Math.cos(across) - dx * Math.sin(across)) / along;
			final double v = dx * Math.cos(across) + dy * Math.sin(across);
			weights[k] = Math.exp(-(u * u + v * v) / 2);
			sum += weights[k];
		}
		for (int k = 0; k < weights.length; k++)
			weights[k] /= sum;
		return weights;
	}

	private double mean(final double[] weights) {
		double sum = 0;
		for (int k = 0; k < weights.length; k++)
			sum += weights[k] * values[k];
		return sum;
	}

	private double noise(final double[] weights, final double least) {
		double squares = 0;
		for (int y = 1; y < length - 1; y++)
			for (int x = 1; x < length - 1; x++) {
				final int k = y * length + x;
				final double d = (across(k - length) - 2 * across(k) + across(k + length)) / 6;
				squares += weights[k] * d * d;
			}
		return Math.max(least, Math.sqrt(squares));
	}

	/** Second difference along x. */
	private double across(final int k) {
		return values[k - 1] - 2 * values[k] + values[k + 1];
	}
}
