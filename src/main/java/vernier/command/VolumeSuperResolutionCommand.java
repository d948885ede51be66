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
import vernier.imagej1.VolumeSettings;
import vernier.imagej1.VolumeTask;
import vernier.model.ModelCatalog;
import vernier.superres.volume.ThroughPlaneModels;

/**
 * Plugins &gt; Vernier &gt; Volume Super-Resolution...: refines a stack of thick slices through the slices. The result is
 * titled as the input without extension, then "-iso0.7" or "-0.7x0.7x1"; it has the pixel type, calibration and all else
 * of the input, and says in its image properties what made it.
 *
 * <pre>
 * run("Volume Super-Resolution...", "spacing=isotropic model=Auto device=Auto");
 * </pre>
 *
 * In a macro what is omitted takes the default given below; in the dialog it is what was chosen last.
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Volume Super-Resolution...", initializer = "restore",
	attrs = @Attr(name = "no-record"))
public class VolumeSuperResolutionCommand extends VernierCommand {

	@Parameter
	private ImagePlus image;

	@Parameter(persist = false, description = "isotropic, or the voxel size wanted: one for all axes or three, 0.7x0.7x1.")
	private String spacing = "isotropic";

	@Parameter(persist = false, label = "Slice thickness",
		description = "Auto estimates it. Less than the distance of slices where there are gaps.")
	private String thickness = "Auto";

	@Parameter(persist = false, label = "Voxel size", description = "Auto is what the image says; or state it, 0.7x0.7x3.")
	private String voxel = "Auto";

	@Parameter(persist = false, description = "Auto, a model, or cubic. In a macro also the path to a model.")
	private String model = "Auto";

	@Parameter(persist = false, choices = { "Auto", "CPU", "GPU" },
		description = "Auto takes a GPU if one proves usable. GPU fails if none is.")
	private String device = "Auto";

	@Parameter(persist = false, label = "In-plane network",
		description = "A network also refines the slices' own plane, where the spacing asks for it.")
	private boolean inplane;

	@Parameter(persist = false, label = "Consistency with the slices",
		description = "Corrects the result until its slices are the measured ones.")
	private boolean consistency = VolumeSettings.DEFAULTS.consistency();

	@Parameter(type = ItemIO.OUTPUT, label = "Refined volume")
	private ImagePlus result;

	/** The initializer: models to choose from and, for the dialog, what was chosen last. */
	void restore() {
		final List<String> models = ThroughPlaneModels.choices(ModelCatalog.standard());
		getInfo().getMutableInput("model", String.class).setChoices(models);
		if (!asksUser())
			return;
		final VolumeSettings last = VolumeSettings.remembered(WindowManager.getCurrentImage());
		spacing = last.spacing();
		thickness = last.thickness();
		model = models.contains(last.model()) ? last.model() : model;
		device = last.device();
		inplane = last.inPlane();
		consistency = last.consistency();
	}

	@Override
	Map<String, Object> macroInputs(final String options) {
		final VolumeSettings settings = VolumeSettings.ofMacro(options);
		final Map<String, Object> inputs = new HashMap<>(Map.of("spacing", settings.spacing(), "thickness", settings
			.thickness(), "voxel", settings.voxel(), "model", settings.model(), "device", settings.device(), //
			"inplane", settings.inPlane(), "consistency", settings.consistency()));
		return withImage(inputs, "the stack to refine");
	}

	@Override
	void work() {
		final VolumeSettings settings = new VolumeSettings(spacing.trim(), thickness.trim(), voxel.trim(), model, device, inplane,
			consistency);
		result = tracked("Volume super-resolution of " + image.getTitle(), progress -> VolumeTask.run(image, settings, ModelCatalog
			.standard(), progress, LOG));
		if (!showToMacro("result", result) && asksUser()) {
			settings.remember(image);
			settings.record();
		}
	}
}
