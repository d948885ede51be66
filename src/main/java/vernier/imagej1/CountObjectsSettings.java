package vernier.imagej1;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.Line;
import vernier.counting.CountMethod;
import vernier.counting.CountOptions;
import vernier.counting.spots.Colour;
import vernier.counting.spots.Polarity;
import vernier.image.PixelSize;
import vernier.inference.Device;
import vernier.model.ModelCatalog;

/**
 * What the user or a macro asks of Count Sub-Pixel Objects, as text. The same keys serve the macro language, the recorder
 * and the SciJava command:
 *
 * <pre>
 * run("Count Sub-Pixel Objects...", "model=Auto object_size=3 device=Auto");
 * run("Count Sub-Pixel Objects...", "object_size=0.5um method=LoG rois=Overlay density=None");
 * </pre>
 *
 * @param model {@link CountOptions#AUTO}, a model id, or a path to a model
 * @param objectSize diameter of a typical object in pixels, such as 3 or 0.8, or with a unit, such as 3um
 * @param method density or LoG; see {@link CountMethod}
 * @param objects Auto, Bright or Dark; see {@link Polarity}
 * @param colour in what of a colour image: Auto, Luma, Red and so on; see {@link Colour}
 * @param rois where to count: Auto, Manager, Overlay, Selection or Image; see {@link CountAreas}
 * @param device Auto, CPU or GPU; see {@link Device}
 * @param density Map for an image of the density, or None
 */
public record CountObjectsSettings(String model, String objectSize, String method, String objects, String colour,
	String rois, String device, String density)
{

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Count Sub-Pixel Objects...";

	/** What a macro gets for what it omits. */
	public static final CountObjectsSettings DEFAULTS = new CountObjectsSettings(CountOptions.AUTO, "3", "density", "Auto",
		"Auto", "Auto", "Auto", "Map");

	/** Choices of {@link #density}. */
	static final String[] DENSITIES = { "Map", "None" };

	private static final Set<String> KEYS = MacroOptions.keys("model", "object_size", "method", "objects", "colour", "rois",
		"device", "density");
	private static final String PREFERENCES = "vernier.count.";

	/**
	 * Reads a macro's options; what is omitted takes its default.
	 *
	 * @throws vernier.image.VernierException if a key is unknown or lacks its value
	 */
	public static CountObjectsSettings ofMacro(final String options) {
		return from(MacroOptions.parse(options, KEYS, Set.of())::text);
	}

	/** What was chosen in the dialog last time. Macros neither read nor write this. */
	public static CountObjectsSettings remembered() {
		return from((key, otherwise) -> Prefs.get(PREFERENCES + key, otherwise));
	}

	/** Gives the value of a key, or the default. */
	private interface Source {

		String get(String key, String otherwise);
	}

	private static CountObjectsSettings from(final Source source) {
		return new CountObjectsSettings(source.get("model", DEFAULTS.model), source.get("object_size", DEFAULTS.objectSize),
			source.get("method", DEFAULTS.method), source.get("objects", DEFAULTS.objects), source.get("colour", DEFAULTS.colour),
			source.get("rois", DEFAULTS.rois), source.get("device", DEFAULTS.device), source.get("density", DEFAULTS.density));
	}

	/** Without an image of the density. */
	CountObjectsSettings withoutDensity() {
		return new CountObjectsSettings(model, objectSize, method, objects, colour, rois, device, "None");
	}

	/** With the length of a straight line as the object size, if the image has one selected: drawn across an object. */
	public CountObjectsSettings sizedBy(final ImagePlus image) {
		if (image == null || !(image.getRoi() instanceof Line line) || line.getRawLength() == 0)
			return this;
		final double pixels = line.getLength() / CountObjectsTask.pixelSize(image).side();
		return new CountObjectsSettings(model, new BigDecimal(pixels).round(new MathContext(3)).toPlainString(), method, objects,
			colour, rois, device, density);
	}

	/** Macro keys, in the order of the recorder, and their values. */
	public Map<String, String> values() {
		final Map<String, String> values = new LinkedHashMap<>();
		values.put("model", model);
		values.put("object_size", objectSize);
		values.put("method", method);
		values.put("objects", objects);
		values.put("colour", colour);
		values.put("rois", rois);
		values.put("device", device);
		values.put("density", density);
		return values;
	}

	/** Keeps these as what the dialog shows first next time. */
	public void remember() {
		values().forEach((key, value) -> Prefs.set(PREFERENCES + key, value));
	}

	/** Writes the macro line to the recorder if that is open. Does nothing in a macro. */
	public void record() {
		MacroLine.record(COMMAND, line -> {
			values().forEach((key, value) -> line.option(key, value.strip()));
		});
	}

	/**
	 * @param pixel of the image, of which the object size may be told in the unit
	 * @param log takes lines worth telling, such as why no GPU is used
	 * @throws vernier.image.VernierException if a value is none
	 */
	CountOptions options(final PixelSize pixel, final ModelCatalog catalog, final Consumer<String> log) {
		return CountOptions.ofSize(pixel.pixels(objectSize)).withAspect(pixel.aspect()).withCatalog(catalog).withModel(model)
			.withMethod(CountMethod.parse(method)).withPolarity(Polarity.parse(objects)).withColour(Colour.parse(colour))
			.withDevice(Device.parse(device)).withDensity(wantsDensity()).withLog(log);
	}

	/** True if an image of the density is wanted. */
	boolean wantsDensity() {
		return CountOptions.wantsDensity(density);
	}
}
