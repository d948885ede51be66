package vernier.imagej1;

import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Volume Super-Resolution... in plain ImageJ: refines the current stack of thick slices. In Fiji
 * the SciJava command of the same name takes its place; macro lines are the same:
 *
 * <pre>
 * run("Volume Super-Resolution...", "spacing=isotropic model=Auto device=Auto");
 * selectImage("head-iso0.7");
 * </pre>
 *
 * Options, all of which can be omitted in a macro: {@code spacing} (default isotropic), {@code thickness} (default Auto,
 * estimated), {@code voxel} (default Auto, the image's), {@code model} (default Auto), {@code device} (Auto, CPU or GPU;
 * default Auto), {@code inplane} (flag), {@code consistency} (default true; consistency=false for off).
 */
public final class VolumeSuperResolution_ implements PlugIn {

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final ImagePlus input = CurrentImage.get("the stack to refine");
			final ModelCatalog catalog = ModelCatalog.standard();
			final Optional<VolumeSettings> settings = inMacro ? Optional.of(VolumeSettings.ofMacro(MacroCall.options()))
				: VolumeDialog.ask(input, catalog);
			settings.ifPresent(chosen -> refine(input, chosen, catalog));
		});
	}

	private static void refine(final ImagePlus input, final VolumeSettings settings, final ModelCatalog catalog) {
		final ImagePlus fine = VolumeTask.run(input, settings, catalog, //
			ImageJProgress.start("Volume super-resolution of " + input.getTitle()), line -> IJ.log("Vernier: " + line));
		settings.record();
		IJ.showProgress(1.0);
		fine.show();
		IJ.showStatus(fine.getProp("Vernier time") + " on " + fine.getProp("Vernier device"));
	}
}
