package vernier.imagej1;

import java.util.Set;

import ij.IJ;
import ij.plugin.PlugIn;
import vernier.inference.Device;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Verify Models in plain ImageJ: a table with a row per model, see {@link ModelReport}. Never
 * shows a dialog; macros may give a device:
 *
 * <pre>
 * run("Verify Models", "device=CPU");
 * </pre>
 */
public final class VerifyModels_ implements PlugIn {

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Verify Models";

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			ModelReport.of(ModelCatalog.standard(), device(MacroCall.options()), ImageJProgress.start("Verifying models"))
				.show();
			IJ.showProgress(1.0);
			if (!inMacro)
				MacroLine.record(COMMAND, line -> {});
		});
	}

	/** The device that a macro's options give, by default Auto. */
	public static Device device(final String options) {
		return Device.parse(MacroOptions.parse(options, MacroOptions.keys("device"), Set.of()).text("device", "Auto"));
	}
}
