package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import vernier.imagej1.LocaliseSpotsSettings;
import vernier.imagej1.TestModels;

/** The command in a SciJava context without ImageJ2 and without windows. */
@ExtendWith(TestModels.class)
class LocaliseSpotsCommandTest extends InSciJava {

	private static Module run(final Object... inputs) throws Exception {
		return run(LocaliseSpotsCommand.class, inputs);
	}

	/** Two single bright pixels, blurred. */
	private static ImagePlus beads() {
		final FloatProcessor plane = new FloatProcessor(50, 40);
		plane.setf(12, 20, 5000);
		plane.setf(35, 11, 5000);
		plane.blurGaussian(1.3);
		final Random random = new Random(1);
		for (int i = 0; i < 50 * 40; i++)
			plane.setf(i, plane.getf(i) + (float) random.nextGaussian());
		return new ImagePlus("beads.tif", plane);
	}

	@Test
	void givesTheNumberOfSpotsAndTheRendering() throws Exception {
		ResultsTable.getResultsTable().reset();
		final ImagePlus image = beads();
		final Module module = run("image", image, "method", "fit", "rendering", "Gaussian", "magnification", "4");
		assertThat(module.getOutput("spots")).isEqualTo(2);
		final ImagePlus rendered = (ImagePlus) module.getOutput("rendered");
		assertThat(rendered.getTitle()).isEqualTo("beads-rendered");
		assertThat(rendered.getWidth()).isEqualTo(200);
		assertThat(ResultsTable.getResultsTable().size()).isEqualTo(2);
		assertThat(image.getOverlay().size()).isEqualTo(1);
		assertThat(image.isLocked()).isFalse();
		ResultsTable.getResultsTable().reset();
	}

	@Test
	void aScriptTakesDefaultsForWhatItOmits() throws Exception {
		new LocaliseSpotsSettings("LoG", "Auto", "Dark", "9", "0.2", "9", "CPU", "2", "9", "1", "None", "Gaussian", "3", "None",
			"picasso").remember();
		final Module module = run("image", beads());
		assertThat(module.getOutput("spots")).isEqualTo(2);
		assertThat(module.getOutput("rendered")).isNull();
		assertThat(LocaliseSpotsSettings.remembered().sigma()).isEqualTo("9");
		LocaliseSpotsSettings.DEFAULTS.remember();
		ResultsTable.getResultsTable().reset();
	}
}
