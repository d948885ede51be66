package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import vernier.imagej1.CountObjectsSettings;
import vernier.imagej1.PointsToDensity_;
import vernier.imagej1.ScoreCountsTask;
import vernier.imagej1.TestImages;
import vernier.imagej1.TestImages.Kind;

/** The counting commands in a SciJava context without ImageJ2 and without windows. */
class CountObjectsCommandTest {

	@Test
	void countsFromAScript() throws Exception {
		try (Context context = new Context()) {
			ResultsTable.getResultsTable().reset();
			final ImagePlus image = TestImages.of(Kind.GRAY8);
			final Module module = context.service(ModuleService.class).run(context.service(CommandService.class).getCommand(
				CountObjectsCommand.class), true, "image", image, "object_size", "4", "device", "CPU", "rois", "Image", "model", Path
					.of(getClass().getResource("/counting/models/count-tiny").toURI()).toString()).get();
			final double count = (double) module.getOutput("count");
			assertThat(count).isGreaterThan(0).isEqualTo(ResultsTable.getResultsTable().getValue("count", 0));
			assertThat(((ImagePlus) module.getOutput("result")).getTitle()).isEqualTo("blobs-density");
			assertThat(image.isLocked()).isFalse();
			ResultsTable.getResultsTable().reset();
		}
	}

	@ParameterizedTest
	@CsvSource({ "vernier.command.CountObjectsCommand, " + CountObjectsSettings.COMMAND,
		"vernier.command.PointsToDensityCommand, " + PointsToDensity_.COMMAND, "vernier.command.ScoreCountsCommand, " +
			ScoreCountsTask.COMMAND })
	void pathAndLabelAreThoseOfPluginsConfig(final Class<? extends Command> command, final String label) {
		try (Context context = new Context()) {
			final CommandInfo info = context.service(CommandService.class).getCommand(command);
			assertThat(info.getMenuPath().getMenuString()).isEqualTo("Plugins > Vernier > " + label);
		}
	}

	@Test
	void whatAMacroOmitsTakesItsDefault() {
		final Map<String, String> values = CountObjectsSettings.ofMacro("object_size=0.5um").values();
		assertThat(values).containsEntry("object_size", "0.5um").containsEntry("model", "Auto").containsEntry("method",
			"density").containsEntry("rois", "Auto");
	}
}
