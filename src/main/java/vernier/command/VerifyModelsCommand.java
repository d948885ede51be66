package vernier.command;

import java.util.Map;

import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import vernier.imagej1.ModelReport;
import vernier.imagej1.VerifyModels_;
import vernier.inference.Device;
import vernier.model.ModelCatalog;

/**
 * Plugins &gt; Vernier &gt; Verify Models: a table with a row per model, see {@link ModelReport}. Shows no dialog.
 *
 * <pre>
 * run("Verify Models", "device=CPU");
 * </pre>
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Verify Models")
public class VerifyModelsCommand extends VernierCommand {

	/** Not asked for: on the menu it is Auto. */
	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String device = "Auto";

	@Override
	Map<String, Object> macroInputs(final String options) {
		return Map.of("device", VerifyModels_.device(options).name());
	}

	@Override
	void work() {
		tracked("Verifying models", progress -> ModelReport.of(ModelCatalog.standard(), Device.parse(device), progress)).show();
	}
}
