package vernier.command;

import java.awt.Dialog;
import java.awt.KeyboardFocusManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.Previewable;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
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
public class SuperResolutionCommand extends VernierCommand implements Previewable {

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

	/** The initializer: models to choose from and, for the dialog, what was chosen last. */
	void restore() {
		final List<String> models = Networks.choices(ModelCatalog.standard());
		getInfo().getMutableInput("model", String.class).setChoices(models);
		if (!asksUser())
			return;
		final SuperResolutionSettings last = SuperResolutionSettings.remembered();
		model = models.contains(last.model()) ? last.model() : model;
		scale = last.scale();
		device = last.device();
		consistency = last.consistency();
		residual = last.residual();
	}

	@Override
	Map<String, Object> macroInputs(final String options) {
		final SuperResolutionSettings settings = SuperResolutionSettings.ofMacro(options);
		final Map<String, Object> inputs = new HashMap<>(Map.of("model", settings.model(), "scale", settings.scale(), //
			"device", settings.device(), "consistency", settings.consistency(), "residual", settings.residual(), //
			"preview", false));
		return withImage(inputs, "the image to enlarge");
	}

	@Override
	void work() {
		cancel();
		final SuperResolutionSettings settings = settings();
		final SuperResolutionTask.Output output = tracked("Super-resolution of " + image.getTitle(),
			progress -> SuperResolutionTask.run(image, settings, ModelCatalog.standard(), progress, LOG));
		result = output.image();
		residualResult = output.residual().orElse(null);
		showToMacro("residualResult", residualResult);
		if (!showToMacro("result", result) && asksUser()) {
			settings.remember();
			settings.record();
		}
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
