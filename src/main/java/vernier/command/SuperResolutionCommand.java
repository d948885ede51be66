package vernier.command;

import java.awt.Dialog;
import java.awt.KeyboardFocusManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.command.Previewable;
import org.scijava.module.MutableModuleItem;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;
import org.scijava.thread.ThreadService;
import org.scijava.ui.UIService;

import ij.IJ;
import ij.ImagePlus;
import vernier.image.VernierException;
import vernier.imagej1.MacroCall;
import vernier.imagej1.Preview;
import vernier.imagej1.SuperResolutionSettings;
import vernier.imagej1.SuperResolutionTask;
import vernier.model.ModelCatalog;
import vernier.superres.Networks;

/**
 * Plugins &gt; Vernier &gt; Super-Resolution...: enlarges an image, or the bounding box of its area selection, by learned
 * super-resolution. The result is titled as the input without extension, then "-x2" (or "-x2x1.5"); it has the pixel type,
 * calibration and all else of the input, and says in its image properties what made it.
 *
 * <pre>
 * run("Super-Resolution...", "model=Auto scale=2 device=Auto");
 * moduleService.run(commandService.getCommand(SuperResolutionCommand.class), true, "image", image, "scale", "2x1.5").get()
 *   .getOutput("result");
 * </pre>
 *
 * In a macro what is omitted takes the default given below; in the dialog it is what was chosen last. The input is not
 * changed, and locked while it is read.
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Super-Resolution...", initializer = "restore",
	attrs = @Attr(name = "no-record"))
public class SuperResolutionCommand extends DynamicCommand implements MacroReady, Previewable {

	private static final List<String> SETTINGS = List.of("model", "scale", "device", "consistency", "residual");

	@Parameter
	private TaskService tasks;

	@Parameter
	private ThreadService threads;

	@Parameter(required = false)
	private UIService ui;

	@Parameter
	private ImagePlus image;

	@Parameter(persist = false, description = "Auto, or a model. In a macro also a model's id or the path to a model.")
	private String model = "Auto";

	@Parameter(persist = false, description = "1.1 to 8, such as 2 or 1.5; 2x1.5 for 2 in x and 1.5 in y.")
	private String scale = "2";

	@Parameter(persist = false, choices = { "Auto", "CPU", "GPU" },
		description = "Auto takes a GPU if one proves usable. GPU fails if none is.")
	private String device = "Auto";

	@Parameter(persist = false, label = "Consistency with the input",
		description = "Corrects the result so that, reduced again, it gives the input.")
	private boolean consistency;

	@Parameter(persist = false, label = "Residual image",
		description = "A second image with what the result, reduced again, misses of the input.")
	private boolean residual;

	@Parameter(persist = false, required = false, description = "A part of the view, by cubic interpolation and the model.")
	private boolean preview;

	@Parameter(type = ItemIO.OUTPUT, label = "Residual")
	private ImagePlus residualResult;

	@Parameter(type = ItemIO.OUTPUT, label = "Enlarged image")
	private ImagePlus result;

	private Preview previewer;

	/** False where a macro or script says what it wants. */
	private boolean asksUser;

	/** The initializer: models to choose from and, for the dialog, what was chosen last. */
	void restore() {
		final List<String> models = Networks.choices(ModelCatalog.standard());
		final MutableModuleItem<String> item = getInfo().getMutableInput("model", String.class);
		item.setChoices(models);
		asksUser = asksUser(ui, SETTINGS);
		if (!asksUser)
			return;
		final SuperResolutionSettings last = SuperResolutionSettings.remembered();
		model = models.contains(last.model()) ? last.model() : model;
		scale = last.scale();
		device = last.device();
		consistency = last.consistency();
		residual = last.residual();
	}

	@Override
	public Map<String, Object> macroInputs(final String options) {
		final SuperResolutionSettings settings = SuperResolutionSettings.ofMacro(options);
		final Map<String, Object> inputs = new HashMap<>(Map.of("model", settings.model(), "scale", settings.scale(), //
			"device", settings.device(), "consistency", settings.consistency(), "residual", settings.residual(), //
			"preview", false));
		return withImage(inputs, "the image to enlarge");
	}

	@Override
	public void run() {
		cancel();
		final SuperResolutionSettings settings = settings();
		try (TaskProgress progress = new TaskProgress(tasks, "Super-resolution of " + image.getTitle())) {
			final SuperResolutionTask.Output output = SuperResolutionTask.run(image, settings, ModelCatalog.standard(),
				progress, line -> IJ.log("Vernier: " + line));
			result = output.image();
			residualResult = output.residual().orElse(null);
		}
		catch (final VernierException | LinkageError e) {
			cancel(CommandFailure.report(e));
			return;
		}
		if (MacroCall.isRunning())
			showToMacro();
		else if (asksUser) {
			settings.remember();
			settings.record();
		}
	}

	/** SciJava would only print a result without windows, and would leave the source current in batch mode. */
	private void showToMacro() {
		final Thread macro = threads.getParent(Thread.currentThread());
		if (residualResult != null)
			MacroCall.show(residualResult, macro);
		MacroCall.show(result, macro);
		resolveOutput("residualResult");
		resolveOutput("result");
	}

	private SuperResolutionSettings settings() {
		return new SuperResolutionSettings(model, scale.trim(), device, consistency, residual);
	}

	@Override
	public void preview() {
		if (preview && image != null) {
			if (previewer == null)
				previewer = new Preview(image, ModelCatalog.standard());
			// the dialog is SciJava's: it is the window where the user has just changed something
			previewer.request(settings(), KeyboardFocusManager.getCurrentKeyboardFocusManager()
				.getActiveWindow() instanceof Dialog dialog ? dialog : null);
		}
		else if (previewer != null)
			previewer.clear();
	}

	/** Ends the preview. */
	@Override
	public void cancel() {
		if (previewer != null)
			previewer.close();
		previewer = null;
	}
}
