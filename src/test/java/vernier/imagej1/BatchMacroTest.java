package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.AWTKeyStroke;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.TextArea;
import java.awt.TextField;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.KeyListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import ij.Executer;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.gui.NewImage;
import ij.macro.Interpreter;
import vernier.image.CsvTable;
import vernier.image.ImageFiles;

/** Batches from the macro language, in a real ImageJ; the example macros on folders of NIfTI and of TIFF files. */
@Tag("display")
@ExtendWith({ TestModels.class, RunningImageJ.class })
class BatchMacroTest {

	@TempDir
	private Path folder;

	private static String slashes(final Path path) {
		return path.toString().replace('\\', '/');
	}

	private Path noise(final String name, final int width, final int height, final int slices) throws IOException {
		final Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		final ImagePlus image = NewImage.createImage("noise", width, height, slices, 16, NewImage.FILL_RAMP);
		image.getCalibration().pixelWidth = 1;
		image.getCalibration().pixelHeight = 1;
		image.getCalibration().pixelDepth = 3;
		image.getCalibration().setUnit("mm");
		image.setDimensions(1, slices, 1);
		ImageFiles.save(image, file);
		return file;
	}

	private String line(final String more) {
		return "run(\"Vernier Batch...\", \"input=[" + slashes(folder.resolve("in")) + "] output=[" + slashes(folder.resolve(
			"out")) + "] " + more + "\");";
	}

	@Test
	void aFolderIsProcessedInALoopOfAMacro() throws IOException {
		noise("in/a.tif", 14, 12, 2);
		noise("in/sub/b.tif", 14, 12, 1);
		Files.writeString(folder.resolve("in/c.tif"), "no image");
		final String code = "for (i = 0; i < 2; i++) " + line("steps=[super-resolve model=tiny-x2 scale=2] glob=**/*.tif") +
			"print(Table.size('Vernier batch') + ' ' + Table.getString('Status', 0, 'Vernier batch') + ' ' + " +
			"Table.getString('Status', 1, 'Vernier batch'));";
		assertThat(RunningImageJ.macro(code)).isNull();
		assertThat(ij.IJ.getLog()).contains("3 skipped failed").contains("c.tif: FAILED");
		assertThat(ImageFiles.open(folder.resolve("out/sub/b.tif")).getWidth()).isEqualTo(28);
		assertThat(ImageFiles.open(folder.resolve("out/a.tif")).getProp("Vernier model")).startsWith("tiny-x2");
	}

	@Test
	void wrongInputAbortsTheMacroWithOneSentence() throws IOException {
		noise("in/a.tif", 14, 12, 1);
		assertThat(RunningImageJ.macro(line(""))).contains("nothing to do");
		assertThat(RunningImageJ.macro(line("steps=[enlarge scale=2]"))).contains("There is no step");
		assertThat(RunningImageJ.macro(line("steps=[super-resolve] job=3"))).contains("Unknown option");
		assertThat(RunningImageJ.macro(line("steps=[super-resolve] jobs=many"))).contains("no number");
		assertThat(RunningImageJ.macro(line("steps=[super-resolve] format=gif"))).contains("gif");
		assertThat(RunningImageJ.macro("run(\"Vernier Batch...\", \"steps=[super-resolve]\");")).contains("no input folder");
		assertThat(folder.resolve("out")).doesNotExist();
	}

	private static void press(final Component component, final int key) {
		final KeyEvent event = new KeyEvent(component, KeyEvent.KEY_PRESSED, 0, 0, key, KeyEvent.CHAR_UNDEFINED);
		for (final KeyListener listener : component.getKeyListeners())
			listener.keyPressed(event);
	}

	@Test
	void theKeyboardLeavesTheSteps() throws Exception {
		new BatchSettings(Files.createDirectory(folder.resolve("empty")).toString(), folder.resolve("results").toString(),
			"super-resolve", "", "Auto", "3").remember();
		for (final boolean confirmed : new boolean[] { false, true }) {
			new Executer(BatchSettings.COMMAND, null);
			final GenericDialog dialog = RunningImageJ.dialog();
			RunningImageJ.awaitOk(dialog, true);
			final TextArea steps = dialog.getTextArea1();
			assertThat(steps.getFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS)).contains(AWTKeyStroke
				.getAWTKeyStroke(KeyEvent.VK_TAB, 0));
			assertThat(steps.getFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS)).contains(AWTKeyStroke
				.getAWTKeyStroke(KeyEvent.VK_TAB, InputEvent.SHIFT_DOWN_MASK));
			EventQueue.invokeAndWait(() -> {
				// a new line, nothing else
				press(steps, KeyEvent.VK_ENTER);
				assertThat(dialog.isShowing()).isTrue();
				if (confirmed)
					press((Component) dialog.getStringFields().get(2), KeyEvent.VK_ENTER);
				else
					press(steps, KeyEvent.VK_ESCAPE);
			});
			assertThat(dialog.isShowing()).isFalse();
			assertThat(dialog.wasOKed()).isEqualTo(confirmed);
			assertThat(dialog.wasCanceled()).isNotEqualTo(confirmed);
		}
		// there is no image in the folder, which is said
		RunningImageJ.dismiss(RunningImageJ.await(() -> RunningImageJ.dialogs().stream().findFirst().orElse(null)));
	}

	@Test
	void okWaitsForFoldersAndSteps() throws Exception {
		new BatchSettings(folder.resolve("missing").toString(), folder.resolve("results").toString(), "super-resolve scale=2", "",
			"Auto", "3").remember();
		new Executer(BatchSettings.COMMAND, null);
		final GenericDialog dialog = RunningImageJ.dialog();
		RunningImageJ.awaitOk(dialog, false);
		assertThat(RunningImageJ.notice(dialog)).contains("There is no folder");
		final TextField input = (TextField) dialog.getStringFields().get(0);
		EventQueue.invokeAndWait(() -> {
			press(input, KeyEvent.VK_ENTER);
			input.setText(folder.toString());
			((TextField) dialog.getStringFields().get(1)).setText(folder.resolveSibling("results").toString());
		});
		RunningImageJ.awaitOk(dialog, true);
		assertThat(RunningImageJ.notice(dialog)).contains("All images of").contains("super-resolve scale=2");
		EventQueue.invokeAndWait(() -> dialog.getTextArea1().setText("sharpen"));
		RunningImageJ.awaitOk(dialog, false);
		assertThat(RunningImageJ.notice(dialog)).contains("There is no step \"sharpen\"");
		RunningImageJ.dismiss(dialog);
	}

	private void example(final String macro) throws IOException {
		final String code = Files.readString(Path.of("macros").resolve(macro));
		final String error = RunningImageJ.inThread("Example_Macro$", () -> {
			final Interpreter interpreter = new Interpreter();
			interpreter.setIgnoreErrors(true);
			interpreter.run(code, slashes(folder));
			return interpreter.getErrorMessage();
		});
		assertThat(error).isNull();
	}

	@Test
	void theExampleForMriRefinesAFolderOfNifti() throws IOException {
		noise("heads/a.nii.gz", 16, 14, 6);
		noise("heads/visit-2/b.nii", 16, 14, 5);
		example("Batch_MRI_Folder_Example.ijm");
		final ImagePlus fine = ImageFiles.open(folder.resolve("heads-isotropic/visit-2/b.nii.gz"));
		assertThat(fine.getStackSize()).isEqualTo(15);
		assertThat(fine.getCalibration().pixelDepth).isCloseTo(1, within(1e-6));
		assertThat(fine.getProp("Vernier model")).isNotNull();
		assertThat(CsvTable.read(folder.resolve("heads-isotropic/summary.csv")).size()).isEqualTo(2);
	}

	@Test
	void theExampleForMicroscopyCountsAndEnlarges() throws IOException {
		example("Batch_Microscopy_Example.ijm");
		final CsvTable summary = CsvTable.read(folder.resolve("images-processed/summary.csv"));
		assertThat(summary.size()).isEqualTo(3);
		for (int i = 0; i < 3; i++) {
			assertThat(summary.text(i, "status")).isEqualTo("done");
			assertThat(summary.text(i, "output")).contains("-count.csv");
		}
		assertThat(summary.number(2, "counts")).isEqualTo(8);
		assertThat(ImageFiles.open(folder.resolve("images-processed/day-2/image-3.tif")).getWidth()).isEqualTo(192);
	}
}
