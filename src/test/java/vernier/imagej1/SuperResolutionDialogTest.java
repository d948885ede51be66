package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.TextField;
import java.awt.event.ItemEvent;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import ij.Executer;
import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import vernier.imagej1.TestImages.Kind;

/** Drives the real dialog, with the recorder open. */
@Tag("display")
@ExtendWith({ TestModels.class, RunningImageJ.class })
class SuperResolutionDialogTest {

	private final Recorder recorder = new Recorder();
	private ImagePlus image;

	@BeforeEach
	void show() {
		image = TestImages.of(Kind.GRAY16);
		RunningImageJ.show(image);
	}

	@AfterEach
	void close() {
		recorder.close();
		Recorder.record = false;
	}

	private static GenericDialog open() {
		new Executer(SuperResolutionSettings.COMMAND, null);
		return RunningImageJ.dialog();
	}

	private static <T> T onEventThread(final Callable<T> task) throws Exception {
		final java.util.concurrent.FutureTask<T> future = new java.util.concurrent.FutureTask<>(task);
		EventQueue.invokeAndWait(future);
		return future.get();
	}

	private static void choose(final GenericDialog dialog, final String model, final String scale) throws Exception {
		onEventThread(() -> {
			((Choice) dialog.getChoices().get(0)).select(model);
			((Choice) dialog.getChoices().get(1)).select("CPU");
			// the listeners hear of the text as they would of typing
			((TextField) dialog.getStringFields().get(0)).setText(scale);
			return null;
		});
		onEventThread(() -> null);
	}

	private static void press(final Button button) throws Exception {
		RunningImageJ.awaitWaiting();
		onEventThread(() -> {
			Arrays.stream(button.getActionListeners()).forEach(listener -> listener.actionPerformed(
				new java.awt.event.ActionEvent(button, java.awt.event.ActionEvent.ACTION_PERFORMED, button.getLabel())));
			return null;
		});
	}

	private static void check(final GenericDialog dialog, final int index) throws Exception {
		onEventThread(() -> {
			final Checkbox box = (Checkbox) dialog.getCheckboxes().get(index);
			box.setState(true);
			Arrays.stream(box.getItemListeners()).forEach(listener -> listener.itemStateChanged(new ItemEvent(box,
				ItemEvent.ITEM_STATE_CHANGED, box, ItemEvent.SELECTED)));
			return null;
		});
	}

	private ImagePlus result(final String title) {
		return RunningImageJ.await(() -> WindowManager.getImage(title));
	}

	/** The recorder's last line; recording happens a moment before the result shows. */
	private String recorded() {
		return recorder.getText().lines().filter(line -> line.startsWith("run(\"Super")).reduce((a, b) -> b).orElse(
			"nothing in " + recorder.getText());
	}

	@Test
	void okWaitsForAScale() throws Exception {
		new SuperResolutionSettings("Auto", "9", "CPU", false, false).remember();
		final GenericDialog dialog = open();
		RunningImageJ.awaitOk(dialog, false);
		choose(dialog, "Auto", "2");
		RunningImageJ.awaitOk(dialog, true);
		press(dialog.getButtons()[1]);
	}

	@Test
	void anImageThatHasBeenClosedCannotBeConfirmed() throws Exception {
		final GenericDialog dialog = open();
		choose(dialog, "Auto", "2");
		check(dialog, 2);
		RunningImageJ.preview("2");
		final String before = IJ.getLog();
		onEventThread(() -> {
			image.changes = false;
			image.close();
			return null;
		});
		RunningImageJ.awaitOk(dialog, false);
		assertThat(((Label) dialog.getMessage()).getText()).isEqualTo("The image has been closed.");
		RunningImageJ.await(() -> RunningImageJ.previews().findAny().isPresent() ? null : true);
		choose(dialog, "Auto", "3");
		RunningImageJ.awaitOk(dialog, false);
		assertThat(IJ.getLog()).isEqualTo(before);
		press(dialog.getButtons()[1]);
	}

	@Test
	void theRecordedLineGivesTheSamePixels() throws Exception {
		final GenericDialog dialog = open();
		choose(dialog, "Auto", "2");
		check(dialog, 0);
		press(dialog.getButtons()[0]);
		final Object[] pixels = TestImages.pixels(result("blobs-x2"));
		assertThat(recorded()).isEqualTo(
			"run(\"Super-Resolution...\", \"model=Auto scale=2 device=CPU consistency\");");
		WindowManager.getImage("blobs-x2").close();
		WindowManager.setCurrentWindow(image.getWindow());
		assertThat(RunningImageJ.macro(recorded())).isNull();
		assertThat(TestImages.pixels(result("blobs-x2"))).isEqualTo(pixels);
	}

	@Test
	void whatWasChosenIsShownNextTime() throws Exception {
		final GenericDialog dialog = open();
		choose(dialog, "Auto", "2x1.5");
		press(dialog.getButtons()[0]);
		result("blobs-x2x1.5");
		WindowManager.setCurrentWindow(image.getWindow());
		final GenericDialog again = open();
		assertThat(((TextField) again.getStringFields().get(0)).getText()).isEqualTo("2x1.5");
		assertThat(((Choice) again.getChoices().get(1)).getSelectedItem()).isEqualTo("CPU");
		press(again.getButtons()[1]);
	}

	@Test
	void previewFollowsTheSettingsAndIsNotRecorded() throws Exception {
		final GenericDialog dialog = open();
		choose(dialog, "Auto", "2");
		check(dialog, 2);
		assertThat(RunningImageJ.preview("2").picture().getWidth()).isEqualTo(2 * 48 + 4);
		// what is no scale yet, while one types
		choose(dialog, "Auto", "3x");
		assertThat(RunningImageJ.preview("2").isVisible()).isTrue();
		choose(dialog, "Auto", "3");
		final PreviewWindow preview = RunningImageJ.preview("3");
		assertThat(preview.picture().getWidth()).isEqualTo(2 * 72 + 4);
		assertThat(onEventThread(() -> preview.getBounds().intersects(dialog.getBounds()))).isFalse();
		// it is none of ImageJ's images, else the recorder would select one that is not there when the macro runs
		onEventThread(() -> {
			preview.toFront();
			preview.requestFocus();
			return null;
		});
		assertThat(WindowManager.getImageCount()).isEqualTo(1);
		assertThat(WindowManager.getCurrentImage()).isSameAs(image);
		press(dialog.getButtons()[0]);
		result("blobs-x3");
		RunningImageJ.await(() -> RunningImageJ.previews().findAny().isPresent() ? null : true);
		assertThat(recorder.getText()).doesNotContain("Preview");
		assertThat(recorded()).isEqualTo("run(\"Super-Resolution...\", \"model=Auto scale=3 device=CPU\");");
		assertThat(recorder.getText().lines().filter(line -> line.startsWith("run("))).hasSize(1);
	}

	@Test
	void sizeAndPreviewFollowTheSelectionAndThePixels() throws Exception {
		final GenericDialog dialog = open();
		choose(dialog, "Auto", "2");
		check(dialog, 2);
		final PreviewWindow preview = RunningImageJ.preview("2");
		onEventThread(() -> {
			image.setRoi(3, 4, 20, 10);
			return null;
		});
		RunningImageJ.await(() -> preview.picture().getWidth() == 2 * 40 + 4 ? true : null);
		assertThat(((Label) dialog.getMessage()).getText()).isEqualTo("Result: 40 x 20 pixels");
		final Object before = pixels(preview);
		onEventThread(() -> {
			image.getProcessor().invert();
			image.updateAndDraw();
			return null;
		});
		RunningImageJ.await(() -> Objects.deepEquals(before, pixels(preview)) ? null : true);
		press(dialog.getButtons()[1]);
	}

	private static int[] pixels(final PreviewWindow preview) {
		final BufferedImage picture = preview.picture();
		return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
	}

	@Test
	void thePreviewIsOffOnceItsWindowIsClosed() throws Exception {
		final GenericDialog dialog = open();
		choose(dialog, "Auto", "2");
		check(dialog, 2);
		final PreviewWindow preview = RunningImageJ.preview("2");
		onEventThread(() -> {
			preview.dispatchEvent(new WindowEvent(preview, WindowEvent.WINDOW_CLOSING));
			return null;
		});
		assertThat(preview.isVisible()).isFalse();
		assertThat(((Checkbox) dialog.getCheckboxes().get(2)).getState()).isFalse();
		check(dialog, 2);
		assertThat(RunningImageJ.preview("2")).isNotSameAs(preview);
		press(dialog.getButtons()[1]);
		RunningImageJ.await(() -> RunningImageJ.previews().findAny().isPresent() ? null : true);
	}

	@Test
	void anImpossibleScaleCannotBeConfirmed() throws Exception {
		final GenericDialog dialog = open();
		choose(dialog, "Auto", "9");
		assertThat(dialog.getButtons()[0].isEnabled()).isFalse();
		choose(dialog, "Auto", "2");
		assertThat(dialog.getButtons()[0].isEnabled()).isTrue();
		press(dialog.getButtons()[1]);
		RunningImageJ.await(() -> RunningImageJ.dialogs().isEmpty() ? true : null);
		assertThat(WindowManager.getImageCount()).isEqualTo(1);
	}

	@Test
	void failureShowsADialogWithTheSentence() throws Exception {
		image.lock();
		final CompletableFuture<GenericDialog> opened = CompletableFuture.supplyAsync(SuperResolutionDialogTest::open);
		final GenericDialog dialog = opened.join();
		choose(dialog, "Auto", "2");
		press(dialog.getButtons()[0]);
		final java.awt.Dialog message = RunningImageJ.await(() -> RunningImageJ.dialogs().stream().filter(
			window -> window.getTitle().equals("Vernier")).findFirst().orElse(null));
		message.dispose();
		assertThat(WindowManager.getImageCount()).isEqualTo(1);
	}
}
