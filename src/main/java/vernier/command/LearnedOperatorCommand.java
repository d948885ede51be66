package vernier.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import vernier.imagej1.OperatorDialog;
import vernier.imagej1.OperatorSettings;
import vernier.imagej1.OperatorTask;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Learned Operator...: applies an image-processing operator to an image, or the bounding box of
 * its area selection, by a network or exactly. The result is titled as the input without extension, then "-" and the
 * operator's id; it has the pixel type, calibration and all else of the input, and says in its image properties what made
 * it.
 *
 * <pre>
 * run("Learned Operator...", "operator=l0-smoothing strength=0.02 mode=Auto device=Auto");
 * moduleService.run(commandService.getCommand(LearnedOperatorCommand.class), true, "image", image, "operator",
 *   "l0-smoothing", "strength", 0.02).get().getOutput("result");
 * </pre>
 *
 * In a macro or script what is omitted takes the default given below. From the menu a dialog of its own asks, whose slider
 * follows the operator. The input is not changed, and locked while it is read.
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Learned Operator...", attrs = @Attr(name = "no-record"))
public class LearnedOperatorCommand extends VernierCommand {

	@Parameter
	private ImagePlus image;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Id of the operator, such as l0-smoothing.")
	private String operator = OperatorSettings.DEFAULTS.operator();

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "The operator's parameter, in its own unit; empty for its default.")
	private String strength = OperatorSettings.DEFAULTS.strength();

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Auto takes a network if there is one that is faster than the exact operator and as good; Learned or Exact.")
	private String mode = OperatorSettings.DEFAULTS.mode();

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Auto takes a GPU if one proves usable; CPU; GPU fails if none is.")
	private String device = OperatorSettings.DEFAULTS.device();

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Auto, a family of models, a model's id or the path to a model.")
	private String model = OperatorSettings.DEFAULTS.model();

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Title of an open image with a strength for each pixel; empty for none.")
	private String map = OperatorSettings.DEFAULTS.map();

	@Parameter(type = ItemIO.OUTPUT, label = "Processed image")
	private ImagePlus result;

	@Override
	Map<String, Object> macroInputs(final String options) {
		final OperatorSettings settings = OperatorSettings.ofMacro(options);
		final Map<String, Object> inputs = new HashMap<>(Map.of("operator", settings.operator(), "strength", settings.strength(),
			"mode", settings.mode(), "device", settings.device(), "model", settings.model(), "map", settings.map()));
		return withImage(inputs, "the image to process");
	}

	@Override
	void work() {
		final ModelCatalog catalog = ModelCatalog.standard();
		final Optional<OperatorSettings> settings = asksUser() ? OperatorDialog.ask(image, catalog)
			: Optional.of(new OperatorSettings(operator, strength, mode, device, model, map));
		if (settings.isEmpty()) {
			cancel("");
			return;
		}
		result = tracked(settings.get().operator() + " of " + image.getTitle(), progress -> OperatorTask.run(image, settings
			.get(), catalog, progress, LOG));
		if (!showToMacro("result", result) && asksUser())
			settings.get().record();
	}
}
