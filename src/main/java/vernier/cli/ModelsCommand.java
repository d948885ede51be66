package vernier.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;

/** Lists the models there are: bundled ones and those in the user's folder. */
@Command(name = "models", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Lists the models: id, family, task, scale and the sha256 of the weights.")
final class ModelsCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		final PrintWriter out = spec.commandLine().getOut();
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			final ModelCatalog catalog = ModelCatalog.standard();
			catalog.problems().forEach(spec.commandLine().getErr()::println);
			final List<ModelDescription> models = catalog.list();
			final String row = column(models, "id", ModelDescription::id) + column(models, "family", ModelsCommand::family) + //
				column(models, "task", ModelDescription::task) + "%7s  %s%n";
			out.printf(row, "id", "family", "task", "scale", "sha256");
			for (final ModelDescription model : models)
				out.printf(row, model.id(), family(model), model.task(), scale(model), model.sha256());
			return Main.DONE;
		});
	}

	/** Format of a column as wide as its widest text. */
	private static String column(final List<ModelDescription> models, final String title,
		final Function<ModelDescription, String> text)
	{
		return "%-" + models.stream().map(text).mapToInt(String::length).reduce(title.length(), Math::max) + "s  ";
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
