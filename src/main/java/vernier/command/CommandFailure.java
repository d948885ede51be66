package vernier.command;

import vernier.image.CancelledException;
import vernier.imagej1.Failures;
import vernier.imagej1.MacroCall;

/** Reports a command's failure once: through ImageJ, since SciJava alone would not stop a macro. */
final class CommandFailure {

	private CommandFailure() {}

	/**
	 * @return the reason with which to cancel the module: the sentence where SciJava shows no dialog for it, else "" so that
	 *         it is not shown twice
	 */
	static String report(final Throwable failure) {
		String sentence = failure.getMessage();
		try {
			sentence = Failures.report(failure, MacroCall.isRunning());
		}
		catch (final RuntimeException e) {
			// in this thread it would only become a stack trace; the macro's own thread sees that it is aborted
			if (!Failures.isMacroAbort(e))
				throw e;
		}
		return MacroCall.cannotAsk() && !(failure instanceof CancelledException) ? sentence : "";
	}
}
