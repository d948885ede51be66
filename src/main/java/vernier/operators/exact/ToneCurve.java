package vernier.operators.exact;

import java.util.Arrays;

/** A function that does not decrease, of straight pieces between knots and of slope 1 beyond the first and the last. */
final class ToneCurve {

	private final float[] x, y;

	private ToneCurve(final float[] x, final float[] y) {
		this.x = x;
		this.y = y;
	}

	/** Through some points; where several have the same x, it takes the mean of their y. Neither x nor y may decrease. */
	static ToneCurve through(final float[] x, final float[] y) {
		final float[] knots = new float[x.length], values = new float[x.length];
		int n = 0;
		for (int from = 0; from < x.length;) {
			int to = from;
			double sum = 0;
			while (to < x.length && x[to] == x[from])
				sum += y[to++];
			knots[n] = x[from];
			values[n++] = (float) (sum / (to - from));
			from = to;
		}
		return new ToneCurve(Arrays.copyOf(knots, n), Arrays.copyOf(values, n));
	}

	/** The nearest to this curve that is nowhere steeper than a slope and goes through one of its knots. */
	ToneCurve atMost(final float slope, final int anchor) {
		final int fixed = Math.min(anchor, y.length - 1);
		final float[] limited = y.clone();
		for (int k = fixed + 1; k < y.length; k++)
			limited[k] = Math.min(y[k], limited[k - 1] + slope * (x[k] - x[k - 1]));
		for (int k = fixed - 1; k >= 0; k--)
			limited[k] = Math.max(y[k], limited[k + 1] - slope * (x[k + 1] - x[k]));
		return new ToneCurve(x, limited);
	}

	/** Part of the way from doing nothing to this curve. */
	ToneCurve share(final double share) {
		final float[] mixed = new float[y.length];
		for (int k = 0; k < y.length; k++)
			mixed[k] = (float) (x[k] + share * (y[k] - x[k]));
		return new ToneCurve(x, mixed);
	}

	float at(final float value) {
		final int last = x.length - 1;
		if (value <= x[0])
			return y[0] + (value - x[0]);
		if (value >= x[last])
			return y[last] + (value - x[last]);
		int low = 0, high = last;
		while (high - low > 1) {
			final int middle = (low + high) >>> 1;
			if (x[middle] <= value)
				low = middle;
			else
				high = middle;
		}
		return y[low] + (value - x[low]) * (y[high] - y[low]) / (x[high] - x[low]);
	}

	/** The curve applied to all values. */
	float[] apply(final float[] values) {
		final float[] result = new float[values.length];
		Parallel.rows(values.length, (from, to) -> {
			for (int i = from; i < to; i++)
				result[i] = at(values[i]);
		});
		return result;
	}
}
