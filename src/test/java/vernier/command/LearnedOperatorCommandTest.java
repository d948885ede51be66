package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import ij.ImagePlus;
import vernier.imagej1.OperatorSettings;
import vernier.imagej1.TestImages;
import vernier.imagej1.TestImages.Kind;
import vernier.operators.OperatorModels;

/** The command in a SciJava context without ImageJ2 and without windows. */
@ExtendWith(OperatorModels.class)
class LearnedOperatorCommandTest extends InSciJava {

	private static Module run(final Object... inputs) throws Exception {
		return run(LearnedOperatorCommand.class, inputs);
	}

	@Test
	void givesTheProcessedImage() throws Exception {
		final ImagePlus image = TestImages.of(Kind.HYPERSTACK);
		final Object[] before = TestImages.pixels(image);
		final Module module = run("image", image, "operator", "rof", "strength", 0.05, "model", "tiny-rof", "device", "CPU");
		final ImagePlus result = (ImagePlus) module.getOutput("result");
		assertThat(result.getTitle()).isEqualTo("blobs-rof");
		assertThat(result.getDimensions()).isEqualTo(image.getDimensions());
		assertThat(result.getProp("Vernier strength")).isEqualTo("0.05");
		assertThat(result.getProp("Vernier model")).isEqualTo("tiny-rof 1.0.0");
		assertThat(TestImages.pixels(image)).isEqualTo(before);
		assertThat(image.isLocked()).isFalse();
	}

	@Test
	void aScriptTakesDefaultsForWhatItOmits() throws Exception {
		new OperatorSettings("rof", "0.3", "Exact", "CPU", "Auto", "").remember();
		final ImagePlus result = (ImagePlus) run("image", TestImages.of(Kind.GRAY8), "mode", "Exact").getOutput("result");
		assertThat(result.getTitle()).isEqualTo("blobs-l0-smoothing");
		assertThat(result.getProp("Vernier strength")).isEqualTo("0.02");
		OperatorSettings.DEFAULTS.remember();
	}

	@Test
	void macroInputsAreAllGiven() {
		final LearnedOperatorCommand command = new LearnedOperatorCommand();
		context().inject(command);
		command.setInput("image", TestImages.of(Kind.GRAY8));
		command.resolveInput("image");
		assertThat(command.macroInputs("operator=rof strength=0.2")).containsOnlyKeys("operator", "strength", "mode", "device",
			"model", "map").containsEntry("operator", "rof").containsEntry("strength", "0.2").containsEntry("mode", "Auto");
	}

	@Test
	void nothingIsPersisted() {
		final List<String> persisted = new ArrayList<>();
		for (final ModuleItem<?> input : info(LearnedOperatorCommand.class).inputs())
			if (input.isPersisted() && !input.getType().getName().startsWith("org.scijava") && input.getType() != ImagePlus.class)
				persisted.add(input.getName());
		assertThat(persisted).isEmpty();
	}
}
