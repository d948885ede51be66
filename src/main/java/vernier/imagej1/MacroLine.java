package vernier.imagej1;

import java.util.function.Consumer;

import ij.IJ;
import ij.plugin.frame.Recorder;

/** A line in the macro recorder, while it is written. */
final class MacroLine {

	/** The value that the line cannot have, if it was to have one. */
	private String unreadable;

	private MacroLine() {}

	/**
	 * Writes the line if the recorder is open. Does nothing in a macro.
	 *
	 * @param options calls {@link #option} for each that has a value
	 */
	static void record(final String command, final Consumer<MacroLine> options) {
		if (!Recorder.record)
			return;
		Recorder.setCommand(command);
		if (Recorder.getCommand() == null)
			return;
		final MacroLine line = new MacroLine();
		options.accept(line);
		if (line.unreadable == null)
			Recorder.saveCommand();
		else {
			Recorder.setCommand(null);
			IJ.log("Vernier: " + command + " is not recorded: the square brackets in \"" + line.unreadable +
				"\" do not match, which no macro can read; rename the image or file");
		}
	}

	/**
	 * Writes an option as the text of a macro has to have it: what a backslash of Windows' paths escapes would be lost, and
	 * what follows a value's own bracket, as in a glob, would be another option.
	 */
	void option(final String key, final String value) {
		final boolean windows = value.matches("(?s)[A-Za-z]:\\\\.*");
		final String text = Recorder.fixString(windows ? value.replace('\\', '/') : value);
		final boolean bracketed = text.startsWith("[") || text.contains(" ");
		if (bracketed && !isBalanced(text))
			unreadable = value;
		// ImageJ puts what has a space in brackets
		Recorder.recordOption(key, text.startsWith("[") && !text.contains(" ") ? "[" + text + "]" : text);
	}

	/** True if brackets around the text end where it ends. */
	static boolean isBalanced(final String text) {
		int depth = 0;
		for (final char c : text.toCharArray()) {
			depth += c == '[' ? 1 : c == ']' ? -1 : 0;
			if (depth < 0)
				return false;
		}
		return depth == 0;
	}
}
