package vernier.operators.exact;

/**
 * Directions spread evenly over the sphere: a Fibonacci lattice (R. Swinbank, R. J. Purser, "Fibonacci grids", Q. J.
 * R. Meteorol. Soc. 132, 2006).
 */
final class Directions {

	static final int COUNT = 1000;

	/** No direction is farther from its nearest neighbour in the lattice than this, in z. */
	private static final double FARTHEST = 0.09;

	private static final float[] X = new float[COUNT], Y = new float[COUNT], Z = new float[COUNT];

	static {
		final double turn = Math.PI * (3 - Math.sqrt(5));
		for (int k = 0; k < COUNT; k++) {
			final double z = -1 + (2 * k + 1.0) / COUNT, radius = Math.sqrt(1 - z * z);
			X[k] = (float) (radius * Math.cos(turn * k));
			Y[k] = (float) (radius * Math.sin(turn * k));
			Z[k] = (float) z;
		}
	}

	private Directions() {}

	/** Index of the nearest direction to a unit vector. */
	static int nearest(final float x, final float y, final float z) {
		final int first = Math.max(0, index(z - FARTHEST)), last = Math.min(COUNT - 1, index(z + FARTHEST));
		int best = first;
		float most = Float.NEGATIVE_INFINITY;
		for (int k = first; k <= last; k++) {
			final float cosine = x * X[k] + y * Y[k] + z * Z[k];
			if (cosine > most) {
				most = cosine;
				best = k;
			}
		}
		return best;
	}

	/** As directions go upwards by their index. */
	private static int index(final double z) {
		return (int) Math.floor((z + 1) * COUNT / 2);
	}

	/** A direction. */
	static float[] at(final int index) {
		return new float[] {X[index], Y[index], Z[index]};
	}
}
