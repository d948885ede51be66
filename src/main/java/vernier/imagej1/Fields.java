package vernier.imagej1;

import java.awt.Choice;
import java.awt.TextField;
import java.util.List;

import ij.gui.GenericDialog;

/** What is entered in a dialog, in the order of its fields. They are read directly: the get-next methods would record. */
final class Fields {

	private Fields() {}

	/** The texts without blanks around them, of a dialog that has some. */
	static List<String> texts(final GenericDialog dialog) {
		return ((List<?>) dialog.getStringFields()).stream().map(field -> ((TextField) field).getText().strip()).toList();
	}

	/** What is chosen, in a dialog that has choices. */
	static List<String> choices(final GenericDialog dialog) {
		return ((List<?>) dialog.getChoices()).stream().map(field -> ((Choice) field).getSelectedItem()).toList();
	}
}
