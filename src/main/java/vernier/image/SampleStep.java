package vernier.image;

/** Every which pixel of an image to look at where all of them would be too many. */
public final class SampleStep {

	private SampleStep() {}

	/**
	 * The least step that is at least the one given and shares no factor with the length of a row: one that does would visit
	 * some columns only, again and again.
	 *
	 * @param least smallest step, at least 1
	 * @param row pixels in a row
	 */
	public static long acrossColumns(final long least, final long row) {
		long step = least;
		while (step > 1 && gcd(step, row) != 1)
			step++;
		return step;
	}

	private static long gcd(final long a, final long b) {
		return b == 0 ? a : gcd(b, a % b);
	}
}
