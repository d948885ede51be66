package vernier.imagej1;

import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Learned Operator... in plain ImageJ: applies an image-processing operator to the current
 * image, or the bounding box of its area selection. In Fiji the SciJava command of the same name takes its place; macro
 * lines are the same:
 *
 * <pre>
 * run("Learned Operator...", "operator=l0-smoothing strength=0.02 mode=Auto device=Auto");
 * selectImage("blobs-l0-smoothing");
 * </pre>
 *
 * Options, all of which can be omitted in a macro: {@code operator} (default l0-smoothing), {@code strength} (default: the
 * operator's own), {@code mode} (Auto, Learned or Exact; default Auto), {@code device} (Auto, CPU or GPU; default Auto),
 * {@code model} (default Auto) and {@code map} (title of an image of strengths; default none). A macro never meets a
 * dialog, and never a value remembered from last time.
 */
public final class LearnedOperator_ implements PlugIn {

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final ImagePlus input = CurrentImage.get("the image to process");
			final ModelCatalog catalog = ModelCatalog.standard();
			final Optional<OperatorSettings> settings = inMacro ? Optional.of(OperatorSettings.ofMacro(MacroCall.options()))
				: OperatorDialog.ask(input, catalog);
			settings.ifPresent(chosen -> process(input, chosen, catalog));
		});
	}

	private static void process(final ImagePlus input, final OperatorSettings settings, final ModelCatalog catalog) {
		final ImagePlus result = OperatorTask.run(input, settings, catalog, //
			ImageJProgress.start(settings.operator() + " of " + input.getTitle()), line -> IJ.log("Vernier: " + line));
		settings.record();
		IJ.showProgress(1.0);
		result.show();
		IJ.showStatus(result.getProp("Vernier time") + " on " + result.getProp("Vernier device"));
	}
}
