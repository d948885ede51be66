package vernier.imagej1;

import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.ExtensionDescriptor;
import ij.macro.Functions;
import ij.macro.Interpreter;
import ij.macro.MacroExtension;
import ij.plugin.PlugIn;
import vernier.counting.Count;
import vernier.image.CancelledException;
import vernier.image.MaskArea;
import vernier.image.PlanePosition;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Vernier Macro Extensions: functions that give numbers to macros and leave tables, images and the
 * ROI Manager alone. Options are those of the commands; selections are counted in by {@code rois=Selection}, which is what
 * is meant if nothing is said and there is an area selection.
 *
 * <pre>
 * run("Vernier Macro Extensions");
 * Ext.countInRoi("object_size=3", count);
 * Ext.countWithInterval("object_size=3", count, low, high);
 * Ext.numberOfSpots("sigma=1.3", spots);
 * </pre>
 *
 * Counts are those of the current plane; spots are those of all planes.
 */
public final class MacroFunctions_ implements PlugIn, MacroExtension {

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Vernier Macro Extensions";

	private static final int NUMBER = ARG_NUMBER + ARG_OUTPUT;
	/** What a function returns: ImageJ would print anything else to the Log window at every call. */
	private static final String NOTHING = "";

	@Override
	public void run(final String argument) {
		if (!IJ.macroRunning()) {
			Failures.report(new VernierException("These functions are for macros: write run(\"" + COMMAND +
				"\") in one, then for example Ext.countInRoi(\"object_size=3\", count)."), false);
			return;
		}
		Functions.registerExtensions(this);
	}

	@Override
	public ExtensionDescriptor[] getExtensionFunctions() {
		return new ExtensionDescriptor[] { new ExtensionDescriptor("countInRoi", new int[] { ARG_STRING, NUMBER }, this),
			new ExtensionDescriptor("countWithInterval", new int[] { ARG_STRING, NUMBER, NUMBER, NUMBER }, this),
			new ExtensionDescriptor("numberOfSpots", new int[] { ARG_STRING, NUMBER }, this) };
	}

	@Override
	public String handleExtension(final String name, final Object[] arguments) {
		try {
			final ImagePlus image = CurrentImage.get("the image with the objects");
			final String options = (String) arguments[0];
			final double[] numbers = name.equals("numberOfSpots") ? spots(image, options) : count(image, options);
			for (int i = 1; i < arguments.length; i++)
				((Double[]) arguments[i])[0] = numbers[i - 1];
			return NOTHING;
		}
		catch (final RuntimeException | OutOfMemoryError | LinkageError e) {
			if (Failures.isMacroAbort(e))
				throw e;
			final Interpreter macro = Interpreter.getInstance();
			if (e instanceof VernierException && !(e instanceof CancelledException) && macro != null) {
				// of a function, ImageJ does not know on its own which macro called it
				IJ.showProgress(1.0);
				macro.abort(e.getMessage());
			}
			else
				Failures.report(e, true);
			return NOTHING;
		}
	}

	private static double[] spots(final ImagePlus image, final String options) {
		return new double[] { LocaliseSpotsTask.run(image, LocaliseSpotsSettings.ofMacro(options), ModelCatalog.standard(),
			ImageJProgress.start("Localising spots of " + image.getTitle()), line -> IJ.log("Vernier: " + line)).result()
			.count() };
	}

	/** Count and interval of the first area of the current plane. */
	private static double[] count(final ImagePlus image, final String options) {
		final CountObjectsSettings settings = CountObjectsSettings.ofMacro(options);
		final Count count = CountObjectsTask.run(image, List.of(area(image, CountAreas.parse(settings.rois()))), settings
			.withoutDensity(), ModelCatalog.standard(), ImageJProgress.start("Counting in " + image.getTitle()), line -> IJ.log(
				"Vernier: " + line)).result().counts().get(0);
		return new double[] { count.count(), count.low(), count.high() };
	}

	/** In the current plane only: a macro that goes through a stack would else have all of it counted at each step. */
	private static MaskArea area(final ImagePlus image, final CountAreas rois) {
		final boolean selected = image.getRoi() != null && image.getRoi().isArea();
		final List<MaskArea> areas = (selected && rois == CountAreas.AUTO ? CountAreas.SELECTION : rois).of(image, line -> {});
		final MaskArea whole = MaskArea.whole(image.getWidth(), image.getHeight());
		final PlanePosition plane = new PlanePosition(image.getChannel(), image.getSlice(), image.getFrame());
		final MaskArea area = (areas.isEmpty() ? List.of(whole) : areas).stream().filter(some -> some.isIn(plane)).findFirst()
			.orElseThrow(() -> new VernierException("None of the selections belongs to the current plane: choose its slice, or " +
				"the selection with rois=Selection."));
		return new MaskArea(area.name(), area.bounds(), area.mask(), plane.channel(), plane.slice(), plane.frame());
	}
}
