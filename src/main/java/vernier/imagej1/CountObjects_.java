package vernier.imagej1;

import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Count Sub-Pixel Objects... in plain ImageJ: counts objects in every plane of the current image,
 * in the areas of the ROI Manager or overlay if there are any. In Fiji the SciJava command of the same name takes its
 * place; macro lines are the same:
 *
 * <pre>
 * run("Count Sub-Pixel Objects...", "object_size=3");
 * count = Table.get("count", Table.size - 1, "Results");
 * </pre>
 *
 * A row per area and plane is appended to the Results table. Options, all of which can be omitted in a macro, are those of
 * {@link CountObjectsSettings}. A macro never meets a dialog, and never a value remembered from last time.
 */
public final class CountObjects_ implements PlugIn {

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final ImagePlus input = CurrentImage.get("the image with the objects");
			final ModelCatalog catalog = ModelCatalog.standard();
			final Optional<CountObjectsSettings> settings = inMacro ? Optional.of(CountObjectsSettings.ofMacro(MacroCall
				.options())) : CountObjectsDialog.ask(input, catalog);
			settings.ifPresent(chosen -> count(input, chosen, catalog));
		});
	}

	private static void count(final ImagePlus input, final CountObjectsSettings settings, final ModelCatalog catalog) {
		final CountObjectsTask.Output output = CountObjectsTask.run(input, settings, catalog, ImageJProgress.start(
			"Counting in " + input.getTitle()), line -> IJ.log("Vernier: " + line));
		settings.record();
		IJ.showProgress(1.0);
		output.density().ifPresent(ImagePlus::show);
		CountObjectsTask.publish(input, output);
	}
}
