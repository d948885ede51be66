package vernier.imagej1;

import java.util.Set;
import java.util.function.Consumer;

import ij.ImagePlus;
import ij.Prefs;
import ij.measure.Calibration;
import ij.plugin.frame.Recorder;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.model.ModelCatalog;
import vernier.superres.volume.ThroughPlaneModels;
import vernier.superres.volume.VolumeGrid;
import vernier.superres.volume.VolumeOptions;

/**
 * What the user or a macro asks of Volume Super-Resolution, as text. The same keys serve the macro language, the recorder
 * and the SciJava command:
 *
 * <pre>
 * run("Volume Super-Resolution...", "spacing=isotropic model=Auto device=Auto");
 * run("Volume Super-Resolution...", "spacing=0.7x0.7x1 thickness=3 consistency=false");
 * </pre>
 *
 * @param spacing "isotropic", or one or three voxel sizes in the image's unit; see {@link VolumeGrid#of}
 * @param thickness of the slices in the image's unit, or "Auto" to estimate it
 * @param voxel voxel size of the input, or "Auto" for what the image says
 * @param model Auto, a model id, a path to a model, or "cubic" for interpolation
 * @param device Auto, CPU or GPU
 * @param inPlane true to refine the slices' own plane by a network too, where the spacing asks for it
 * @param consistency true to correct the result until its slices are the measured ones; in a macro consistency=false
 *          switches it off
 */
public record VolumeSettings(String spacing, String thickness, String voxel, String model, String device, boolean inPlane,
	boolean consistency)
{

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Volume Super-Resolution...";

	/** Stands for a thickness that is estimated and a voxel size that the image knows. */
	public static final String AUTO = "Auto";

	/** What a macro gets for what it omits. */
	public static final VolumeSettings DEFAULTS = new VolumeSettings(VolumeGrid.ISOTROPIC, AUTO, AUTO, ThroughPlaneModels.AUTO,
		"Auto", false, true);

	private static final Set<String> TEXTS = MacroOptions.keys("spacing", "thickness", "voxel", "model", "device");
	private static final Set<String> FLAGS = MacroOptions.keys("inplane", "consistency");
	private static final String PREFERENCES = "vernier.volume.";

	/**
	 * Reads a macro's options; what is omitted takes its default.
	 *
	 * @throws VernierException if a key is unknown or lacks its value
	 */
	public static VolumeSettings ofMacro(final String options) {
		final MacroOptions macro = MacroOptions.parse(options, TEXTS, FLAGS);
		return new VolumeSettings(macro.text("spacing", DEFAULTS.spacing), macro.text("thickness", DEFAULTS.thickness), //
			macro.text("voxel", DEFAULTS.voxel), macro.text("model", DEFAULTS.model), macro.text("device", DEFAULTS.device), //
			macro.flag("inplane"), macro.flag("consistency", DEFAULTS.consistency));
	}

	/**
	 * What was chosen in the dialog last time, but for the voxel size, which is the image's own. Spacing and thickness are
	 * right for voxels like those that they were chosen for, and for others are the defaults.
	 *
	 * @param image that the dialog is for, or null
	 */
	public static VolumeSettings remembered(final ImagePlus image) {
		final boolean alike = Prefs.get(PREFERENCES + "of", "").equals(voxels(image));
		return new VolumeSettings(alike ? Prefs.get(PREFERENCES + "spacing", DEFAULTS.spacing) : DEFAULTS.spacing, //
			alike ? Prefs.get(PREFERENCES + "thickness", DEFAULTS.thickness) : DEFAULTS.thickness, DEFAULTS.voxel, //
			Prefs.get(PREFERENCES + "model", DEFAULTS.model), Prefs.get(PREFERENCES + "device", DEFAULTS.device), //
			Prefs.get(PREFERENCES + "inplane", DEFAULTS.inPlane), Prefs.get(PREFERENCES + "consistency", DEFAULTS.consistency));
	}

	/**
	 * Keeps these as what the dialog shows first next time.
	 *
	 * @param image that they were chosen for, or null
	 */
	public void remember(final ImagePlus image) {
		Prefs.set(PREFERENCES + "of", voxels(image));
		Prefs.set(PREFERENCES + "spacing", spacing);
		Prefs.set(PREFERENCES + "thickness", thickness);
		Prefs.set(PREFERENCES + "model", model);
		Prefs.set(PREFERENCES + "device", device);
		Prefs.set(PREFERENCES + "inplane", inPlane);
		Prefs.set(PREFERENCES + "consistency", consistency);
	}

	/** Sizes and unit of an image's voxels, as one text. */
	static String voxels(final ImagePlus image) {
		if (image == null)
			return "";
		final Calibration calibration = image.getCalibration();
		return calibration.pixelWidth + "x" + calibration.pixelHeight + "x" + calibration.pixelDepth + " " + calibration.getUnit();
	}

	/** Writes the macro line to the recorder if that is open. Does nothing in a macro. */
	public void record() {
		MacroLine.record(COMMAND, line -> {
			line.option("spacing", spacing.replace(" ", ""));
			line.option("thickness", thickness);
			if (!isAuto(voxel))
				line.option("voxel", voxel.replace(" ", ""));
			line.option("model", model);
			line.option("device", device);
			if (inPlane)
				Recorder.recordOption("inplane");
			if (consistency != DEFAULTS.consistency)
				line.option("consistency", String.valueOf(consistency));
		});
	}

	/**
	 * @param log takes lines worth telling, such as the estimated slice thickness
	 * @throws VernierException if the thickness or the device is none
	 */
	VolumeOptions options(final ModelCatalog catalog, final Consumer<String> log) {
		return VolumeOptions.defaults().withCatalog(catalog).withModel(model).withSpacing(spacing).withThickness(millimetres())
			.withDevice(Device.parse(device)).withInPlane(inPlane).withConsistency(consistency).withLog(log);
	}

	private double millimetres() {
		if (isAuto(thickness))
			return 0;
		try {
			final double value = Double.parseDouble(thickness.trim());
			if (value > 0 && !Double.isInfinite(value))
				return value;
		}
		catch (final NumberFormatException e) {
			// the same sentence
		}
		throw new VernierException("The slice thickness \"" + thickness.trim() + "\" is no positive number: give it in the " +
			"image's unit, such as 3, or Auto to have it estimated.");
	}

	/** True if the text leaves it to the plugin. */
	static boolean isAuto(final String text) {
		return text.isBlank() || text.trim().equalsIgnoreCase(AUTO);
	}
}
