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

	/** Writes an option as the text of a macro has to have it: what a backslash of Windows' paths escapes would be lost. */
	static void option(final String key, final String value) {
		final boolean windows = value.matches("(?s)[A-Za-z]:\\\\.*");
		Recorder.recordOption(key, Recorder.fixString(windows ? value.replace('\\', '/') : value));
	}
}
