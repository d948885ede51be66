package vernier.imagej1;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

import ij.Prefs;
import vernier.counting.spots.CameraGain;
import vernier.counting.spots.Colour;
import vernier.counting.spots.LocalisationOptions;
import vernier.counting.spots.Method;
import vernier.counting.spots.Polarity;
import vernier.counting.spots.SpotFormat;
import vernier.counting.spots.SpotRendering;
import vernier.image.OutputFile;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.model.ModelCatalog;

/**
 * What the user or a macro asks of Localise Spots, as text. The same keys serve the macro language, the recorder and the
 * SciJava command:
 *
 * <pre>
 * run("Localise Spots...", "sigma=Auto");
 * run("Localise Spots...", "method=fit sigma=1.3 probability=0.9 gain=2.1 offset=100 rendering=Gaussian");
 * </pre>
 *
 * @param method Auto, LoG, fit or network; see {@link Method}
 * @param model {@link LocalisationOptions#AUTO}, a model id, or a path to a model
 * @param objects Auto, Bright or Dark; see {@link Polarity}
 * @param colour in what of a colour image: Auto, Luma, Red and so on; see {@link Colour}
 * @param sigma width of the spots in pixels, or Auto
 * @param probability least probability of a spot, or Auto
 * @param threshold least height as a multiple of the noise, or None; see {@link LocalisationOptions}
 * @param device Auto, CPU or GPU
 * @param gain gray levels per photon, or None where it is not known
 * @param offset gray level of no light
 * @param noise read noise in photons
 * @param overlay Points to mark the spots on the image, or None
 * @param rendering None, Gaussian or Histogram
 * @param magnification fine pixels per pixel of the rendering
 * @param table file to write a table to, or None
 * @param format csv, thunderstorm or picasso; of the file
 */
public record LocaliseSpotsSettings(String method, String model, String objects, String colour, String sigma,
	String probability, String threshold, String device, String gain, String offset, String noise, String overlay,
	String rendering, String magnification, String table, String format)
{

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Localise Spots...";

	/** Stands for what is not wanted or not known. */
	public static final String NONE = "None";

	/** What a macro gets for what it omits. */
	public static final LocaliseSpotsSettings DEFAULTS = new LocaliseSpotsSettings("Auto", LocalisationOptions.AUTO, "Auto",
		"Auto", "Auto", "Auto", NONE, "Auto", NONE, "0", "0", "Points", NONE, "" + SpotRendering.USUAL, NONE, "csv");

	private static final Set<String> KEYS = MacroOptions.keys("method", "model", "objects", "colour", "sigma",
		"probability", "threshold", "device", "gain", "offset", "noise", "overlay", "rendering",
		"magnification", "table", "format");
	/** What the shell calls the noise. */
	private static final String NOISE = "read-noise";
	private static final String PREFERENCES = "vernier.localise.";

	/**
	 * Reads a macro's options; what is omitted takes its default.
	 *
	 * @throws VernierException if a key is unknown or lacks its value
	 */
	public static LocaliseSpotsSettings ofMacro(final String options) {
		final Set<String> known = new LinkedHashSet<>(KEYS);
		known.add(NOISE);
		final MacroOptions macro = MacroOptions.parse(options, known, Set.of());
		return from((key, otherwise) -> key.equals("noise") ? macro.text(key, NOISE, otherwise) : macro.text(key,
			otherwise));
	}

	/** What was chosen in the dialog last time. Macros neither read nor write this. A file is not remembered. */
	public static LocaliseSpotsSettings remembered() {
		return from((key, otherwise) -> key.equals("table") ? otherwise : Prefs.get(PREFERENCES + key, otherwise));
	}

	/** Gives the value of a key, or the default. */
	private interface Source {

		String get(String key, String otherwise);
	}

	private static LocaliseSpotsSettings from(final Source source) {
		return new LocaliseSpotsSettings(source.get("method", DEFAULTS.method), source.get("model", DEFAULTS.model), //
			source.get("objects", DEFAULTS.objects), source.get("colour", DEFAULTS.colour), source.get("sigma", DEFAULTS.sigma), //
			source.get("probability", DEFAULTS.probability), source.get("threshold", DEFAULTS.threshold), //
			source.get("device", DEFAULTS.device), //
			source.get("gain", DEFAULTS.gain), source.get("offset", DEFAULTS.offset), source.get("noise", DEFAULTS.noise), //
			source.get("overlay", DEFAULTS.overlay), source.get("rendering", DEFAULTS.rendering), //
			source.get("magnification", DEFAULTS.magnification), source.get("table", DEFAULTS.table), //
			source.get("format", DEFAULTS.format));
	}

	/** Macro keys, in the order of the recorder, and their values. */
	public Map<String, String> values() {
		final String[] values = { method, model, objects, colour, sigma, probability, threshold, device, gain, offset, noise,
			overlay, rendering, magnification, table, format };
		final Map<String, String> pairs = new LinkedHashMap<>();
		for (final String key : KEYS)
			pairs.put(key, values[pairs.size()]);
		return pairs;
	}

	/** Keeps these as what the dialog shows first next time. */
	public void remember() {
		values().forEach((key, value) -> Prefs.set(PREFERENCES + key, value));
	}

	/** Writes the macro line to the recorder if that is open. Does nothing in a macro. */
	public void record() {
		MacroLine.record(COMMAND, line -> values().forEach((key, value) -> {
			if (!value.isBlank())
				line.option(key, value.strip());
		}));
	}

	/**
	 * @param log takes lines worth telling, such as the sigma that was found
	 * @throws VernierException if a value is none
	 */
	LocalisationOptions options(final ModelCatalog catalog, final Consumer<String> log) {
		return LocalisationOptions.defaults().withCatalog(catalog).withLog(log).withMethod(Method.parse(method)) //
			.withModel(model).withPolarity(Polarity.parse(objects)).withColour(Colour.parse(colour)) //
			.withDevice(Device.parse(device)) //
			.withSigma(LocalisationOptions.numberOrAuto("sigma", sigma)) //
			.withProbability(LocalisationOptions.numberOrAuto("probability", probability)) //
			.withThreshold(number("threshold", threshold)).withCamera(camera());
	}

	/**
	 * Reads what the {@link #options} do not have.
	 *
	 * @throws VernierException if a value is none, or the file cannot be written
	 */
	void check() {
		marks();
		columns();
		drawing();
		fine();
		file().ifPresent(OutputFile::check);
	}

	private Optional<CameraGain> camera() {
		return CameraGain.of(LocalisationOptions.isNone(gain) ? OptionalDouble.empty() : OptionalDouble.of(number("gain",
			gain)), number("offset", offset), number("noise", noise));
	}

	/** How the spots are drawn, if so. */
	Optional<SpotRendering> drawing() {
		return LocalisationOptions.isNone(rendering) ? Optional.empty() : Optional.of(SpotRendering.parse(rendering));
	}

	/** Fine pixels per pixel. */
	int fine() {
		final double value = number("magnification", magnification);
		if (value != Math.rint(value))
			throw new VernierException("The magnification is " + magnification + "; it is a whole number: give another.");
		return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
	}

	/** True if the spots are marked on the image. */
	boolean marks() {
		if (!LocalisationOptions.isNone(overlay) && !overlay.strip().equalsIgnoreCase("Points"))
			throw new VernierException("Unknown overlay \"" + overlay + "\": use Points or None.");
		return !LocalisationOptions.isNone(overlay);
	}

	/** The file of the table, if one is wanted. */
	Optional<Path> file() {
		try {
			return LocalisationOptions.isNone(table) ? Optional.empty() : Optional.of(Path.of(table.strip()));
		}
		catch (final InvalidPathException e) {
			throw new VernierException("\"" + table + "\" is no file name: give the path of a table to write.", e);
		}
	}

	/** The file's columns. */
	SpotFormat columns() {
		return SpotFormat.parse(format);
	}

	private static double number(final String key, final String text) {
		return LocalisationOptions.isNone(text) ? 0 : LocalisationOptions.number(key, text);
	}
}
