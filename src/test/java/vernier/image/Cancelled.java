package vernier.image;

/** A user who has cancelled before anything began. */
public final class Cancelled {

	public static final Progress PROGRESS = new Progress() {

		@Override
		public void update(final double fraction) {
			// nobody listens
		}

		@Override
		public boolean isCancelled() {
			return true;
		}
	};

	private Cancelled() {}
}
