package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Component;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import vernier.imagej1.TestImages.Kind;

/** What becomes of an Esc that no run has asked about when ImageJ forgets it. */
@Tag("display")
@ExtendWith(RunningImageJ.class)
class ImageJProgressTest {

	@AfterEach
	void reset() {
		IJ.resetEscape();
	}

	private static void pressEsc(final Component component) throws Exception {
		EventQueue.invokeAndWait(() -> KeyboardFocusManager.getCurrentKeyboardFocusManager().dispatchEvent(new KeyEvent(component,
			KeyEvent.KEY_PRESSED, System.currentTimeMillis(), 0, KeyEvent.VK_ESCAPE, KeyEvent.CHAR_UNDEFINED)));
		EventQueue.invokeAndWait(() -> {});
	}

	@Test
	void anEscCountsForWhatRunsAndNotForWhatStartsAfterIt() {
		final ImageJProgress first = ImageJProgress.start("first");
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		final ImageJProgress second = ImageJProgress.start("second");
		assertThat(first.isCancelled()).isTrue();
		assertThat(second.isCancelled()).isFalse();
	}

	@Test
	void anEscThatWasSeenStays() {
		final ImageJProgress progress = ImageJProgress.start("first");
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		assertThat(progress.isCancelled()).isTrue();
		IJ.resetEscape();
		assertThat(progress.isCancelled()).isTrue();
	}

	@Test
	void aCommandOfImageJsTakesNoEscBackAndADialogsCancelsNothing() throws Exception {
		final ImagePlus image = TestImages.of(Kind.GRAY8);
		RunningImageJ.show(image);
		final ImageJProgress progress = ImageJProgress.start("first");
		final GenericDialog dialog = new GenericDialog("Other");
		dialog.setModal(false);
		dialog.addNumericField("Number:", 1);
		EventQueue.invokeAndWait(dialog::showDialog);
		pressEsc(dialog);
		assertThat(progress.isCancelled()).isFalse();
		pressEsc(image.getCanvas());
		// as ImageJ does for each of its commands
		IJ.resetEscape();
		assertThat(progress.isCancelled()).isTrue();
	}
}
