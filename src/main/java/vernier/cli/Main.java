package vernier.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The shell's way in. Without arguments it enlarges the bundled sample image.
 *
 * <pre>
 * vernier super-resolve in.tif out.tif --scale 2
 * </pre>
 *
 * Results go to files, what was done to standard output, progress and errors to standard error. Exit codes: 0 done, 1
 * the work failed (one sentence says why), 2 the arguments make no sense, 130 interrupted with Ctrl-C. A file is
 * written completely or not at all.
 */
@Command(name = "vernier", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Super-resolution, image operators, counting and localisation from the shell. Without arguments, a sample " +
		"image is enlarged.",
	subcommands = { SuperResolveCommand.class, OperatorCommand.class, OperatorPairsCommand.class,
		ModelsCommand.class, VerifyCommand.class, CountCommand.class, LocateCommand.class,
		ScoreCommand.class, PointsToDensityCommand.class, SimulateCommand.class, VolumeCommand.class,
		BatchCommand.class, HelpCommand.class },
	exitCodeListHeading = "%nExit codes:%n",
	exitCodeList = { "0:done", "1:the work failed; one sentence on standard error says why", "2:wrong arguments",
		"130:interrupted with Ctrl-C; no partial file is left" })
public final class Main implements Callable<Integer> {

	static final int DONE = 0;
	static final int FAILED = 1;
	static final int INTERRUPTED = 130;

	private final BooleanSupplier cancelled;

	@CommandLine.Spec
	private CommandLine.Model.CommandSpec spec;

	private Main(final BooleanSupplier cancelled) {
		this.cancelled = cancelled;
	}

	/** Runs the arguments and ends the Java process with their exit code. */
	public static void main(final String[] args) {
		// before any AWT class is loaded: no window is ever opened from here
		System.setProperty("java.awt.headless", "true");
		final int code;
		try (Interruption interruption = Interruption.watch()) {
			final PrintWriter err = new PrintWriter(System.err, true);
			// parts of Java itself do not load in a folder of an impossible name
			code = Failure.guarded(err, () -> run(new PrintWriter(System.out, true), err, interruption::happened, args));
		}
		// ImageJ's threads would keep the process alive
		System.exit(code);
	}

	/**
	 * @param cancelled asked before every tile
	 * @return exit code
	 */
	static int run(final PrintWriter out, final PrintWriter err, final BooleanSupplier cancelled, final String... args) {
		return Converters.registerIn(new CommandLine(new Main(cancelled))) //
			.setOut(out) //
			.setErr(err) //
			.setCaseInsensitiveEnumValuesAllowed(true) //
			.setSubcommandsCaseInsensitive(true) //
			.setParameterExceptionHandler(Main::wrongArguments) //
			.setExecutionExceptionHandler((failure, line, parsed) -> Failure.report(failure, line.getErr())) //
			.execute(args);
	}

	private static int wrongArguments(final ParameterException failure, final String[] args) {
		final CommandLine line = failure.getCommandLine();
		line.getErr().println(failure.getMessage());
		UnmatchedArgumentException.printSuggestions(failure, line.getErr());
		line.getErr().println("See " + line.getCommandSpec().qualifiedName() + " --help.");
		return line.getCommandSpec().exitCodeOnInvalidInput();
	}

	@Override
	public Integer call() {
		final Console console = console(System.console() != null ? Console.Style.BAR : Console.Style.QUIET);
		return SampleRun.run(spec.commandLine().getOut(), spec.commandLine().getErr(), console);
	}

	Console console(final Console.Style style) {
		return new Console(spec.commandLine().getErr(), style, cancelled);
	}
}
