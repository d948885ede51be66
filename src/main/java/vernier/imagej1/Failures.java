package vernier.imagej1;

import java.io.PrintWriter;
import java.io.StringWriter;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.frame.Recorder;
import vernier.image.CancelledException;
import vernier.image.VernierException;

/** Tells the user what went wrong: one sentence, in a dialog or on the console; a macro is aborted with it. */
public final class Failures {

	private static final String TITLE = "Vernier";
	private static final int LINE = 80;

	private Failures() {}

	/**
	 * Reports a failure. A cancelled command says so in the status bar only. The details of what was not foreseen go to
	 * the Log window.
	 *
	 * @param inMacro true to abort the macro
	 * @return the sentence
	 * @throws RuntimeException ImageJ's "Macro canceled", in the thread of the macro
	 */
	public static String report(final Throwable failure, final boolean inMacro) {
		IJ.showProgress(1.0);
		final String sentence = sentence(failure);
		if (failure instanceof CancelledException) {
			// as Esc itself does: what follows in the macro would work on the wrong image
			if (inMacro)
				Interpreter.abort();
			IJ.showStatus(sentence);
			if (inMacro)
				Macro.abort();
		}
		else {
			// the command's own status would stay otherwise
			IJ.showStatus("");
			if (inMacro)
				IJ.error(TITLE, sentence);
			else
				IJ.showMessage(TITLE, wrapped(sentence));
		}
		return sentence;
	}

	/**
	 * Does the work of a menu command; a failure is reported. The recorder gets no line but what the work writes by
	 * {@link MacroLine}: ImageJ itself would record a command that was cancelled or failed, too, without options, and here
	 * that is a line that runs with the defaults.
	 *
	 * @param inMacro true to abort the macro then
	 * @throws RuntimeException ImageJ's "Macro canceled", in the thread of the macro
	 */
	static void guard(final boolean inMacro, final Runnable work) {
		if (!inMacro)
			Recorder.setCommand(null);
		try {
			work.run();
		}
		catch (final RuntimeException | OutOfMemoryError | LinkageError e) {
			if (isMacroAbort(e))
				throw e;
			report(e, inMacro);
		}
	}

	/** Lines no wider than a dialog should be. */
	static String wrapped(final String sentence) {
		return wrapped(sentence, LINE);
	}

	/**
	 * Breaks between words, which ImageJ's dialogs do not. A word that is longer than a line stays whole.
	 *
	 * @param letters longest line
	 */
	static String wrapped(final String sentence, final int letters) {
		final StringBuilder lines = new StringBuilder();
		int width = 0;
		for (final String word : sentence.split(" ")) {
			final boolean fits = width + 1 + word.length() <= letters;
			if (!lines.isEmpty())
				lines.append(fits ? ' ' : '\n');
			width = fits && !lines.isEmpty() ? width + 1 + word.length() : word.length();
			lines.append(word);
		}
		return lines.toString();
	}

	/** True for the exception by which ImageJ leaves an aborted macro. */
	public static boolean isMacroAbort(final Throwable failure) {
		return failure instanceof RuntimeException && Macro.MACRO_CANCELED.equals(failure.getMessage());
	}

	/** What to tell of a failure; what was not foreseen is logged. */
	static String sentence(final Throwable failure) {
		if (failure instanceof VernierException)
			return failure.getMessage();
		if (failure instanceof OutOfMemoryError)
			return "Java ran out of memory (it may use " + (Runtime.getRuntime().maxMemory() >> 20) +
				" MiB): input and result must fit; close other images, or give it more with Edit > Options > Memory & Threads...";
		final StringWriter details = new StringWriter();
		failure.printStackTrace(new PrintWriter(details, true));
		IJ.log(details.toString());
		return "The command failed in a way that was not foreseen (" + failure.getClass().getSimpleName() +
			"): please report it with the details in the Log window.";
	}
}
