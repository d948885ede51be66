package vernier.imagej1;

import ij.plugin.frame.Recorder;

/** A line in the macro recorder. */
final class MacroLine {

	private MacroLine() {}

	/**
	 * Writes the line if the recorder is open. Does nothing in a macro.
	 *
	 * @param options calls {@link #option} for each that has a value
	 */
	static void record(final String command, final Runnable options) {
		if (!Recorder.record)
			return;
		Recorder.setCommand(command);
		if (Recorder.getCommand() == null)
			return;
		options.run();
		Recorder.saveCommand();
	}

	/**
	 * Writes an option as the text of a macro has to have it: what a backslash of Windows' paths escapes would be lost, and
	 * what follows a value's own bracket, as in a glob, would be another option.
	 */
	static void option(final String key, final String value) {
		final boolean windows = value.matches("(?s)[A-Za-z]:\\\\.*");
		final String text = Recorder.fixString(windows ? value.replace('\\', '/') : value);
		// ImageJ puts what has a space in brackets
		Recorder.recordOption(key, text.startsWith("[") && !text.contains(" ") ? "[" + text + "]" : text);
	}
}
