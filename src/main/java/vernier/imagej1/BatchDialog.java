package vernier.imagej1;

import java.awt.Choice;
import java.awt.TextArea;
import java.awt.TextField;
import java.util.List;
import java.util.Optional;

import ij.gui.GenericDialog;
import vernier.batch.Steps;

/** The dialog of Vernier Batch in plain ImageJ. */
final class BatchDialog {

	/** Formats of results. */
	static final List<String> FORMATS = List.of("Auto", "tif", "nii.gz", "nii", "png", "jpg", "ome.zarr");

	private final GenericDialog dialog = new GenericDialog("Vernier Batch");

	private BatchDialog() {
		final BatchSettings last = BatchSettings.remembered();
		dialog.addDirectoryField("Input folder:", last.input(), 40);
		dialog.addDirectoryField("Output folder:", last.output(), 40);
		dialog.addStringField("Files:", last.glob(), 20);
		dialog.addMessage("Files such as **/*.tif; empty for all images");
		dialog.addMessage("Steps, one a line, with the parameters of the commands:");
		dialog.addTextAreas(String.join("\n", Steps.split(last.steps())), null, 5, 60);
		dialog.addChoice("Format:", FORMATS.toArray(String[]::new), FORMATS.contains(last.format()) ? last.format() : "Auto");
		dialog.addStringField("Images at a time:", last.jobs(), 4);
		dialog.addHelp(BatchHelp.TEXT);
	}

	/** @return what the user chose, or nothing if he cancelled */
	static Optional<BatchSettings> ask() {
		final BatchDialog asked = new BatchDialog();
		asked.dialog.showDialog();
		if (asked.dialog.wasCanceled())
			return Optional.empty();
		final BatchSettings settings = asked.settings();
		settings.remember();
		return Optional.of(settings);
	}

	/** Components are read directly: the get-next methods would record. */
	private BatchSettings settings() {
		final List<?> fields = dialog.getStringFields();
		final TextArea steps = dialog.getTextArea1();
		return new BatchSettings(text(fields, 0), text(fields, 1), steps.getText(), text(fields, 2), //
			((Choice) dialog.getChoices().get(0)).getSelectedItem(), text(fields, 3));
	}

	private static String text(final List<?> fields, final int index) {
		return ((TextField) fields.get(index)).getText().trim();
	}
}
