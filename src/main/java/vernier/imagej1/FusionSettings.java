package vernier.imagej1;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.Prefs;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;
import vernier.superres.volume.VolumeOptions;

/**
 * What the user or a macro asks of Fuse Stacks, as text. The same keys serve the macro language, the recorder and the
 * SciJava command:
 *
 * <pre>
 * run("Fuse Stacks...", "stack1=axial.nii stack2=coronal.nii stack3=[/data/sagittal.nii.gz]");
 * </pre>
 *
 * @param stacks titles of open images or paths of files, the one that gives the result its grid first; without any, the
 *          current image stands first
 * @param align true to refine where the other stacks lie; in a macro align=false switches it off
 * @param spacing "isotropic", or one or three voxel sizes in the first stack's unit
 * @param thickness of the slices of all stacks, or "Auto" to estimate it for each
 * @param model Auto, a model id, a path to a model, or "cubic" for interpolation, as the start of the reconstruction
 * @param device Auto, CPU or GPU
 */
public record FusionSettings(List<String> stacks, boolean align, String spacing, String thickness, String model,
	String device)
{

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Fuse Stacks...";

	/** Stacks that a macro or the dialog can name. */
	public static final int MOST = 6;

	/** What a macro gets for what it omits. */
	public static final FusionSettings DEFAULTS = new FusionSettings(List.of(), true, VolumeSettings.DEFAULTS.spacing(),
		VolumeSettings.AUTO, VolumeSettings.DEFAULTS.model(), VolumeSettings.DEFAULTS.device());

	private static final Set<String> TEXTS = MacroOptions.keys(Stream.concat(IntStream.rangeClosed(1, MOST).mapToObj(
		FusionSettings::key), Stream.of("spacing", "thickness", "model", "device")).toArray(String[]::new));
	private static final Set<String> FLAGS = MacroOptions.keys("align");
	private static final String PREFERENCES = "vernier.fusion.";

	public FusionSettings {
		stacks = List.copyOf(stacks);
	}

	/** Macro key of a stack, counted from 1. */
	public static String key(final int number) {
		return "stack" + number;
	}

	/**
	 * Reads a macro's options; what is omitted takes its default.
	 *
	 * @throws VernierException if a key is unknown or lacks its value
	 */
	public static FusionSettings ofMacro(final String options) {
		final MacroOptions macro = MacroOptions.parse(options, TEXTS, FLAGS);
		final List<String> stacks = new ArrayList<>();
		for (int i = 1; i <= MOST; i++)
			stacks.add(macro.text(key(i), ""));
		return ofStacks(stacks, macro.flag("align", DEFAULTS.align), macro.text("spacing", DEFAULTS.spacing), //
			macro.text("thickness", DEFAULTS.thickness), macro.text("model", DEFAULTS.model), //
			macro.text("device", DEFAULTS.device));
	}

	/**
	 * @param stacks by number; empty ones are left out, but for the first one, for which the current image stands if any
	 *          other is named
	 */
	public static FusionSettings ofStacks(final List<String> stacks, final boolean align, final String spacing,
		final String thickness, final String model, final String device)
	{
		final List<String> named = new ArrayList<>(stacks.stream().skip(1).map(String::strip).filter(text -> !text.isEmpty())
			.toList());
		final String first = stacks.isEmpty() ? "" : stacks.get(0).strip();
		if (!first.isEmpty() || !named.isEmpty())
			named.add(0, first.isEmpty() ? CurrentImage.get("the stacks to fuse").getTitle() : first);
		return new FusionSettings(named, align, spacing, thickness, model, device);
	}

	/**
	 * What was chosen in the dialog last time, but for the stacks; spacing and thickness if voxels are as they were then.
	 *
	 * @param first of the stacks, or null
	 */
	static FusionSettings remembered(final ImagePlus first) {
		final boolean alike = Prefs.get(PREFERENCES + "of", "").equals(VolumeSettings.voxels(first));
		return new FusionSettings(List.of(), Prefs.get(PREFERENCES + "align", DEFAULTS.align), //
			alike ? Prefs.get(PREFERENCES + "spacing", DEFAULTS.spacing) : DEFAULTS.spacing, //
			alike ? Prefs.get(PREFERENCES + "thickness", DEFAULTS.thickness) : DEFAULTS.thickness, //
			Prefs.get(PREFERENCES + "model", DEFAULTS.model), Prefs.get(PREFERENCES + "device", DEFAULTS.device));
	}

	/**
	 * Keeps these, but for the stacks, as what the dialog shows first next time.
	 *
	 * @param first of the stacks, or null
	 */
	void remember(final ImagePlus first) {
		Prefs.set(PREFERENCES + "of", VolumeSettings.voxels(first));
		Prefs.set(PREFERENCES + "align", align);
		Prefs.set(PREFERENCES + "spacing", spacing);
		Prefs.set(PREFERENCES + "thickness", thickness);
		Prefs.set(PREFERENCES + "model", model);
		Prefs.set(PREFERENCES + "device", device);
	}

	/** Writes the macro line to the recorder if that is open. Does nothing in a macro. */
	public void record() {
		MacroLine.record(COMMAND, line -> {
			for (int i = 0; i < stacks.size(); i++)
				line.option(key(i + 1), stacks.get(i));
			if (align != DEFAULTS.align)
				line.option("align", String.valueOf(align));
			line.option("spacing", spacing.replace(" ", ""));
			line.option("thickness", thickness);
			line.option("model", model);
			line.option("device", device);
		});
	}

	/** @throws VernierException if the thickness or the device is none */
	VolumeOptions options(final ModelCatalog catalog, final Consumer<String> log) {
		// started as in the shell
		return new VolumeSettings(spacing, thickness, VolumeSettings.AUTO, model, device, false, VolumeSettings.DEFAULTS
			.consistency()).options(catalog, log);
	}
}
