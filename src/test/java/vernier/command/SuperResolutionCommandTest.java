package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Dialog;
import java.awt.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import vernier.imagej1.SuperResolutionSettings;
import vernier.imagej1.TestImages;
import vernier.imagej1.TestImages.Kind;
import vernier.imagej1.TestModels;

/** The command in a SciJava context without ImageJ2 and without windows. */
@ExtendWith(TestModels.class)
class SuperResolutionCommandTest extends InSciJava {

	private static Module run(final Object... inputs) throws InterruptedException, ExecutionException {
		return run(SuperResolutionCommand.class, inputs);
	}

	private static ImagePlus result(final Module module) {
		return (ImagePlus) module.getOutput("result");
	}

	@Test
	void givesTheEnlargedImage() throws Exception {
		final ImagePlus image = TestImages.of(Kind.GRAY8);
		final Object[] before = TestImages.pixels(image);
		final Module module = run("image", image, "model", "tiny-x2", "scale", "2", "device", "CPU");
		assertThat(module).isInstanceOfSatisfying(SuperResolutionCommand.class, command -> assertThat(command.isCanceled())
			.isFalse());
		assertThat(result(module).getTitle()).isEqualTo("blobs-x2");
		assertThat(result(module).getWidth()).isEqualTo(48);
		assertThat(result(module).getProp("Vernier model")).isEqualTo("tiny-x2 1.0.0");
		assertThat(module.getOutput("residualResult")).isNull();
		assertThat(TestImages.pixels(image)).isEqualTo(before);
		assertThat(image.isLocked()).isFalse();
	}

	@Test
	void aScriptTakesDefaultsForWhatItOmits() throws Exception {
		new SuperResolutionSettings("tiny-x3", "3", "CPU", true, true).remember();
		final Module module = run("image", TestImages.of(Kind.GRAY8));
		assertThat(result(module).getTitle()).isEqualTo("blobs-x2");
		assertThat(module.getOutput("residualResult")).isNull();
		assertThat(SuperResolutionSettings.remembered().scale()).isEqualTo("3");
	}

	@Test
	void givesTheResidualWhenAskedFor() throws Exception {
		final Module module = run("image", TestImages.of(Kind.GRAY8), "model", "tiny-x2", "residual", true);
		assertThat(((ImagePlus) module.getOutput("residualResult")).getTitle()).isEqualTo("blobs-x2-residual");
	}

	@Test
	@Timeout(180)
	void failureCancelsAndGivesNothing() throws Exception {
		final Future<Module> future = start(SuperResolutionCommand.class, "image", TestImages.of(Kind.GRAY8), "scale", "9");
		// where an ImageJ runs the sentence is shown in a dialog
		while (!future.isDone()) {
			Arrays.stream(Window.getWindows()).filter(Dialog.class::isInstance).forEach(Window::dispose);
			Thread.sleep(20);
		}
		final Module module = future.get();
		assertThat(((SuperResolutionCommand) module).isCanceled()).isTrue();
		assertThat(result(module)).isNull();
	}

	@Test
	void nothingIsPersisted() {
		final List<String> persisted = new ArrayList<>();
		for (final ModuleItem<?> input : info(SuperResolutionCommand.class).inputs())
			if (input.isPersisted() && !input.getType().getName().startsWith("org.scijava") && input.getType() != ImagePlus.class)
				persisted.add(input.getName());
		assertThat(persisted).isEmpty();
	}

	/** Runs the preprocessor as a macro's run(...) would make it run. */
	private static SuperResolutionCommand prepared(final String options) throws Exception {
		final SuperResolutionCommand[] prepared = new SuperResolutionCommand[1];
		final Throwable[] failure = new Throwable[1];
		final Thread thread = new Thread(() -> {
			Macro.setOptions(options);
			WindowManager.setTempCurrentImage(TestImages.of(Kind.GRAY8));
			final SuperResolutionCommand command = new SuperResolutionCommand();
			context().inject(command);
			new MacroInputs().process(command);
			prepared[0] = command;
		}, "Run$_test");
		thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
		thread.start();
		thread.join();
		if (failure[0] != null)
			throw new AssertionError(failure[0]);
		return prepared[0];
	}

	@Test
	void aMacroResolvesEveryInputSoThatNothingIsAskedFor() throws Exception {
		new SuperResolutionSettings("tiny-x3", "3", "CPU", true, true).remember();
		final SuperResolutionCommand command = prepared("scale=2x1.5 residual");
		for (final String input : List.of("image", "model", "scale", "device", "consistency", "residual", "preview"))
			assertThat(command.isInputResolved(input)).as(input).isTrue();
		assertThat(command.getInput("scale")).isEqualTo("2x1.5");
		assertThat(command.getInput("residual")).isEqualTo(true);
		// defaults, and not what was remembered
		assertThat(command.getInput("model")).isEqualTo("Auto");
		assertThat(command.getInput("consistency")).isEqualTo(false);
		assertThat(((ImagePlus) command.getInput("image")).getTitle()).isEqualTo("blobs.gif");
	}

	@Test
	void thePreprocessorComesBeforeLoadingAndAsking() {
		final List<String> order = context().service(PluginService.class).getPluginsOfType(PreprocessorPlugin.class).stream()
			.map(info -> info.getClassName().substring(info.getClassName().lastIndexOf('.') + 1)).toList();
		assertThat(order).containsSubsequence("ServicePreprocessor", "InitPreprocessor", "MacroInputs",
			"LoadInputsPreprocessor", "SaveInputsPreprocessor");
	}

	@Test
	void severalAtOnce() throws Exception {
		final ImagePlus image = TestImages.of(Kind.HYPERSTACK);
		final Future<Module> first = start(SuperResolutionCommand.class, "image", image, "model", "tiny-x2");
		final Future<Module> second = start(SuperResolutionCommand.class, "image", image, "model", "tiny-x2", "scale", "3");
		assertThat(Arrays.asList(result(first.get()).getTitle(), result(second.get()).getTitle())).containsExactly("blobs-x2",
			"blobs-x3");
		assertThat(image.isLocked()).isFalse();
	}

	@Test
	void verifyModelsRuns() throws Exception {
		final Module verified = start(VerifyModelsCommand.class, "device", "CPU").get();
		assertThat(((VerifyModelsCommand) verified).isCanceled()).isFalse();
		if (WindowManager.getFrame("Vernier models") != null)
			WindowManager.getFrame("Vernier models").dispose();
	}
}
