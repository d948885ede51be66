package vernier.command;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import org.scijava.command.DynamicCommand;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.service.Service;
import org.scijava.task.TaskService;
import org.scijava.thread.ThreadService;
import org.scijava.ui.UIService;

import ij.IJ;
import ij.ImagePlus;
import vernier.image.Progress;
import vernier.imagej1.CurrentImage;
import vernier.imagej1.Failures;
import vernier.imagej1.MacroCall;

/** What the commands have in common: a macro's options, whether a dialog asks, progress, failures, and showing a result. */
abstract class VernierCommand extends DynamicCommand {

	/** Takes lines worth telling. */
	static final Consumer<String> LOG = line -> IJ.log("Vernier: " + line);

	@Parameter
	private TaskService tasks;

	@Parameter
	private ThreadService threads;

	@Parameter(required = false)
	private UIService ui;

	/** Null until it is known. */
	private Boolean asksUser;

	/**
	 * The value of each input, given or default.
	 *
	 * @param options what the macro's run(...) gives, "" if nothing
	 * @return a value for each input but services; without options, inputs that are resolved already keep what they have
	 * @throws vernier.image.VernierException if an option is unknown or a needed image is missing
	 */
	abstract Map<String, Object> macroInputs(String options);

	/**
	 * What the command does. Where it fails, that is reported and the module cancelled.
	 *
	 * @throws vernier.image.VernierException if it fails
	 */
	abstract void work();

	@Override
	public final void run() {
		try {
			work();
		}
		catch (final RuntimeException | OutOfMemoryError | LinkageError e) {
			if (Failures.isMacroAbort(e))
				throw e;
			cancel(CommandFailure.report(e));
		}
	}

	/**
	 * Does what can take long, with progress.
	 *
	 * @param what is done, for the user
	 */
	<T> T tracked(final String what, final Function<Progress, T> task) {
		try (TaskProgress progress = new TaskProgress(tasks, what)) {
			return task.apply(progress);
		}
	}

	/**
	 * The inputs, and the current image if none is given.
	 *
	 * @param what what to open if there is no image, such as "the image to enlarge"
	 * @throws vernier.image.VernierException if a needed image is missing
	 */
	Map<String, Object> withImage(final Map<String, Object> inputs, final String what) {
		if (!isInputResolved("image"))
			inputs.put("image", CurrentImage.get(what));
		return inputs;
	}

	/**
	 * True if a dialog asks; false where a macro or script says what it wants. Known from the first call on, which comes
	 * before a dialog of SciJava's.
	 */
	boolean asksUser() {
		if (asksUser == null)
			asksUser = ui != null && ui.isVisible() && !MacroCall.isRunning() && StreamSupport.stream(getInfo().inputs()
				.spliterator(), false).filter(VernierCommand::isSetting).map(ModuleItem::getName).noneMatch(this::isInputResolved);
		return asksUser;
	}

	private static boolean isSetting(final ModuleItem<?> input) {
		return !Service.class.isAssignableFrom(input.getType()) && input.getType() != ImagePlus.class;
	}

	/**
	 * Shows a result to the macro that runs, if one does: SciJava would only print it without windows, and would leave the
	 * source current in batch mode.
	 *
	 * @param output name of the output, which is resolved then
	 * @param image null if there is none
	 * @return false if no macro runs, and nothing was done
	 */
	boolean showToMacro(final String output, final ImagePlus image) {
		if (!MacroCall.isRunning())
			return false;
		if (image != null)
			MacroCall.show(image, threads.getParent(Thread.currentThread()));
		resolveOutput(output);
		return true;
	}
}
