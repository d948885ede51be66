package vernier.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.WindowManager;
import vernier.counting.Count;
import vernier.counting.CountingModels;
import vernier.imagej1.CountObjectsSettings;
import vernier.imagej1.CountObjectsTask;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Count Sub-Pixel Objects...: counts objects in every plane of an image, in the areas of the ROI
 * Manager or overlay if there are any. A row per area and plane is appended to the Results table; the density is titled as
 * the input without extension, then "-density".
 *
 * <pre>
 * run("Count Sub-Pixel Objects...", "model=Auto object_size=3 device=Auto");
 * moduleService.run(commandService.getCommand(CountObjectsCommand.class), true, "image", image, "object_size", "3").get()
 *   .getOutput("count");
 * </pre>
 *
 * In a macro what is omitted takes the default given below; in the dialog it is what was chosen last.
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Count Sub-Pixel Objects...", initializer = "restore",
	attrs = @Attr(name = "no-record"))
public class CountObjectsCommand extends VernierCommand {

	@Parameter
	private ImagePlus image;

	@Parameter(persist = false, description = "Auto, or a model. In a macro also a model's id or the path to a model.")
	private String model = "Auto";

	/** Named as macros name it. */
	@Parameter(persist = false, label = "Object size",
		description = "Diameter of a typical object: in pixels, such as 3 or 0.8, or with a unit, such as 3um. " +
			"A straight line drawn across one sets it.")
	private String object_size = "3";

	@Parameter(persist = false, choices = { "density", "LoG" },
		description = "density: the sum of a learned density. LoG: local maxima, which need no model.")
	private String method = "density";

	@Parameter(persist = false, choices = { "Auto", "Bright", "Dark" },
		description = "Whether objects are brighter or darker than the ground.")
	private String objects = "Auto";

	@Parameter(persist = false, choices = { "Auto", "Luma", "Red", "Green", "Blue", "Haematoxylin", "Eosin", "DAB" },
		description = "In what of a colour image: brightness, a colour, or a stain, unmixed. Auto: luma; dark objects by the " +
			"one of red, green and blue in which they stand out most.")
	private String colour = "Auto";

	@Parameter(persist = false, label = "ROIs", choices = { "Auto", "Manager", "Overlay", "Selection", "Image" },
		description = "Where to count. Auto: areas of the ROI Manager, else of the overlay, else the selection, else all.")
	private String rois = "Auto";

	@Parameter(persist = false, choices = { "Auto", "CPU", "GPU" },
		description = "Auto takes a GPU if one proves usable. GPU fails if none is.")
	private String device = "Auto";

	@Parameter(persist = false, choices = { "Map", "None" }, description = "An image of objects per pixel.")
	private String density = "Map";

	@Parameter(type = ItemIO.OUTPUT, label = "Count")
	private double count;

	@Parameter(type = ItemIO.OUTPUT, label = "Density")
	private ImagePlus result;

	/** The initializer: models to choose from and, for the dialog, what was chosen last. */
	void restore() {
		final List<String> models = CountingModels.choices(ModelCatalog.standard());
		getInfo().getMutableInput("model", String.class).setChoices(models);
		if (!asksUser())
			return;
		CountObjectsSettings.remembered().sizedBy(WindowManager.getCurrentImage()).values().forEach((key, value) -> {
			if (!key.equals("model") || models.contains(value))
				setInput(key, value);
		});
	}

	@Override
	Map<String, Object> macroInputs(final String options) {
		final Map<String, Object> inputs = new HashMap<>(CountObjectsSettings.ofMacro(options).values());
		return withImage(inputs, "the image with the objects");
	}

	@Override
	void work() {
		final CountObjectsSettings settings = new CountObjectsSettings(model, object_size, method, objects, colour, rois,
			device, density);
		final CountObjectsTask.Output output = tracked("Counting in " + image.getTitle(), progress -> CountObjectsTask
			.run(image, settings, ModelCatalog.standard(), progress, LOG));
		CountObjectsTask.publish(image, output);
		count = output.result().counts().stream().mapToDouble(Count::count).sum();
		result = output.density().orElse(null);
		showToMacro("result", result);
		resolveOutput("count");
		if (asksUser()) {
			settings.remember();
			settings.record();
		}
	}
}
