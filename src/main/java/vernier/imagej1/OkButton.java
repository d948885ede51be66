package vernier.imagej1;

import java.awt.Button;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import ij.gui.GenericDialog;
import vernier.image.VernierException;

/**
 * The OK button of a dialog, which can be pressed only while what is entered will do. ImageJ asks the listeners of a dialog
 * after every change, but not when it opens.
 */
final class OkButton {

	private OkButton() {}

	/**
	 * Asks what would be done after every change and when the dialog opens, and shows the answer, or why nothing can be done.
	 *
	 * @param plan gives a sentence, or throws a {@link VernierException} where what is entered will not do
	 */
	static void check(final GenericDialog dialog, final Notice notice, final Supplier<String> plan) {
		final BooleanSupplier valid = () -> {
			try {
				notice.say(plan.get());
				return true;
			}
			catch (final VernierException | OutOfMemoryError e) {
				notice.say(Failures.sentence(e));
				return false;
			}
		};
		dialog.addDialogListener((changed, event) -> valid.getAsBoolean());
		// what it says has its room before the dialog is laid out
		valid.getAsBoolean();
		checkWhenOpened(dialog, valid);
	}

	/** Asks once more when the dialog has opened; before that there are no buttons. */
	static void checkWhenOpened(final GenericDialog dialog, final BooleanSupplier valid) {
		dialog.addWindowListener(new WindowAdapter() {

			@Override
			public void windowOpened(final WindowEvent event) {
				enable(dialog, valid.getAsBoolean());
			}
		});
	}

	/** Does nothing as long as the dialog has no buttons. */
	static void enable(final GenericDialog dialog, final boolean valid) {
		final Button[] buttons = dialog.getButtons();
		if (buttons != null && buttons[0] != null)
			buttons[0].setEnabled(valid);
	}
}
