package vernier.command;

import java.util.Collection;
import java.util.Map;

import org.scijava.module.Module;
import org.scijava.thread.ThreadService;
import org.scijava.ui.UIService;

import ij.ImagePlus;
import vernier.imagej1.CurrentImage;
import vernier.imagej1.MacroCall;

/** A command that can say, from a macro's options, the value of each of its inputs: given ones and defaults. */
interface MacroReady extends Module {

	/**
	 * @param options what the macro's run(...) gives, "" if nothing
	 * @return a value for each input but services; inputs that are resolved already keep what they have
	 * @throws vernier.image.VernierException if an option is unknown or a needed image is missing
	 */
	Map<String, Object> macroInputs(String options);

	/**
	 * The inputs, and the current image if none is given.
	 *
	 * @param what what to open if there is no image, such as "the image to enlarge"
	 * @throws vernier.image.VernierException if a needed image is missing
	 */
	default Map<String, Object> withImage(final Map<String, Object> inputs, final String what) {
		if (!isInputResolved("image"))
			inputs.put("image", CurrentImage.get(what));
		return inputs;
	}

	/**
	 * True if a dialog is about to ask; false where a macro or script says what it wants.
	 *
	 * @param ui null if there is none
	 * @param settings names of the inputs that a script would give
	 */
	default boolean asksUser(final UIService ui, final Collection<String> settings) {
		return ui != null && ui.isVisible() && !MacroCall.isRunning() && settings.stream().noneMatch(this::isInputResolved);
	}

	/**
	 * Shows a result to the macro that runs, if one does: SciJava would only print it without windows, and would leave the
	 * source current in batch mode.
	 *
	 * @param output name of the output, which is resolved then
	 * @return false if no macro runs, and nothing was done
	 */
	default boolean showToMacro(final String output, final ImagePlus image, final ThreadService threads) {
		if (!MacroCall.isRunning())
			return false;
		MacroCall.show(image, threads.getParent(Thread.currentThread()));
		resolveOutput(output);
		return true;
	}
}
