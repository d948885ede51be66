package vernier.operators.exact;

import java.util.Arrays;

/**
 * How the values of a picture are distributed, in few numbers: value k is the one below which a share k / 16
 * of the pixels lie; the first is the smallest, the last the largest.
 *
 * @param values {@value #STEPS} + 1 numbers that do not decrease
 */
public record Quantiles(float[] values) {

	static final int STEPS = 16;

	public Quantiles {
		if (values.length != STEPS + 1)
			throw new IllegalArgumentException(values.length + " quantiles, not " + (STEPS + 1));
	}

	static Quantiles of(final float[] values) {
		final float[] sorted = values.clone();
		Arrays.parallelSort(sorted);
		final float[] quantiles = new float[STEPS + 1];
		for (int k = 0; k <= STEPS; k++)
			quantiles[k] = sorted[(int) Math.round((double) k * (sorted.length - 1) / STEPS)];
		return new Quantiles(quantiles);
	}

	/**
	 * Quantiles of a density over 0 to 1, such as that of a style.
	 *
	 * @param density at equal steps from 0 to 1, of any scale
	 */
	static Quantiles ofDensity(final double[] density) {
		double sum = 0;
		for (final double d : density)
			sum += d;
		final float[] quantiles = new float[STEPS + 1];
		double below = 0;
		int k = 0;
		for (int v = 0; v < density.length; v++) {
			below += density[v] / sum;
			for (; k <= STEPS && (k + 0.5) / (STEPS + 1) <= below; k++)
				quantiles[k] = (float) v / (density.length - 1);
		}
		for (; k <= STEPS; k++)
			quantiles[k] = 1;
		return new Quantiles(quantiles);
	}

	/** The curve that gives these quantiles to values that have the others: histogram matching. */
	ToneCurve curveFrom(final Quantiles source) {
		return ToneCurve.through(source.values, values);
	}
}
