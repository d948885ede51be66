package vernier.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import vernier.imagej1.FusionDialog;
import vernier.imagej1.FusionSettings;
import vernier.imagej1.FusionTask;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Fuse Stacks...: fuses stacks of one subject, taken in different directions, into one fine
 * volume. The result is titled as the first stack without extension, then "-fused"; it has the pixel type, calibration
 * and all else of that stack, and says in its image properties what made it.
 *
 * <pre>
 * run("Fuse Stacks...", "stack1=axial.nii stack2=coronal.nii");
 * moduleService.run(commandService.getCommand(FuseStacksCommand.class), true, "stack1", "/data/axial.nii", "stack2",
 *   "/data/coronal.nii").get().getOutput("result");
 * </pre>
 *
 * In a macro or script what is omitted takes the default given below. From the menu a dialog of its own asks, which knows
 * the open stacks. The inputs are not changed, and locked while they are read.
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Fuse Stacks...", attrs = @Attr(name = "no-record"))
public class FuseStacksCommand extends VernierCommand {

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Title of an open image or path of a file; gives the result its grid. Empty for the current image.")
	private String stack1 = "";

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Another stack of the subject; the next ones likewise.")
	private String stack2 = "";

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String stack3 = "";

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String stack4 = "";

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String stack5 = "";

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String stack6 = "";

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Refines where the other stacks lie, starting from what their headers say.")
	private boolean align = FusionSettings.DEFAULTS.align();

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "isotropic, or the voxel size wanted: one for all axes or three, 0.7x0.7x1.")
	private String spacing = FusionSettings.DEFAULTS.spacing();

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Slice thickness. Auto estimates it.")
	private String thickness = FusionSettings.DEFAULTS.thickness();

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Auto, a model's id, the path to a model, or cubic.")
	private String model = FusionSettings.DEFAULTS.model();

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE,
		description = "Auto takes a GPU if one proves usable; CPU; GPU fails if none is.")
	private String device = FusionSettings.DEFAULTS.device();

	@Parameter(type = ItemIO.OUTPUT, label = "Fused volume")
	private ImagePlus result;

	@Override
	Map<String, Object> macroInputs(final String options) {
		final FusionSettings settings = FusionSettings.ofMacro(options);
		final Map<String, Object> inputs = new HashMap<>(Map.of("align", settings.align(), "spacing", settings.spacing(),
			"thickness", settings.thickness(), "model", settings.model(), "device", settings.device()));
		for (int i = 0; i < FusionSettings.MOST; i++)
			inputs.put(FusionSettings.key(i + 1), i < settings.stacks().size() ? settings.stacks().get(i) : "");
		return inputs;
	}

	@Override
	void work() {
		final ModelCatalog catalog = ModelCatalog.standard();
		final Optional<FusionSettings> settings = asksUser() ? FusionDialog.ask(catalog) : Optional.of(given());
		if (settings.isEmpty()) {
			cancel("");
			return;
		}
		result = tracked("Fusing stacks", progress -> FusionTask.run(settings.get(), catalog, progress, LOG));
		if (!showToMacro("result", result) && asksUser())
			settings.get().record();
	}

	private FusionSettings given() {
		return FusionSettings.ofStacks(List.of(stack1, stack2, stack3, stack4, stack5, stack6), align,
			spacing, thickness, model, device);
	}
}
