package vernier.superres;

/**
 * A linear filter along one axis: the value of target pixel i is the weighted sum of {@link #taps} consecutive source
 * pixels. First pixel and weights depend on i alone and never on a block, which is what makes blocks equal the whole.
 */
interface AxisFilter {

	/** Number of source pixels in each sum. */
	int taps();

	/** First source pixel of the sum for a target pixel; may lie outside the plane, where it is mirrored. */
	long first(long target);

	/**
	 * The weights of the sum for a target pixel.
	 *
	 * @param target index of the target pixel
	 * @param sourceSize source pixels along the axis
	 * @param weights receives the weights
	 * @param offset where in {@code weights} they start
	 */
	void weights(long target, long sourceSize, float[] weights, int offset);

	/** First source pixel that target pixels from {@code start} up to, not including, {@code end} read. */
	default long sourceStart(final long start, final long end, final long sourceSize) {
		final long first = first(start);
		final long last = first(end - 1) + taps() - 1;
		if (first < 0 || last - first >= 2 * sourceSize)
			return 0;
		// the tail that is mirrored at the far end may reach further back than the first pixel
		return Math.max(0, Math.min(first, last < sourceSize ? first : 2 * sourceSize - 1 - last));
	}

	/** One more than the last source pixel that target pixels from {@code start} to before {@code end} read. */
	default long sourceEnd(final long start, final long end, final long sourceSize) {
		final long first = first(start);
		final long last = first(end - 1) + taps() - 1;
		if (last >= sourceSize || last - first >= 2 * sourceSize)
			return sourceSize;
		return Math.min(sourceSize, Math.max(last, first < 0 ? -1 - first : last) + 1);
	}
}
