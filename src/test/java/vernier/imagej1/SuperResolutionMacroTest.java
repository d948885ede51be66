package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Dialog;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import vernier.imagej1.TestImages.Kind;

@Tag("display")
@ExtendWith({ TestModels.class, RunningImageJ.class })
class SuperResolutionMacroTest {

	private static final String BLOBS = "newImage('blobs.gif', '8-bit ramp', 24, 20, 1);\n";
	private static final String RUN = "run('Super-Resolution...', 'model=tiny-x2 device=CPU');\n";

	private static String titles() {
		return Arrays.stream(WindowManager.getImageTitles()).sorted().collect(Collectors.joining(", "));
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void aMacroLineEnlargesEveryKind(final Kind kind) {
		RunningImageJ.show(TestImages.of(kind));
		assertThat(RunningImageJ.macro(RUN)).isNull();
		final ImagePlus result = WindowManager.getImage("blobs-x2");
		assertThat(result.getWidth()).isEqualTo(48);
		assertThat(result.isVisible()).isTrue();
		assertThat(WindowManager.getImage("blobs.gif").isLocked()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theResultIsCurrentAndSelectable(final boolean batch) {
		assertThat(RunningImageJ.macro("setBatchMode(" + batch + ");\n" + BLOBS + RUN + """
			if (getTitle() != 'blobs-x2') exit('current is ' + getTitle());
			if (getWidth() != 48) exit('width is ' + getWidth());
			selectImage('blobs.gif');
			if (getWidth() != 24) exit('width is ' + getWidth());
			selectImage('blobs-x2');
			if (getTitle() != 'blobs-x2') exit('current is ' + getTitle());
			run('Duplicate...', 'title=copy');
			if (getWidth() != 48) exit('width of the copy is ' + getWidth());
			""")).isNull();
	}

	@Test
	void theEnlargedImageIsCurrentAndNotItsResidual() {
		assertThat(RunningImageJ.macro(BLOBS + "run('Super-Resolution...', 'model=tiny-x2 device=CPU residual');\n" +
			"if (getTitle() != 'blobs-x2') exit('current is ' + getTitle());")).isNull();
		assertThat(titles()).isEqualTo("blobs-x2, blobs-x2-residual, blobs.gif");
	}

	/** Else a macro that selects its result by the title would get that of an earlier run. */
	@Test
	void aSecondResultHasATitleOfItsOwn() {
		final String run = "run('Super-Resolution...', 'model=tiny-x2 device=CPU');\n";
		assertThat(RunningImageJ.macro(BLOBS + run + "selectImage('blobs.gif');\n" + run +
			"if (getTitle() != 'blobs-x2-1') exit('current is ' + getTitle());")).isNull();
		assertThat(titles()).isEqualTo("blobs-x2, blobs-x2-1, blobs.gif");
	}

	@Test
	void omittedOptionsAreDefaultsWhateverCameBefore() {
		new SuperResolutionSettings("tiny-x3", "3", "CPU", true, true).remember();
		assertThat(RunningImageJ.macro(BLOBS +
			"run('Super-Resolution...', 'model=tiny-x2 scale=4 device=CPU consistency residual');\n" +
			"close('*x4*'); selectImage('blobs.gif');\n" + //
			"run('Super-Resolution...', 'device=CPU');")).isNull();
		assertThat(titles()).isEqualTo("blobs-x2, blobs.gif");
		final ImagePlus result = WindowManager.getImage("blobs-x2");
		assertThat(result.getProp("Vernier consistency")).isEqualTo("off");
		assertThat(result.getProp("Vernier model")).doesNotContain("tiny-x3");
		// nor is anything remembered of a macro
		assertThat(SuperResolutionSettings.remembered().scale()).isEqualTo("3");
	}

	@Test
	void noOptionsAtAllShowNoDialog() {
		assertThat(RunningImageJ.macro(BLOBS + "run('Super-Resolution...');")).isNull();
		assertThat(titles()).isEqualTo("blobs-x2, blobs.gif");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "scale=abc | Scale \"abc\" is not a number",
		"scale=9 | Scale 9 is outside 1.1 to 8", "scale=1,5 | has a comma", "model=nothing | There is no model \"nothing\"",
		"device=TPU | Unknown device \"TPU\": use Auto, CPU or GPU.", "scael=2 | Unknown option \"scael\"",
		"model=tiny-x2 scale=2 scale=3 | given twice" })
	void badOptionsAbortWithOneSentence(final String options, final String message) {
		assertThat(RunningImageJ.macro(BLOBS + "run('Super-Resolution...', '" + options + "');\nrename('went on');"))
			.contains(message).doesNotContain("\n");
		assertThat(titles()).isEqualTo("blobs.gif");
	}

	@Test
	void noImageAbortsWithOneSentence() {
		assertThat(RunningImageJ.macro(RUN)).isEqualTo("There is no image open: open the image to enlarge first.");
	}

	@Test
	void inAWindowedMacroADialogSaysIt() {
		final CompletableFuture<String> done = CompletableFuture.supplyAsync(() -> RunningImageJ.inThread("Test_Macro$",
			() -> IJ.runMacro(BLOBS + "run('Super-Resolution...', 'scale=9');\nrename('went on');")));
		final Dialog dialog = RunningImageJ.await(() -> RunningImageJ.dialogs().stream().findFirst().orElse(null));
		assertThat(dialog.getTitle()).isEqualTo("Macro Error");
		RunningImageJ.dismiss(dialog);
		done.join();
		assertThat(titles()).isEqualTo("blobs.gif");
	}

	@Test
	void escapeLeavesNoResultAndEndsTheMacro() {
		final ImagePlus image = IJ.createImage("large", "32-bit ramp", 1500, 1500, 12);
		RunningImageJ.show(image);
		final CompletableFuture<String> done = CompletableFuture.supplyAsync(() -> RunningImageJ.macro(RUN +
			"rename('went on');"));
		RunningImageJ.await(() -> image.isLocked() ? true : null);
		final ImageJ window = IJ.getInstance();
		window.keyPressed(new KeyEvent(window, KeyEvent.KEY_PRESSED, 0, 0, KeyEvent.VK_ESCAPE, KeyEvent.CHAR_UNDEFINED));
		done.join();
		assertThat(titles()).isEqualTo("large");
		assertThat(image.isLocked()).isFalse();
		assertThat(Interpreter.getInstance()).isNull();
	}

	@Test
	void twoAtOnce() {
		final ImagePlus first = TestImages.of(Kind.HYPERSTACK);
		final ImagePlus second = TestImages.of(Kind.RGB);
		second.setTitle("second.tif");
		RunningImageJ.show(first);
		RunningImageJ.show(second);
		final CompletableFuture<Void> both = CompletableFuture.allOf(plugin(first), plugin(second));
		both.join();
		assertThat(titles()).isEqualTo("blobs-x2, blobs.gif, second-x2, second.tif");
	}

	/** As a script's IJ.run on a thread of its own; Macro.setOptions is what IJ.run does for its thread. */
	private static CompletableFuture<Void> plugin(final ImagePlus image) {
		return CompletableFuture.runAsync(() -> RunningImageJ.inThread("Run$_" + image.getTitle(), () -> {
			ij.Macro.setOptions("model=tiny-x2 device=CPU");
			WindowManager.setTempCurrentImage(image);
			new SuperResolution_().run("");
			return null;
		}));
	}

	@Test
	void verifyModelsShowsATable() {
		assertThat(RunningImageJ.macro("run('Verify Models', 'device=CPU');\n" + //
			"Table.rename('Vernier models', 'seen');")).isNull();
		assertThat(WindowManager.getFrame("seen")).isNotNull();
		WindowManager.getFrame("seen").dispose();
	}
}
