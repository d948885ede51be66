package vernier.imagej1;

import java.util.Set;
import java.util.function.Consumer;

import ij.Prefs;
import ij.plugin.frame.Recorder;
import vernier.inference.Device;
import vernier.model.ModelCatalog;
import vernier.superres.Networks;
import vernier.superres.Options;
import vernier.superres.Scale;

/**
 * What the user or a macro asks of Super-Resolution, as text. The same keys serve the macro language, the recorder and
 * the SciJava command:
 *
 * <pre>
 * run("Super-Resolution...", "model=Auto scale=2 device=Auto");
 * run("Super-Resolution...", "scale=2x1.5 consistency residual");
 * </pre>
 *
 * @param model {@link Networks#AUTO}, the name of a family of models, a model id, or a path to a model
 * @param scale "2", "1.5" or "2x1.5"; see {@link Scale#parse}
 * @param device Auto, CPU or GPU; see {@link Device}
 * @param consistency true to make the result, reduced again, give the input
 * @param residual true for a second image with what the result, reduced again, misses of the input
 */
public record SuperResolutionSettings(String model, String scale, String device, boolean consistency,
	boolean residual)
{

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Super-Resolution...";

	/** What a macro gets for what it omits. */
	public static final SuperResolutionSettings DEFAULTS = new SuperResolutionSettings(Networks.AUTO, "2", "Auto", false,
		false);

	private static final Set<String> TEXTS = MacroOptions.keys("model", "scale", "device");
	private static final Set<String> FLAGS = MacroOptions.keys("consistency", "residual");
	private static final String PREFERENCES = "vernier.superresolution.";

	/**
	 * Reads a macro's options; what is omitted takes its default.
	 *
	 * @throws vernier.image.VernierException if a key is unknown or lacks its value
	 */
	public static SuperResolutionSettings ofMacro(final String options) {
		final MacroOptions macro = MacroOptions.parse(options, TEXTS, FLAGS);
		return new SuperResolutionSettings(macro.text("model", DEFAULTS.model), macro.text("scale", DEFAULTS.scale),
			macro.text("device", DEFAULTS.device), macro.flag("consistency"), macro.flag("residual"));
	}

	/** What was chosen in the dialog last time. Macros neither read nor write this. */
	public static SuperResolutionSettings remembered() {
		return new SuperResolutionSettings(Prefs.get(PREFERENCES + "model", DEFAULTS.model), //
			Prefs.get(PREFERENCES + "scale", DEFAULTS.scale), Prefs.get(PREFERENCES + "device", DEFAULTS.device), //
			Prefs.get(PREFERENCES + "consistency", DEFAULTS.consistency), //
			Prefs.get(PREFERENCES + "residual", DEFAULTS.residual));
	}

	/** Keeps these as what the dialog shows first next time. */
	public void remember() {
		Prefs.set(PREFERENCES + "model", model);
		Prefs.set(PREFERENCES + "scale", scale);
		Prefs.set(PREFERENCES + "device", device);
		Prefs.set(PREFERENCES + "consistency", consistency);
		Prefs.set(PREFERENCES + "residual", residual);
	}

	/** Writes the macro line to the recorder if that is open. Does nothing in a macro. */
	public void record() {
		MacroLine.record(COMMAND, line -> {
			line.option("model", model);
			line.option("scale", scale.replace(" ", ""));
			line.option("device", device);
			if (consistency)
				Recorder.recordOption("consistency");
			if (residual)
				Recorder.recordOption("residual");
		});
	}

	/**
	 * @param log takes lines worth telling, such as why no GPU is used
	 * @throws vernier.image.VernierException if the scale or the device is none
	 */
	Options options(final ModelCatalog catalog, final Consumer<String> log) {
		return Options.defaults().withCatalog(catalog).withModel(model).withScale(Scale.parse(scale))
			.withDevice(Device.parse(device)).withConsistency(consistency).withResidual(residual).withLog(log);
	}
}
