package vernier.counting.spots;

/** The upper median, without sorting all values (C. A. R. Hoare, Algorithm 65: FIND, CACM 4, 1961). */
final class Median {

	private Median() {}

	/**
	 * @param values are put into another order
	 * @param count how many, from the first
	 * @return sorted[count / 2]; NaN if there are none
	 */
	static float of(final float[] values, final int count) {
		if (count == 0)
			return Float.NaN;
		final int wanted = count / 2;
		int from = 0;
		int to = count - 1;
		while (from < to) {
			final float pivot = values[from + to >>> 1];
			int i = from;
			int j = to;
			while (i <= j) {
				while (values[i] < pivot)
					i++;
				while (values[j] > pivot)
					j--;
				if (i <= j) {
					final float value = values[i];
					values[i++] = values[j];
					values[j--] = value;
				}
			}
			if (wanted <= j)
				to = j;
			else if (wanted >= i)
				from = i;
			else
				break;
		}
		return values[wanted];
	}
}
