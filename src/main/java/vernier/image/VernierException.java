package vernier.image;

/**
 * Something the user can mend: the message is one sentence (or two) that says what was found, what was expected and what
 * to do. It is shown as it is, in a dialog, in the macro's error or on the shell.
 */
public class VernierException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public VernierException(final String message) {
		super(message);
	}

	public VernierException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
