package vernier.command;

import java.util.Map;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import vernier.image.VernierException;
import vernier.imagej1.MacroCall;

/**
 * Gives our commands, when a macro or script runs them or when no dialog can be shown, their inputs: from the macro's
 * options, and for what is omitted the defaults. Without this, what is omitted would open a dialog in the middle of a macro
 * or script, or take the value of another run. Comes after the services are there and after Fiji has read the options in
 * its own way, and before values are loaded or asked for.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH - 1)
public final class MacroInputs extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!(module instanceof VernierCommand command) || !MacroCall.cannotAsk() && command.asksUser())
			return;
		try {
			final String options = MacroCall.options();
			for (final Map.Entry<String, Object> input : command.macroInputs(options).entrySet())
				// Fiji finds a key inside of another's brackets too, and knows no variables
				if (!options.isBlank() || !module.isInputResolved(input.getKey())) {
					module.setInput(input.getKey(), input.getValue());
					module.resolveInput(input.getKey());
				}
		}
		catch (final VernierException e) {
			cancel(CommandFailure.report(e));
		}
	}
}
