package vernier.imagej1;

import ij.plugin.frame.Recorder;

/** A line in the macro recorder. */
final class MacroLine {

	private MacroLine() {}

	/**
	 * Writes the line if the recorder is open. Does nothing in a macro.
	 *
	 * @param options calls {@link Recorder#recordOption(String, String)} for each
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
}
