package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.Executer;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import vernier.image.Affine;
import vernier.image.ImageDocument;
import vernier.image.Orientation;
import vernier.image.WorldStacks;
import vernier.model.ModelCatalog;
import vernier.superres.volume.VolumeOptions;

/** Fuse Stacks, Open Volume and Save Volume in macros of a real ImageJ. */
@Tag("display")
@ExtendWith({ TestModels.class, RunningImageJ.class })
class FusionMacroTest {

	private static final Affine GRID = Affine.of(1, 0, 0, 10, 0, 1, 0, -20, 0, 0, 1, 30);

	@TempDir
	private Path folder;
	private String open;

	@BeforeEach
	void stacks() throws IOException {
		WorldStacks.write(folder.resolve("axial.nii"), 2, 1);
		WorldStacks.write(folder.resolve("coronal.nii"), 1, 2);
		WorldStacks.write(folder.resolve("sagittal.nii"), 0, 0.5);
		open = open("axial.nii") + open("coronal.nii");
	}

	private String open(final String name) {
		return "run('Open Volume...', 'path=[" + folder.resolve(name) + "]');\n";
	}

	private static String titles() {
		return Arrays.stream(WindowManager.getImageTitles()).sorted().collect(Collectors.joining(", "));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theResultIsCurrentAndLiesWhereTheFirstStackDoes(final boolean batch) {
		final Path saved = folder.resolve("fused.nii.gz");
		assertThat(RunningImageJ.macro("setBatchMode(" + batch + ");\n" + open +
			"run('Fuse Stacks...', 'stack1=axial.nii stack2=coronal.nii device=CPU');\n" +
			"if (getTitle() != 'axial-fused') exit('current is ' + getTitle());\n" +
			"if (nSlices != 30) exit('slices: ' + nSlices);\n" +
			"if (indexOf(Property.get('Vernier fusion'), '2 stacks') < 0) exit('no provenance');\n" +
			"run('Save Volume...', 'path=[" + saved + "]');\n" +
			"selectImage('axial.nii');\nif (nSlices != 10) exit('the input has changed');\n" +
			"selectImage('axial-fused');")).isNull();
		final ImageDocument fused = ImageDocument.open(saved);
		assertThat(fused.orientation().affine()).contains(GRID);
		assertThat(WorldStacks.error(fused)).isLessThan(45);
	}

	@Test
	void theStartIsThatOfTheShell() {
		final VolumeOptions options = FusionSettings.DEFAULTS.options(ModelCatalog.standard(), line -> {});
		assertThat(options.consistent()).isEqualTo(VolumeOptions.defaults().consistent());
		assertThat(options.inPlane()).isEqualTo(VolumeOptions.defaults().inPlane());
	}

	@Test
	void theCurrentImageStandsFirstAndFilesCanBeNamed() {
		assertThat(RunningImageJ.macro(open("sagittal.nii") + "run('Fuse Stacks...', 'stack2=[" + folder.resolve("axial.nii") +
			"] stack3=[" + folder.resolve("coronal.nii") + "] device=CPU');\n" +
			"if (getTitle() != 'sagittal-fused') exit('current is ' + getTitle());\n" +
			"if (Property.get('Vernier alignment of axial.nii') == '') exit('not aligned');")).isNull();
		assertThat(titles()).isEqualTo("sagittal-fused, sagittal.nii");
	}

	@Test
	void aSelectionIsFusedAlone() {
		final ImagePlus fused = RunningImageJ.inThread("Test_Macro$", () -> {
			assertThat(RunningImageJ.macro(open + "selectImage('axial.nii');\nmakeRectangle(4, 6, 20, 18);\n" +
				"run('Fuse Stacks...', 'stack2=coronal.nii device=CPU');")).isNull();
			return WindowManager.getImage("axial-fused");
		});
		assertThat(fused.getDimensions()).containsExactly(20, 18, 1, 30, 1);
		assertThat(Orientation.of(fused).affine()).contains(Affine.of(1, 0, 0, 14, 0, 1, 0, -14, 0, 0, 1, 30));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "stack1=axial.nii | There is one stack", "device=CPU | There is no stack",
		"stack1=axial.nii stack2=nothing.nii | no open image and no file",
		"stack1=axial.nii stack2=axial.nii | \"axial.nii\" is given twice", "stack2=axial.nii | \"axial.nii\" is given twice",
		"stack2=coronal.nii stack3=coronal.nii | \"coronal.nii\" is given twice", "stack1=axial.nii stack2= | has no value",
		"stack1=axial.nii stack7=coronal.nii | Unknown option", "stack2=coronal.nii spacing=0 | must be above 0",
		"stack1=axial.nii stack2=coronal.nii device=TPU | Unknown device",
		"stack1=axial.nii stack2=coronal.nii thickness=thin | no positive number",
		"stack1=axial.nii stack2=coronal.nii model=none | There is no model" })
	void badOptionsAbortWithOneSentence(final String options, final String message) {
		assertThat(RunningImageJ.macro(open + "selectImage('axial.nii');\nrun('Fuse Stacks...', '" + options +
			"');\nrename('went on');")).contains(message).doesNotContain("\n");
		assertThat(titles()).isEqualTo("axial.nii, coronal.nii");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"newImage('b', '8-bit ramp', 30, 30, 10); setVoxelSize(1, 1, 3, 'mm'); | does not say where it lies",
		"newImage('b', '8-bit ramp', 30, 30, 10); rename('axial.nii'); | There are 2 open images with the title",
		"newImage('b', '32-bit grayscale-mode', 30, 30, 2, 5, 1); setVoxelSize(1, 1, 3, 'mm'); | does not say where it lies",
		"selectImage('coronal.nii'); run('Duplicate...', 'title=b duplicate range=1-5'); | does not say where it lies" })
	void badImagesAbortWithOneSentence(final String image, final String message) {
		assertThat(RunningImageJ.macro(open + image + "\nrun('Fuse Stacks...', 'stack1=axial.nii stack2=b');")).contains(message)
			.doesNotContain("\n");
	}

	@Test
	void aFileIsNotFusedWithItself() {
		final Path file = folder.resolve("sagittal.nii");
		assertThat(RunningImageJ.macro(open + "run('Fuse Stacks...', 'stack2=[" + file + "] stack3=[" + folder.resolve(
			"./sagittal.nii") + "]');")).contains("\"sagittal.nii\" is given twice");
	}

	@Test
	void stacksThatDoNotOverlapAreNamed() throws IOException {
		final double[] rows = WorldStacks.affine(1).toArray();
		rows[7] += 500;
		WorldStacks.write(folder.resolve("far.nii"), Affine.of(rows), 1, 1, 1, 1);
		assertThat(RunningImageJ.macro(open + open("far.nii") +
			"run('Fuse Stacks...', 'stack1=axial.nii stack2=far.nii device=CPU');")).contains(
				"\"far.nii\" does not overlap \"axial.nii\"");
		assertThat(titles()).isEqualTo("axial.nii, coronal.nii, far.nii");
	}

	@Test
	void theDialogOpensWithoutOkWhereStacksDoNotSayWhereTheyLie() throws Exception {
		FusionSettings.DEFAULTS.remember(null);
		assertThat(RunningImageJ.macro("newImage('a', '8-bit ramp', 30, 30, 10);\nnewImage('b', '8-bit ramp', 30, 30, 10);"))
			.isNull();
		new Executer(FusionSettings.COMMAND, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		RunningImageJ.awaitOk(dialog, false);
		RunningImageJ.dismiss(dialog);
		RunningImageJ.await(() -> RunningImageJ.dialogs().isEmpty() ? true : null);
		assertThat(RunningImageJ.macro("close('*');\n" + open)).isNull();
		new Executer(FusionSettings.COMMAND, null);
		final GenericDialog right = RunningImageJ.dialog();
		RunningImageJ.awaitOk(right, true);
		RunningImageJ.dismiss(right);
	}

	@Test
	void twoStacksOfOneTitleAreToBeRenamed() {
		assertThat(RunningImageJ.macro("newImage('a', '8-bit ramp', 30, 30, 10);\nnewImage('a', '8-bit ramp', 30, 30, 10);"))
			.isNull();
		assertThatThrownBy(() -> FusionDialog.ask(ModelCatalog.standard())).hasMessageContaining(
			"2 open images with the title \"a\": rename them");
	}

	@Test
	void whatIsRecordedGivesTheSame() {
		final Recorder recorder = RunningImageJ.inThread("Test", () -> new Recorder());
		try {
			final FusionSettings settings = new FusionSettings(List.of("a b.nii", "c.nii"), false, "0.8 x 0.8 x 1", "2", "Auto",
				"CPU");
			settings.record();
			final String line = recorder.getText().lines().filter(text -> text.contains("Fuse")).findFirst().orElseThrow();
			assertThat(line).isEqualTo("run(\"Fuse Stacks...\", \"stack1=[a b.nii] stack2=c.nii align=false spacing=0.8x0.8x1 " +
				"thickness=2 model=Auto device=CPU\");");
			assertThat(FusionSettings.ofMacro(line.replaceAll("^[^,]*, \"|\"\\);$", ""))).isEqualTo(new FusionSettings(List.of(
				"a b.nii", "c.nii"), false, "0.8x0.8x1", "2", "Auto", "CPU"));
		}
		finally {
			recorder.close();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "run('Open Volume...', 'path=/no/such/head.nii'); | There is no file",
		"run('Open Volume...'); | There is no path", "run('Save Volume...', 'path=/tmp/a.nii'); | There is no image open",
		"newImage('a', '8-bit ramp', 9, 9, 3); run('Save Volume...', 'path=/no/such/folder/a.nii'); | folder",
		"newImage('a', '8-bit ramp', 9, 9, 3); run('Save Volume...', 'path=/tmp/a.xyz'); | in which format" })
	void openAndSaveSayWhatIsWrong(final String macro, final String message) {
		assertThat(RunningImageJ.macro(macro)).contains(message).doesNotContain("\n");
	}
}
