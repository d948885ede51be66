package vernier.imagej1;

import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Super-Resolution... in plain ImageJ: enlarges the current image, or the bounding box of its
 * area selection, by learned super-resolution. In Fiji the SciJava command of the same name takes its place; macro lines
 * are the same:
 *
 * <pre>
 * run("Super-Resolution...", "model=Auto scale=2 device=Auto");
 * selectImage("blobs-x2");
 * </pre>
 *
 * Options, all of which can be omitted in a macro: {@code model} (default Auto), {@code scale} (default 2; 2x1.5 for x
 * and y), {@code device} (Auto, CPU or GPU; default Auto), {@code consistency} and {@code residual} (flags). A macro
 * never meets a dialog, and never a value remembered from last time.
 */
public final class SuperResolution_ implements PlugIn {

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final ImagePlus input = CurrentImage.get("the image to enlarge");
			final ModelCatalog catalog = ModelCatalog.standard();
			final Optional<SuperResolutionSettings> settings = inMacro ? Optional.of(SuperResolutionSettings.ofMacro(MacroCall
				.options())) : SuperResolutionDialog.ask(input, catalog);
			settings.ifPresent(chosen -> enlarge(input, chosen, catalog));
		});
	}

	private static void enlarge(final ImagePlus input, final SuperResolutionSettings settings,
		final ModelCatalog catalog)
	{
		final SuperResolutionTask.Output output = SuperResolutionTask.run(input, settings, catalog, //
			ImageJProgress.start("Super-resolution of " + input.getTitle()), line -> IJ.log("Vernier: " + line));
		settings.record();
		IJ.showProgress(1.0);
		// the enlarged image last, so that it is the current one
		output.residual().ifPresent(ImagePlus::show);
		output.image().show();
		IJ.showStatus(output.image().getProp("Vernier time") + " on " + output.image().getProp("Vernier device"));
	}
}
