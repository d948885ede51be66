package vernier.cli;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;

/** Lists the models there are: bundled ones and those in the user's folder. */
@Command(name = "models", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Lists the models, one a line: id, family, task, scale and the sha256 of the weights.")
final class ModelsCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			final ModelCatalog catalog = ModelCatalog.standard();
			catalog.problems().forEach(spec.commandLine().getErr()::println);
			Columns.print(catalog.list().stream().map(model -> List.of(model.id(), family(model), task(model), scale(model), model
				.sha256())).toList(), spec.commandLine().getOut());
			return Main.DONE;
		});
	}

	private static String task(final ModelDescription model) {
		return model.task().isEmpty() ? "-" : model.task();
	}

	private static String family(final ModelDescription model) {
		return String.valueOf(model.settings().getOrDefault("family", "-"));
	}

	/** What it enlarges by, or the range of a network that is told the factor. */
	private static String scale(final ModelDescription model) {
		return model.settings().get("factors") instanceof List<?> range && range.size() == 2
			? range.get(0) + "-" + range.get(1) : Integer.toString(model.scale());
	}
}
