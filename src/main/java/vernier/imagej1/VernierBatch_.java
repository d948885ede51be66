package vernier.imagej1;

import java.util.Optional;

import ij.IJ;
import ij.plugin.PlugIn;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Vernier Batch... in plain ImageJ: processes every image of a folder. In Fiji the SciJava command
 * of the same name takes its place; macro lines are the same:
 *
 * <pre>
 * run("Vernier Batch...", "input=[/data/heads] output=[/data/fine] steps=[volume spacing=isotropic] glob=**&#47;*.nii.gz");
 * </pre>
 *
 * Options: {@code input}, {@code output}, {@code steps} (separated by semicolons); {@code glob} (default: all images),
 * {@code format} (default Auto), {@code jobs} (default 3).
 */
public final class VernierBatch_ implements PlugIn {

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final Optional<BatchSettings> settings = inMacro ? Optional.of(BatchSettings.ofMacro(MacroCall.options()))
				: BatchDialog.ask();
			settings.ifPresent(chosen -> {
				// the line is worth recording however long the batch takes and however it ends
				chosen.record();
				BatchTask.show(BatchTask.run(chosen, ModelCatalog.standard(), ImageJProgress.start("Vernier batch"), //
					line -> IJ.log("Vernier: " + line)));
			});
		});
	}
}
