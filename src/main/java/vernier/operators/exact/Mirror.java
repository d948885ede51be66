package vernier.operators.exact;

/** The border as a mirror: what is beyond it repeats what is inside, backwards, the pixel at the border only once. */
final class Mirror {

	private Mirror() {}

	/** The index within 0 to n - 1 that an index outside of it shows. */
	static int index(final int i, final int n) {
		if (n == 1)
			return 0;
		final int period = 2 * (n - 1);
		final int k = Math.floorMod(i, period);
		return k < n ? k : period - k;
	}
}
