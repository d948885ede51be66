package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.FloatProcessor;
import vernier.operators.OperatorModels;

@Tag("display")
@ExtendWith({ OperatorModels.class, RunningImageJ.class })
class LearnedOperatorMacroTest {

	private static final String BLOBS = "newImage('blobs.gif', '8-bit ramp', 24, 20, 1);\n";

	private static String titles() {
		return Arrays.stream(WindowManager.getImageTitles()).sorted().collect(Collectors.joining(", "));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theResultIsCurrentAndSelectable(final boolean batch) {
		assertThat(RunningImageJ.macro("setBatchMode(" + batch + ");\n" + BLOBS + """
			run('Learned Operator...', 'operator=l0-smoothing strength=0.02 mode=Exact');
			if (getTitle() != 'blobs-l0-smoothing') exit('current is ' + getTitle());
			if (Property.get('Vernier mode') != 'Exact') exit('mode is ' + Property.get('Vernier mode'));
			selectImage('blobs.gif');
			run('Learned Operator...', 'operator=rof model=tiny-rof device=CPU');
			if (getTitle() != 'blobs-rof') exit('current is ' + getTitle());
			selectImage('blobs-l0-smoothing');
			""")).isNull();
	}

	@Test
	void omittedOptionsAreDefaultsWhateverCameBefore() {
		new OperatorSettings("rof", "0.3", "Exact", "CPU", "Auto", "").remember();
		assertThat(RunningImageJ.macro(BLOBS + "run('Learned Operator...', 'operator=rof strength=0.2 mode=Exact');\n" +
			"close(); selectImage('blobs.gif');\nrun('Learned Operator...');")).isNull();
		assertThat(titles()).isEqualTo("blobs-l0-smoothing, blobs.gif");
		assertThat(WindowManager.getImage("blobs-l0-smoothing").getProp("Vernier strength")).isEqualTo("0.02");
		// nor is anything remembered of a macro
		assertThat(OperatorSettings.remembered().strength()).isEqualTo("0.3");
		OperatorSettings.DEFAULTS.remember();
	}

	@Test
	void anImageCanBeTheStrength() {
		final float[] strengths = new float[24 * 20];
		for (int i = 0; i < strengths.length; i++)
			strengths[i] = i % 24 < 12 ? 0.005f : 0.05f;
		RunningImageJ.show(new ImagePlus("map.tif", new FloatProcessor(24, 20, strengths)));
		assertThat(RunningImageJ.macro("newImage('blobs.gif', '8-bit black', 24, 20, 1);\n" + """
			run('Learned Operator...', 'operator=rof model=tiny-rof device=CPU map=map.tif');
			if (getPixel(5, 5) != 0 || getPixel(20, 5) != 44) exit('' + getPixel(5, 5) + ', ' + getPixel(20, 5));
			selectImage('blobs.gif');
			makeRectangle(10, 3, 8, 9);
			run('Learned Operator...', 'operator=rof model=tiny-rof device=CPU map=map.tif');
			if (getWidth() != 8) exit('width is ' + getWidth());
			if (getPixel(1, 5) != 0 || getPixel(2, 5) != 44) exit('' + getPixel(1, 5) + ', ' + getPixel(2, 5));
			""")).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "operator=l1 | There is no operator \"l1\"", "strength=7 | is out of range for L0",
		"strength=x | is not a number", "mode=quick | Unknown mode", "device=TPU | Unknown device",
		"stregth=1 | Unknown option \"stregth\"", "operator=nonlocal-dehazing | this one is gray: use an RGB image",
		"map=none | There is no open image titled \"none\"", "mode=Exact device=GPU | Exact operators run on the CPU only" })
	void badOptionsAbortWithOneSentence(final String options, final String message) {
		assertThat(RunningImageJ.macro(BLOBS + "run('Learned Operator...', '" + options + "');\nrename('went on');")).contains(
			message).doesNotContain("\n");
		assertThat(titles()).isEqualTo("blobs.gif");
	}

	@Test
	void noImageAbortsWithOneSentence() {
		assertThat(RunningImageJ.macro("run('Learned Operator...', 'operator=rof');")).isEqualTo(
			"There is no image open: open the image to process first.");
	}
}
