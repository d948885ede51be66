package vernier.imagej1;

import java.awt.Button;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.function.BooleanSupplier;

import ij.gui.GenericDialog;

/**
 * The OK button of a dialog, which can be pressed only while what is entered will do. ImageJ asks the listeners of a dialog
 * after every change, but not when it opens.
 */
final class OkButton {

	private OkButton() {}

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
