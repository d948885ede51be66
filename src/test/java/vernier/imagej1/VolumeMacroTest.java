package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.TextField;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.Executer;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

@Tag("display")
@ExtendWith({ TestModels.class, RunningImageJ.class })
class VolumeMacroTest {

	private static final String HEAD = "newImage('head.tif', '16-bit ramp', 24, 20, 6);\n" +
		"run('Properties...', 'channels=1 slices=6 frames=1 unit=mm pixel_width=0.8 pixel_height=0.8 voxel_depth=2');\n";
	private static final String RUN = "run('Volume Super-Resolution...', 'device=CPU');\n";

	private static String titles() {
		return Arrays.stream(WindowManager.getImageTitles()).sorted().collect(Collectors.joining(", "));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theResultIsCurrentAndCalibrated(final boolean batch) {
		assertThat(RunningImageJ.macro("setBatchMode(" + batch + ");\n" + HEAD + RUN + """
			if (getTitle() != 'head-iso0.8') exit('current is ' + getTitle());
			if (nSlices != 15) exit('slices: ' + nSlices);
			getVoxelSize(w, h, d, unit);
			if (abs(d - 0.8) > 1e-9 || unit != 'mm') exit('depth ' + d + ' ' + unit);
			selectImage('head.tif');
			if (nSlices != 6) exit('the input has changed');
			selectImage('head-iso0.8');
			""")).isNull();
	}

	@Test
	void hyperstacksAndSelections() {
		final ImagePlus result = RunningImageJ.inThread("Test_Macro$", () -> {
			assertThat(RunningImageJ.macro("newImage('four.tif', '32-bit grayscale-mode', 30, 20, 2, 5, 3);\n" +
				"setVoxelSize(1, 1, 3, 'mm');\nmakeRectangle(4, 3, 16, 12);\n" +
				"run('Volume Super-Resolution...', 'spacing=1x1x1.5 thickness=3 device=CPU consistency=true');")).isNull();
			return WindowManager.getImage("four-1x1x1.5");
		});
		assertThat(result.getDimensions()).containsExactly(16, 12, 2, 10, 3);
		assertThat(result.getCalibration().pixelDepth).isCloseTo(1.5, within(1e-9));
		assertThat(result.getCalibration().xOrigin).isEqualTo(-4);
		assertThat(result.getProp("Vernier model")).startsWith("mri-through-plane");
		assertThat(result.getProp("Vernier slice thickness")).isEqualTo("3");
	}

	@Test
	void theVoxelSizeCanBeStated() {
		assertThat(RunningImageJ.macro("newImage('plain', '8-bit ramp', 24, 20, 6);\n" +
			"run('Volume Super-Resolution...', 'voxel=0.5x0.5x1 device=CPU');\ngetVoxelSize(w, h, d, unit);\n" +
			"if (d != 0.5 || nSlices != 12) exit('depth ' + d);")).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "spacing=0 | must be above 0", "spacing=-1 | must be above 0",
		"spacing=5 | not finer", "spacing=fine | neither one number nor three", "thickness=0 | no positive number",
		"thickness=thick | no positive number", "model=nothing | There is no model", "device=TPU | Unknown device",
		"voxel=0 | must be above 0", "voxel=1x1x1 | isotropic already", "spaccing=1 | Unknown option" })
	void badOptionsAbortWithOneSentence(final String options, final String message) {
		assertThat(RunningImageJ.macro(HEAD + "run('Volume Super-Resolution...', '" + options + "');\nrename('went on');"))
			.contains(message).doesNotContain("\n");
		assertThat(titles()).isEqualTo("head.tif");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "newImage('a', '8-bit ramp', 24, 20, 6); | has no voxel size",
		"newImage('a', '8-bit ramp', 24, 20, 1); setVoxelSize(1, 1, 3, 'mm'); | one slice",
		"newImage('a', 'RGB ramp', 24, 20, 6); setVoxelSize(1, 1, 3, 'mm'); | colour",
		"newImage('a', '8-bit ramp', 24, 20, 6); setVoxelSize(1, 1, 1, 'mm'); | isotropic already" })
	void badImagesAbortWithOneSentence(final String image, final String message) {
		assertThat(RunningImageJ.macro(image + "\n" + RUN + "rename('went on');")).contains(message);
		assertThat(titles()).isEqualTo("a");
	}

	@Test
	void noImageAbortsWithOneSentence() {
		assertThat(RunningImageJ.macro(RUN)).isEqualTo("There is no image open: open the stack to refine first.");
	}

	private static String texts(final Container container) {
		return Arrays.stream(container.getComponents()).map(component -> component instanceof Label label ? label.getText()
			: component instanceof Container inner ? texts(inner) : "").filter(text -> !text.isEmpty()).collect(Collectors.joining(
				" "));
	}

	@Test
	void theDialogSaysUnitsAndWhatIsWrong() throws Exception {
		VolumeSettings.DEFAULTS.remember(null);
		assertThat(RunningImageJ.macro(HEAD)).isNull();
		new Executer(VolumeSettings.COMMAND, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		assertThat(texts(dialog)).contains("Voxel size (mm):", "Spacing (mm):", "Slice thickness (mm):",
			"Result: 24 x 20 x 15 voxels");
		for (final String wrong : new String[] { "5", "fine" }) {
			EventQueue.invokeAndWait(() -> ((TextField) dialog.getStringFields().get(1)).setText(wrong));
			RunningImageJ.await(() -> texts(dialog).contains(wrong.equals("5") ? "not finer" : "neither one number nor three")
				? true : null);
		}
		RunningImageJ.dismiss(dialog);
	}

	private static String field(final GenericDialog dialog, final int index) {
		return ((TextField) dialog.getStringFields().get(index)).getText();
	}

	/** Of others it may be in another unit, or coarser than they are. */
	@Test
	void aSpacingIsRememberedForVoxelsLikeThoseItWasChosenFor() throws Exception {
		assertThat(RunningImageJ.macro(HEAD)).isNull();
		final ImagePlus head = WindowManager.getCurrentImage();
		new VolumeSettings("1", "1.5", "Auto", "Auto", "CPU", false, true).remember(head);
		new Executer(VolumeSettings.COMMAND, null);
		final GenericDialog same = RunningImageJ.dialog();
		assertThat(field(same, 1) + " " + field(same, 2)).isEqualTo("1 1.5");
		assertThat(texts(same)).contains("voxels, coarser along x and y");
		// as Help names it
		EventQueue.invokeAndWait(() -> ((TextField) same.getStringFields().get(0)).setText("Auto"));
		RunningImageJ.awaitOk(same, true);
		RunningImageJ.dismiss(same);
		RunningImageJ.await(() -> RunningImageJ.dialogs().isEmpty() ? true : null);
		head.getCalibration().setUnit("um");
		new Executer(VolumeSettings.COMMAND, null);
		final GenericDialog other = RunningImageJ.dialog();
		assertThat(field(other, 1) + " " + field(other, 2)).isEqualTo("isotropic Auto");
		RunningImageJ.dismiss(other);
		VolumeSettings.DEFAULTS.remember(null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "newImage('a', '8-bit ramp', 24, 20, 6); | has no voxel size",
		"newImage('a', '8-bit ramp', 24, 20, 6); setVoxelSize(1, 1, 1, 'mm'); | isotropic already",
		"newImage('a', '8-bit ramp', 24, 20, 1); setVoxelSize(1, 1, 3, 'mm'); | one slice",
		"newImage('a', 'RGB ramp', 24, 20, 6); setVoxelSize(1, 1, 3, 'mm'); | colour" })
	void theDialogOpensWithoutOkWhereTheImageWillNotDo(final String image, final String message) throws Exception {
		VolumeSettings.DEFAULTS.remember(null);
		assertThat(RunningImageJ.macro(image)).isNull();
		new Executer(VolumeSettings.COMMAND, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		RunningImageJ.awaitOk(dialog, false);
		assertThat(texts(dialog)).contains(message);
		if (message.startsWith("isotropic")) {
			EventQueue.invokeAndWait(() -> ((TextField) dialog.getStringFields().get(1)).setText("0.5"));
			RunningImageJ.awaitOk(dialog, true);
			EventQueue.invokeAndWait(() -> ((TextField) dialog.getStringFields().get(2)).setText("thick"));
			RunningImageJ.awaitOk(dialog, false);
		}
		RunningImageJ.dismiss(dialog);
	}

	@Test
	void aLongNoticeIsBrokenBetweenWords() {
		final String[] lines = Notice.lines("The voxels are isotropic already (1 x 1 x 1): give the spacing that you want, " +
			"such as 0.5.");
		assertThat(lines).containsExactly("The voxels are isotropic already (1 x 1 x 1): give the",
			"spacing that you want, such as 0.5.", "");
		assertThat(Notice.lines("word ".repeat(60))[2]).endsWith("word ...");
	}

	@Test
	void whatIsRecordedGivesTheSame() {
		final Recorder recorder = RunningImageJ.inThread("Test", () -> new Recorder());
		try {
			final VolumeSettings settings = new VolumeSettings("0.8 x 0.8 x 1", "2", "Auto", "Auto", "CPU", true, false);
			settings.record();
			final String line = recorder.getText().lines().filter(text -> text.contains("Volume")).findFirst().orElseThrow();
			assertThat(line).isEqualTo("run(\"Volume Super-Resolution...\", \"spacing=0.8x0.8x1 thickness=2 model=Auto device=CPU " +
				"inplane consistency=false\");");
			final VolumeSettings replayed = VolumeSettings.ofMacro(line.replaceAll("^[^,]*, \"|\"\\);$", ""));
			assertThat(replayed).isEqualTo(new VolumeSettings("0.8x0.8x1", "2", "Auto", "Auto", "CPU", true, false));
		}
		finally {
			recorder.close();
		}
	}
}
