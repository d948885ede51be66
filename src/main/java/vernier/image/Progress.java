package vernier.image;

/** Where a long computation reports to, and asks whether it should stop. Called from computing threads. */
public interface Progress {

	/** Reports to nobody and never cancels. */
	Progress NONE = fraction -> {};

	/** @param fraction what is done, 0 to 1; never decreases within one run */
	void update(double fraction);

	/** @return true to stop at the next tile */
	default boolean isCancelled() {
		return false;
	}

	/** @throws CancelledException if the user asked to stop */
	default void checkCancelled() {
		if (isCancelled())
			throw new CancelledException();
	}

	/** The part of this progress from one fraction to another, for a step of a longer computation. */
	default Progress part(final double from, final double to) {
		final Progress whole = this;
		return new Progress() {

			@Override
			public void update(final double fraction) {
				whole.update(from + fraction * (to - from));
			}

			@Override
			public boolean isCancelled() {
				return whole.isCancelled();
			}
		};
	}
}
