package vernier.image;

/** The user cancelled: no result exists and nothing was changed. */
public class CancelledException extends VernierException {

	private static final long serialVersionUID = 1L;

	public CancelledException() {
		super("Cancelled: no result was made and the input is unchanged.");
	}
}
