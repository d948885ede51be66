package vernier.command;

import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Window;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** Tests of commands in a SciJava context without ImageJ2 and without windows. */
abstract class InSciJava {

	private static Context context;

	@BeforeAll
	static void openContext() {
		context = new Context();
	}

	@AfterAll
	static void disposeContext() {
		context.dispose();
	}

	static Context context() {
		return context;
	}

	static CommandInfo info(final Class<? extends Command> command) {
		return context.service(CommandService.class).getCommand(command);
	}

	/** By the module service: the command service gives no future for commands with choices found at run time. */
	static Future<Module> start(final Class<? extends Command> command, final Object... inputs) {
		return context.service(ModuleService.class).run(info(command), true, inputs);
	}

	static Module run(final Class<? extends Command> command, final Object... inputs) throws InterruptedException,
		ExecutionException
	{
		return start(command, inputs).get();
	}

	/** Runs a command that fails; where an ImageJ runs, the sentence is shown in a dialog, which is closed. */
	static void runToFailure(final VernierCommand command) throws InterruptedException {
		if (command.getContext() == null)
			command.setContext(context);
		final Thread run = new Thread(command);
		run.start();
		while (run.isAlive()) {
			Arrays.stream(Window.getWindows()).filter(Dialog.class::isInstance).forEach(dialog -> EventQueue.invokeLater(
				dialog::dispose));
			run.join(20);
		}
	}
}
