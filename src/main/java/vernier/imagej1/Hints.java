package vernier.imagej1;

import ij.gui.GenericDialog;

/** Lines of a dialog that explain the field above them. */
final class Hints {

	private static final int LEFT = 20;
	private static final int BELOW = 10;

	private Hints() {}

	/** Adds the line right below the last field, and some room after it. */
	static void add(final GenericDialog dialog, final String text) {
		dialog.setInsets(0, LEFT, BELOW);
		dialog.addMessage(text);
	}
}
