package vernier.imagej1;

import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Localise Spots... in plain ImageJ: finds the spots of the current image, or of its area
 * selection, to a fraction of a pixel. In Fiji the SciJava command of the same name takes its place; macro lines are the
 * same:
 *
 * <pre>
 * run("Localise Spots...", "sigma=Auto");
 * </pre>
 *
 * A row per spot is appended to the Results table. Options, all of which can be omitted in a macro, are those of
 * {@link LocaliseSpotsSettings}. A macro never meets a dialog, and never a value remembered from last time.
 */
public final class LocaliseSpots_ implements PlugIn {

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final ImagePlus input = CurrentImage.get("the image with the spots");
			final ModelCatalog catalog = ModelCatalog.standard();
			final Optional<LocaliseSpotsSettings> settings = inMacro ? Optional.of(LocaliseSpotsSettings.ofMacro(MacroCall
				.options())) : LocaliseSpotsDialog.ask(catalog);
			settings.ifPresent(chosen -> localise(input, chosen, catalog));
		});
	}

	private static void localise(final ImagePlus input, final LocaliseSpotsSettings settings,
		final ModelCatalog catalog)
	{
		final LocaliseSpotsTask.Output output = LocaliseSpotsTask.run(input, settings, catalog, ImageJProgress.start(
			"Localising spots of " + input.getTitle()), line -> IJ.log("Vernier: " + line));
		settings.record();
		IJ.showProgress(1.0);
		LocaliseSpotsTask.publish(input, output, settings);
		output.rendered().ifPresent(ImagePlus::show);
		// once more, since an image that shows takes the status line
		IJ.showStatus(LocaliseSpotsTask.summary(output));
	}
}
