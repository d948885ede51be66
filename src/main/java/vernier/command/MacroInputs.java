package vernier.command;

import java.io.File;
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
			for (final Map.Entry<String, Object> input : command.macroInputs(MacroCall.options()).entrySet())
				if (!module.isInputResolved(input.getKey())) {
					module.setInput(input.getKey(), input.getValue());
					module.resolveInput(input.getKey());
				}
				else if (module.getInput(input.getKey()) instanceof String text)
					// as it stands in the macro, maybe the name of a variable
					module.setInput(input.getKey(), MacroCall.variable(text));
				else if (module.getInput(input.getKey()) instanceof File file)
					module.setInput(input.getKey(), new File(MacroCall.variable(file.getPath())));
		}
		catch (final VernierException e) {
			cancel(CommandFailure.report(e));
		}
	}
}
