package vernier.command;

import java.util.Map;

import org.scijava.module.Module;

/** A command that can say, from a macro's options, the value of each of its inputs: given ones and defaults. */
interface MacroReady extends Module {

	/**
	 * @param options what the macro's run(...) gives, "" if nothing
	 * @return a value for each input but services; inputs that are resolved already keep what they have
	 * @throws vernier.image.VernierException if an option is unknown or a needed image is missing
	 */
	Map<String, Object> macroInputs(String options);
}
