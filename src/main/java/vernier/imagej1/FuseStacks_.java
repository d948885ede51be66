package vernier.imagej1;

import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Fuse Stacks... in plain ImageJ: fuses stacks of one subject into one fine volume. In Fiji the
 * SciJava command of the same name takes its place; macro lines are the same:
 *
 * <pre>
 * run("Fuse Stacks...", "stack1=axial.nii stack2=coronal.nii stack3=sagittal.nii");
 * selectImage("axial-fused");
 * </pre>
 *
 * Options: {@code stack1} to {@code stack6}, titles of open images or paths of files (stack1 can be omitted for the current
 * image); {@code align} (default true; align=false for off), {@code spacing} (default isotropic), {@code thickness}
 * (default Auto, estimated), {@code model} (default Auto), {@code device} (Auto, CPU or GPU; default Auto).
 */
public final class FuseStacks_ implements PlugIn {

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final ModelCatalog catalog = ModelCatalog.standard();
			final Optional<FusionSettings> settings = inMacro ? Optional.of(FusionSettings.ofMacro(MacroCall.options()))
				: FusionDialog.ask(catalog);
			settings.ifPresent(chosen -> fuse(chosen, catalog));
		});
	}

	private static void fuse(final FusionSettings settings, final ModelCatalog catalog) {
		final ImagePlus fused = FusionTask.run(settings, catalog, ImageJProgress.start("Fusing stacks"), //
			line -> IJ.log("Vernier: " + line));
		settings.record();
		IJ.showProgress(1.0);
		fused.show();
		IJ.showStatus(fused.getProp("Vernier time") + " on " + fused.getProp("Vernier device"));
	}
}
