package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import vernier.imagej1.LocaliseSpotsSettings;
import vernier.imagej1.TestImages;
import vernier.imagej1.TestModels;

/** The command in a SciJava context without ImageJ2 and without windows. */
@ExtendWith(TestModels.class)
class LocaliseSpotsCommandTest extends InSciJava {

	private static Module run(final Object... inputs) throws Exception {
		return run(LocaliseSpotsCommand.class, inputs);
	}

	private static ImagePlus beads() {
		return new ImagePlus("beads.tif", TestImages.beads());
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
		new LocaliseSpotsSettings("LoG", "Auto", "Dark", "DAB", "9", "0.2", "9", "CPU", "2", "9", "1",
			"None", "Gaussian", "3", "None", "picasso").remember();
		final Module module = run("image", beads());
		assertThat(module.getOutput("spots")).isEqualTo(2);
		assertThat(module.getOutput("rendered")).isNull();
		assertThat(LocaliseSpotsSettings.remembered().sigma()).isEqualTo("9");
		LocaliseSpotsSettings.DEFAULTS.remember();
		ResultsTable.getResultsTable().reset();
	}
}
