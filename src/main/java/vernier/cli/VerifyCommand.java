package vernier.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.inference.ModelVerification;
import vernier.inference.ModelVerification.Outcome;
import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;

/** Runs models on the test tensors they ship with. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Runs models on the test tensors they ship with and compares; exit code 1 if one differs.")
final class VerifyCommand implements Callable<Integer> {

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Parameters(arity = "0..*", paramLabel = "ID", description = "models to verify (default: all)")
	private List<String> ids = List.of();

	@Option(names = "--device", defaultValue = "auto", paramLabel = "auto|cpu|gpu",
		description = "where to run (default: ${DEFAULT-VALUE})")
	private Device device;

	@Override
	public Integer call() {
		return Failure.guarded(spec.commandLine().getErr(), this::verifyAll);
	}

	private int verifyAll() {
		final ModelCatalog catalog = ModelCatalog.standard();
		final List<String> chosen = ids.isEmpty() ? catalog.list().stream().map(ModelDescription::id).toList() : ids;
		if (chosen.isEmpty())
			throw new VernierException("There is no model to verify: reinstall Vernier, or name a model file.");
		int code = Main.DONE;
		final Console console = main.console(Console.Style.QUIET);
		for (final String id : chosen) {
			console.checkCancelled();
			if (!verify(catalog, id))
				code = Main.FAILED;
		}
		return code;
	}

	/** One bad model does not keep the others from being verified. */
	private boolean verify(final ModelCatalog catalog, final String id) {
		final PrintWriter err = spec.commandLine().getErr();
		try {
			final Outcome outcome = ModelVerification.verify(catalog.load(id), device, err::println);
			spec.commandLine().getOut().println(outcome);
			return outcome.passed();
		}
		catch (final VernierException e) {
			err.println(id + ": " + e.getMessage());
			return false;
		}
	}
}
