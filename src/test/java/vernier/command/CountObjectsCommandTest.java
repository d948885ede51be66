package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import vernier.imagej1.CountObjectsSettings;
import vernier.imagej1.TestImages;
import vernier.imagej1.TestImages.Kind;

/** The counting commands in a SciJava context without ImageJ2 and without windows. */
class CountObjectsCommandTest extends InSciJava {

	@Test
	void countsFromAScript() throws Exception {
		ResultsTable.getResultsTable().reset();
		final ImagePlus image = TestImages.of(Kind.GRAY8);
		final Module module = run(CountObjectsCommand.class, "image", image, "object_size", "4", "device", "CPU", "rois", "Image",
			"model", Path.of(getClass().getResource("/counting/models/count-tiny").toURI()).toString());
		final double count = (double) module.getOutput("count");
		assertThat(count).isGreaterThan(0).isEqualTo(ResultsTable.getResultsTable().getValue("count", 0));
		assertThat(((ImagePlus) module.getOutput("result")).getTitle()).isEqualTo("blobs-density");
		assertThat(image.isLocked()).isFalse();
		ResultsTable.getResultsTable().reset();
	}

	@Test
	void whatAMacroOmitsTakesItsDefault() {
		final Map<String, String> values = CountObjectsSettings.ofMacro("object_size=0.5um").values();
		assertThat(values).containsEntry("object_size", "0.5um").containsEntry("model", "Auto").containsEntry("method",
			"density").containsEntry("rois", "Auto");
	}
}
