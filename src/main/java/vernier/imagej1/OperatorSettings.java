package vernier.imagej1;

import java.util.Set;
import java.util.function.Consumer;

import ij.Prefs;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.model.ModelCatalog;
import vernier.operators.Mode;
import vernier.operators.OperatorOptions;

/**
 * What the user or a macro asks of Learned Operator, as text. The same keys serve the macro language, the recorder and
 * the SciJava command:
 *
 * <pre>
 * run("Learned Operator...", "operator=l0-smoothing strength=0.02 mode=Auto device=Auto");
 * run("Learned Operator...", "operator=l0-smoothing map=strengths.tif");
 * </pre>
 *
 * @param operator id such as "l0-smoothing"
 * @param strength number in the operator's unit; empty for the operator's default
 * @param mode Auto, Learned or Exact; see {@link Mode}
 * @param device Auto, CPU or GPU; see {@link Device}
 * @param model Auto, the name of a family of models, a model id, or a path to a model
 * @param map title of an open image whose values are strengths; empty for one strength for all
 */
public record OperatorSettings(String operator, String strength, String mode, String device, String model,
	String map)
{

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Learned Operator...";

	/** What a macro gets for what it omits. */
	public static final OperatorSettings DEFAULTS = new OperatorSettings("l0-smoothing", "", "Auto", "Auto", "Auto", "");

	private static final Set<String> TEXTS = MacroOptions.keys("operator", "strength", "mode", "device", "model", "map");
	private static final Set<String> FLAGS = MacroOptions.keys();
	private static final String PREFERENCES = "vernier.operator.";

	/**
	 * Reads a macro's options; what is omitted takes its default.
	 *
	 * @throws VernierException if a key is unknown or lacks its value
	 */
	public static OperatorSettings ofMacro(final String options) {
		final MacroOptions macro = MacroOptions.parse(options, TEXTS, FLAGS);
		return new OperatorSettings(macro.text("operator", DEFAULTS.operator), macro.text("strength", DEFAULTS.strength),
			macro.text("mode", DEFAULTS.mode), macro.text("device", DEFAULTS.device), macro.text("model", DEFAULTS.model), //
			macro.text("map", DEFAULTS.map));
	}

	/** What was chosen in the dialog last time, but for the map. Macros neither read nor write this. */
	public static OperatorSettings remembered() {
		return new OperatorSettings(Prefs.get(PREFERENCES + "operator", DEFAULTS.operator), //
			Prefs.get(PREFERENCES + "strength", DEFAULTS.strength), Prefs.get(PREFERENCES + "mode", DEFAULTS.mode), //
			Prefs.get(PREFERENCES + "device", DEFAULTS.device), DEFAULTS.model, DEFAULTS.map);
	}

	/** Keeps these as what the dialog shows first next time. */
	public void remember() {
		Prefs.set(PREFERENCES + "operator", operator);
		Prefs.set(PREFERENCES + "strength", strength);
		Prefs.set(PREFERENCES + "mode", mode);
		Prefs.set(PREFERENCES + "device", device);
	}

	/** Writes the macro line to the recorder if that is open. Does nothing in a macro. */
	public void record() {
		MacroLine.record(COMMAND, line -> {
			line.option("operator", operator);
			if (!strength.isEmpty() && map.isEmpty())
				line.option("strength", strength);
			line.option("mode", mode);
			line.option("device", device);
			if (!model.equals(DEFAULTS.model))
				line.option("model", model);
			if (!map.isEmpty())
				line.option("map", map);
		});
	}

	/**
	 * All but the map.
	 *
	 * @param log takes lines worth telling, such as why no GPU is used
	 * @throws VernierException if operator, strength, mode or device is none
	 */
	OperatorOptions options(final ModelCatalog catalog, final Consumer<String> log) {
		final OperatorOptions options = OperatorOptions.of(operator).withCatalog(catalog).withModel(model)
			.withMode(Mode.parse(mode)).withDevice(Device.parse(device)).withLog(log);
		if (strength.isBlank())
			return options;
		final double value = number(strength.trim());
		options.operator().info().check(value);
		return options.withStrength(value);
	}

	private static double number(final String text) {
		try {
			return Double.parseDouble(text);
		}
		catch (final NumberFormatException e) {
			throw new VernierException("The strength \"" + text + "\" is not a number: write one such as 0.02" +
				(text.contains(",") ? ", with a point and no comma." : "."));
		}
	}
}
