package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.Macro;
import ij.macro.Interpreter;
import ij.process.ByteProcessor;
import vernier.imagej1.BatchSettings;
import vernier.imagej1.CountObjectsSettings;
import vernier.imagej1.FusionSettings;
import vernier.imagej1.LocaliseSpotsSettings;
import vernier.imagej1.OperatorSettings;
import vernier.imagej1.PointsToDensity_;
import vernier.imagej1.ScoreCountsTask;
import vernier.imagej1.ScoreSpotsTask;
import vernier.imagej1.SuperResolutionSettings;
import vernier.imagej1.VolumeSettings;

/** What all commands have in common. */
class VernierCommandTest extends InSciJava {

	@ParameterizedTest
	@CsvSource({ "CountObjectsCommand, " + CountObjectsSettings.COMMAND, "FuseStacksCommand, " + FusionSettings.COMMAND,
		"LearnedOperatorCommand, " + OperatorSettings.COMMAND, "LocaliseSpotsCommand, " + LocaliseSpotsSettings.COMMAND,
		"PointsToDensityCommand, " + PointsToDensity_.COMMAND, "ScoreCountsCommand, " + ScoreCountsTask.COMMAND,
		"ScoreSpotsCommand, " + ScoreSpotsTask.COMMAND, "SuperResolutionCommand, " + SuperResolutionSettings.COMMAND,
		"VerifyModelsCommand, Verify Models", "VernierBatchCommand, " + BatchSettings.COMMAND,
		"VolumeSuperResolutionCommand, " + VolumeSettings.COMMAND })
	void pathAndLabelAreThoseOfPluginsConfig(final String name, final String label) throws ClassNotFoundException {
		final Class<? extends Command> command = Class.forName("vernier.command." + name).asSubclass(Command.class);
		assertThat(info(command).getMenuPath().getMenuString()).isEqualTo("Plugins > Vernier > " + label);
	}

	@Test
	@Timeout(180)
	void whatWasNotForeseenIsReportedToo() throws InterruptedException {
		final VernierCommand command = new VernierCommand() {

			@Override
			Map<String, Object> macroInputs(final String options) {
				return Map.of();
			}

			@Override
			void work() {
				throw new IllegalStateException("odd");
			}
		};
		runToFailure(command);
		assertThat(command.isCanceled()).isTrue();
		assertThat(command.getCancelReason()).isIn("", "The command failed in a way that was not foreseen " +
			"(IllegalStateException): please report it with the details in the Log window.");
	}

	@Test
	@Timeout(180)
	void runningOutOfMemoryIsToldInASentence() throws InterruptedException {
		final VernierCommand command = new VernierCommand() {

			@Override
			Map<String, Object> macroInputs(final String options) {
				return Map.of();
			}

			@Override
			void work() {
				throw new OutOfMemoryError("full");
			}
		};
		runToFailure(command);
		assertThat(command.isCanceled()).isTrue();
		assertThat(command.getCancelReason()).matches("|Java ran out of memory .* Memory & Threads\\.\\.\\.");
	}

	@Test
	void aScriptThatGivesSomeInputsIsNotAskedForTheOthers() {
		final Module module = context().service(ModuleService.class).createModule(info(SuperResolutionCommand.class));
		new SuperResolutionSettings("Auto", "4", "CPU", true, true).remember();
		module.setInput("scale", "3");
		module.resolveInput("scale");
		module.setInput("image", new ImagePlus("a", new ByteProcessor(8, 8)));
		module.resolveInput("image");
		new MacroInputs().process(module);
		assertThat(module.getInput("scale")).isEqualTo("3");
		assertThat(module.getInput("consistency")).isEqualTo(false);
		assertThat(module.isInputResolved("consistency")).isTrue();
	}

	/** Fiji has read the options before, with keys in brackets and no variables. */
	@Test
	void whatFijiHasReadInItsOwnWayIsReadAgain() {
		final String options = "input=/data/in steps=[locate format=thunderstorm pixel-size=100; count] format=tif glob=&pattern ";
		new Interpreter().run("pattern = '*.nii'; call('vernier.command.VernierCommandTest$Called.give', '" + options + "');");
		assertThat(given.getInput("format")).isEqualTo("tif");
		assertThat(given.getInput("glob")).isEqualTo("*.nii");
		assertThat(given.getInput("input")).isEqualTo(new File("/data/in"));
		assertThat(given.getInput("jobs")).isEqualTo(BatchSettings.DEFAULTS.jobs());
	}

	private static Module given;

	/** By a macro. */
	public static final class Called {

		private Called() {}

		public static String give(final String options) {
			final Module module = context().service(ModuleService.class).createModule(info(VernierBatchCommand.class));
			module.setInput("format", "thunderstorm");
			module.resolveInput("format");
			module.setInput("glob", "&pattern");
			module.resolveInput("glob");
			final String name = Thread.currentThread().getName();
			// ImageJ knows threads with options by their names
			Thread.currentThread().setName("Run$_Test");
			Macro.setOptions(options);
			try {
				new MacroInputs().process(module);
			}
			finally {
				Macro.setOptions(null);
				Thread.currentThread().setName(name);
			}
			given = module;
			return "";
		}
	}
}
