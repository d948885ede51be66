package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PointRoi;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;

@Tag("display")
@ExtendWith({ TestModels.class, RunningImageJ.class })
class ScoreSpotsMacroTest {

	@TempDir
	private Path folder;

	@BeforeEach
	@AfterEach
	void clear() {
		ResultsTable.getResultsTable().reset();
		// the window is closed without a question only if the table is empty
		if (scores() != null)
			scores().reset();
		for (final String title : new String[] { "Results", ScoreSpotsTask.TABLE })
			if (WindowManager.getFrame(title) != null)
				WindowManager.getFrame(title).dispose();
	}

	private String file(final String name, final String content) throws IOException {
		return Files.writeString(folder.resolve(name), content).toString();
	}

	private static ResultsTable scores() {
		return ResultsTable.getResultsTable(ScoreSpotsTask.TABLE);
	}

	@Test
	void filesAreCompared() throws IOException {
		final StringBuilder truth = new StringBuilder("x_px,y_px\n");
		final StringBuilder found = new StringBuilder("x_px,y_px,intensity,precision_px\n");
		for (int i = 0; i < 40; i++) {
			truth.append(10 * i + 5).append(",20\n");
			found.append(10 * i + 5.3).append(",20.4,").append(100 + 100 * i).append(",0.3\n");
		}
		found.append("777,20,100,0.3\n");
		assertThat(RunningImageJ.macro("run('Score Spots...', 'truth=[" + file("t.csv", truth.toString()) + "] found=[" + file(
			"f.csv", found.toString()) + "]');")).isNull();
		assertThat(scores().getValue("F1", 0)).isCloseTo(80 / 81.0, within(1e-9));
		assertThat(scores().getValue("RMSE", 0)).isCloseTo(0.5, within(1e-9));
		assertThat(WindowManager.getImage(ScoreSpotsTask.PLOT)).isNotNull();
	}

	@Test
	void withoutAPairThereIsNoPlot() throws IOException {
		assertThat(RunningImageJ.macro("run('Score Spots...', 'truth=[" + file("t.csv", "x_px,y_px\n5,20\n") + "] found=[" + file(
			"f.csv", "x_px,y_px,intensity,precision_px\n50,20,100,0.3\n") + "]');")).isNull();
		assertThat(scores().getValue("F1", 0)).isZero();
		assertThat(WindowManager.getImage(ScoreSpotsTask.PLOT)).isNull();
	}

	@Test
	void taggedPointsAreComparedWithTheResults() {
		final ImagePlus image = new ImagePlus("beads", TestImages.beads());
		RunningImageJ.show(image);
		// a point's coordinates count from the centre of the first pixel; the second point has no spot
		image.setRoi(new PointRoi(new float[] { 12, 20, 35 }, new float[] { 20, 30, 11 }, 3));
		assertThat(RunningImageJ.macro("run('Localise Spots...', 'method=fit sigma=1.3');\n" +
			"run('Score Spots...', 'truth=Selection distance=1');\n" +
			"selectImage('beads'); run('Score Spots...', 'truth=Selection distance=2');")).isNull();
		assertThat(scores().size()).isEqualTo(2);
		assertThat(scores().getValue("recall", 0)).isCloseTo(2 / 3.0, within(1e-9));
		assertThat(scores().getValue("precision", 0)).isEqualTo(1);
		assertThat(scores().getValue("RMSE", 0)).isLessThan(0.05);
		assertThat(scores().getLabel(0)).isEqualTo("beads");
	}

	/** Each run finds most spots again: together they would make half of them false. */
	@Test
	void theLastOfSeveralRunsIsScored() {
		final ImagePlus image = new ImagePlus("beads", TestImages.beads());
		RunningImageJ.show(image);
		image.setRoi(new PointRoi(new float[] { 12, 35 }, new float[] { 20, 11 }, 2));
		assertThat(RunningImageJ.macro("run('Localise Spots...', 'method=LoG sigma=1.3');\n" +
			"run('Localise Spots...', 'method=fit sigma=1.3');\nrun('Score Spots...', 'truth=Selection');")).isNull();
		assertThat(scores().getValue("found", 0)).isEqualTo(2);
		assertThat(scores().getValue("precision", 0)).isEqualTo(1);
		assertThat(IJ.getLog()).contains("2 more spots of \"beads\" from earlier runs");
	}

	@Test
	void noSpotsAreAResult() {
		final ImagePlus image = new ImagePlus("blank", new FloatProcessor(64, 64));
		RunningImageJ.show(image);
		image.setRoi(new PointRoi(new float[] { 12, 35 }, new float[] { 20, 11 }, 2));
		assertThat(RunningImageJ.macro("run('Score Spots...', 'truth=Selection');")).contains("run Localise Spots... first");
		assertThat(RunningImageJ.macro("run('Localise Spots...', 'method=fit sigma=1.3');\n" +
			"run('Score Spots...', 'truth=Selection');")).isNull();
		assertThat(scores().getValue("true", 0)).isEqualTo(2);
		assertThat(scores().getValue("found", 0)).isZero();
		assertThat(scores().getValue("recall", 0)).isZero();
	}

	/** They would be found to be where they are, all of them. */
	@Test
	void foundSpotsAreNotTheTruth() {
		RunningImageJ.show(new ImagePlus("beads", TestImages.beads()));
		final String localise = "run('Localise Spots...', 'method=fit sigma=1.3');\n";
		assertThat(RunningImageJ.macro(localise + "run('Score Spots...');")).contains("There are no points");
		assertThat(RunningImageJ.macro("run('Score Spots...', 'truth=Overlay');")).contains("no tags in the overlay");
		assertThat(RunningImageJ.macro("makePoint(12, 20); run('Add Selection...');\n" + //
			"makePoint(20, 30); run('Add Selection...');\nrun('Select None'); run('Score Spots...');")).isNull();
		assertThat(scores().getValue("true", 0)).isEqualTo(2);
		assertThat(scores().getValue("recall", 0)).isEqualTo(0.5);
	}

	@Test
	void missingColumnsAreNamed() throws IOException {
		final String truth = file("t.csv", "a,b\n1,2\n");
		final String found = file("f.csv", "x_px,y_px\n1,2\n");
		assertThat(RunningImageJ.macro("run('Score Spots...', 'truth=[" + truth + "] found=[" + found + "]');")).contains("x_px")
			.contains("a, b");
		assertThat(RunningImageJ.macro("run('Score Spots...', 'truth=[" + found + "] found=[" + truth + "]');")).contains(
			"lacks the column(s) x_px, y_px");
		assertThat(RunningImageJ.macro("run('Score Spots...', 'truth=[" + found + "] found=[" + found + "] distance=0');"))
			.contains("distance is 0");
		final String far = file("far.csv", "x_px,y_px\n100,200\n");
		assertThat(RunningImageJ.macro("run('Score Spots...', 'truth=[" + found + "] found=[" + far + "]');")).isNull();
		assertThat(IJ.getLog()).contains("No spot is near a true one: see that both tables count in pixels");
	}

	@Test
	void withoutResultsItSaysSo() {
		RunningImageJ.show(new ImagePlus("beads", new FloatProcessor(5, 5)));
		assertThat(RunningImageJ.macro("run('Score Spots...');")).contains("There are no spots of \"beads\"");
	}
}
