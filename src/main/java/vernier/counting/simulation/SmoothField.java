package vernier.counting.simulation;

import java.util.random.RandomGenerator;

/** A random landscape of mean 0 and variance 1: three plane waves, half to twice as long as the picture. */
final class SmoothField {

	private static final int WAVES = 3;

	/** Bound of the values. */
	static final double GREATEST = Math.sqrt(2.0 * WAVES);

	private final double[] frequencyX = new double[WAVES];
	private final double[] frequencyY = new double[WAVES];
	private final double[] phase = new double[WAVES];

	SmoothField(final int width, final int height, final RandomGenerator random) {
		final double side = Math.max(width, height);
		for (int i = 0; i < WAVES; i++) {
			final double length = side * 0.5 * Math.pow(4, random.nextDouble());
			final double angle = 2 * Math.PI * random.nextDouble();
			frequencyX[i] = 2 * Math.PI / length * Math.cos(angle);
			frequencyY[i] = 2 * Math.PI / length * Math.sin(angle);
			phase[i] = 2 * Math.PI * random.nextDouble();
		}
	}

	double value(final double x, final double y) {
		double sum = 0;
		for (int i = 0; i < WAVES; i++)
			sum += Math.sin(frequencyX[i] * x + frequencyY[i] * y + phase[i]);
		return sum * Math.sqrt(2.0 / WAVES);
	}
}
