package vernier.imagej1;

import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;

/** What the macro that calls a command says, if one does. */
public final class MacroCall {

	private MacroCall() {}

	/**
	 * True if this thread runs a macro's or script's {@code run(...)}. Another macro that runs while the user chooses from
	 * the menu does not count: plain ImageJ names its threads after what they do.
	 */
	static boolean isInThisThread() {
		final String name = Thread.currentThread().getName();
		return Macro.getOptions() != null || name.startsWith("Run$_") || name.endsWith("Macro$") || cannotAsk();
	}

	/** True if a macro runs, on whichever thread: Fiji runs commands on a thread of their own. */
	public static boolean isRunning() {
		return Macro.getOptions() != null || IJ.isMacro();
	}

	/** True if no dialog can be shown, so that what is missing takes its default. */
	public static boolean cannotAsk() {
		return GraphicsEnvironment.isHeadless();
	}

	/** The options string of the call, "" if there is none. */
	public static String options() {
		final String options = Macro.getOptions();
		return options == null ? "" : options;
	}

	/** What {@code key=&name} stands for, as in ImageJ's own commands: the macro's variable of that name, if it has one. */
	public static String variable(final String value) {
		final Interpreter macro = value.startsWith("&") ? Interpreter.getInstance() : null;
		final String content = macro == null ? null : macro.getVariableAsString(value.substring(1));
		return content == null ? value : content;
	}

	/**
	 * Registers a result and makes it current for a macro, as far as ImageJ lets us: in batch mode and without windows the
	 * current image belongs to a thread.
	 *
	 * @param macroThread thread that waits for the command, or null if it is this one
	 */
	public static void show(final ImagePlus image, final Thread macroThread) {
		image.show();
		final boolean windowless = Interpreter.isBatchMode() || IJ.getInstance() == null;
		if (windowless && macroThread != null)
			WindowManager.setTempCurrentImage(macroThread, image);
	}
}
