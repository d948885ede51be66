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
import vernier.counting.spots.Localisation;
import vernier.imagej1.LocaliseSpotsSettings;
import vernier.imagej1.LocaliseSpotsTask;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Localise Spots...: finds the spots of an image, or of its area selection, to a fraction of a
 * pixel. A row per spot is appended to the Results table, and the spots are marked on the image; a rendering is titled as
 * the input without extension, then "-rendered".
 *
 * <pre>
 * run("Localise Spots...", "sigma=Auto");
 * moduleService.run(commandService.getCommand(LocaliseSpotsCommand.class), true, "image", image, "sigma", "1.3").get()
 *   .getOutput("spots");
 * </pre>
 *
 * In a macro what is omitted takes the default given below; in the dialog it is what was chosen last.
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Localise Spots...", initializer = "restore",
	attrs = @Attr(name = "no-record"))
public class LocaliseSpotsCommand extends VernierCommand {

	@Parameter
	private ImagePlus image;

	@Parameter(persist = false, choices = { "Auto", "LoG", "fit", "network" },
		description = "LoG: maxima of the Laplacian of Gaussian. fit: these, fitted by maximum likelihood. network: a network " +
			"for emitters. Auto: the network, or fit if there is none.")
	private String method = "Auto";

	@Parameter(persist = false, description = "Auto, or a model. In a macro also a model's id or the path to a model.")
	private String model = "Auto";

	@Parameter(persist = false, choices = { "Auto", "Bright", "Dark" },
		description = "Whether spots are brighter or darker than the ground.")
	private String objects = "Auto";

	@Parameter(persist = false, choices = { "Auto", "Luma", "Red", "Green", "Blue", "Haematoxylin", "Eosin", "DAB" },
		description = "In what of a colour image: brightness (Auto), a colour, or a stain, unmixed.")
	private String colour = "Auto";

	@Parameter(persist = false, label = "Sigma (pixels)", description = "Width of the spots, or Auto to find it.")
	private String sigma = "Auto";

	@Parameter(persist = false, description = "Least probability of a spot, or Auto.")
	private String probability = "Auto";

	@Parameter(persist = false, label = "Threshold (times the noise)",
		description = "Least height as a multiple of the noise: in the LoG response, in place of a probability; of a network's " +
			"spot above its background. None: a network's spots have to stand out of the texture around them.")
	private String threshold = "None";

	@Parameter(persist = false, choices = { "Auto", "CPU", "GPU" },
		description = "Auto takes a GPU if one proves usable. GPU fails if none is.")
	private String device = "Auto";

	@Parameter(persist = false, label = "Gain (gray levels per photon)",
		description = "With a gain, intensities come in photons. None if it is not known.")
	private String gain = "None";

	@Parameter(persist = false, label = "Offset (gray level)", description = "Gray level of no light, with a gain.")
	private String offset = "0";

	@Parameter(persist = false, label = "Read noise (photons)", description = "Standard deviation, with a gain.")
	private String noise = "0";

	@Parameter(persist = false, choices = { "Points", "None" }, description = "Marks the spots on the image.")
	private String overlay = "Points";

	@Parameter(persist = false, choices = { "None", "Gaussian", "Histogram" },
		description = "Draws the spots of all slices and frames in finer pixels.")
	private String rendering = "None";

	@Parameter(persist = false, description = "Fine pixels per pixel of the rendering.")
	private String magnification = LocaliseSpotsSettings.DEFAULTS.magnification();

	@Parameter(persist = false, label = "Table file", description = "File to write a table to, or None.")
	private String table = "None";

	@Parameter(persist = false, label = "Format of the file", choices = { "csv", "thunderstorm", "picasso" },
		description = "thunderstorm: as ThunderSTORM reads it. picasso: for Picasso's csv2hdf.")
	private String format = "csv";

	@Parameter(type = ItemIO.OUTPUT, label = "Number of spots")
	private int spots;

	@Parameter(type = ItemIO.OUTPUT, label = "Rendering")
	private ImagePlus rendered;

	/** The initializer: models to choose from and, for the dialog, what was chosen last. */
	void restore() {
		final List<String> models = Localisation.choices(ModelCatalog.standard());
		getInfo().getMutableInput("model", String.class).setChoices(models);
		if (!asksUser())
			return;
		LocaliseSpotsSettings.remembered().values().forEach((key, value) -> {
			if (!key.equals("model") || models.contains(value))
				setInput(key, value);
		});
	}

	@Override
	Map<String, Object> macroInputs(final String options) {
		final Map<String, Object> inputs = new HashMap<>(LocaliseSpotsSettings.ofMacro(options).values());
		return withImage(inputs, "the image with the spots");
	}

	@Override
	void work() {
		final LocaliseSpotsSettings settings = new LocaliseSpotsSettings(method, model, objects, colour, sigma, probability,
			threshold, device, gain, offset, noise, overlay, rendering, magnification, table, format);
		final LocaliseSpotsTask.Output output = tracked("Localising spots of " + image.getTitle(), progress -> LocaliseSpotsTask
			.run(image, settings, ModelCatalog.standard(), progress, LOG));
		LocaliseSpotsTask.publish(image, output, settings);
		spots = output.result().count();
		rendered = output.rendered().orElse(null);
		showToMacro("rendered", rendered);
		resolveOutput("spots");
		if (asksUser()) {
			settings.remember();
			settings.record();
		}
	}
}
