package vernier.imagej1;

import java.awt.Button;
import java.awt.KeyboardFocusManager;
import java.awt.TextArea;
import java.awt.event.ActionEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Optional;

import ij.gui.GenericDialog;
import vernier.batch.Batch;
import vernier.batch.Steps;
import vernier.model.ModelCatalog;

/** The dialog of Vernier Batch in plain ImageJ. */
final class BatchDialog {

	/** Formats of results. */
	static final List<String> FORMATS = List.of("Auto", "tif", "nii.gz", "nii", "png", "jpg", "ome.zarr");

	private final GenericDialog dialog = new WithSteps();
	private final Notice message = new Notice();

	private BatchDialog() {
		final BatchSettings last = BatchSettings.remembered();
		dialog.addDirectoryField("Input folder:", last.input(), 40);
		dialog.addDirectoryField("Output folder:", last.output(), 40);
		dialog.addStringField("Files:", last.glob(), 20);
		dialog.addMessage("Files such as **/*.tif; empty for all images");
		dialog.addMessage("Steps, one a line, with the parameters of the commands:");
		dialog.addTextAreas(String.join("\n", Steps.split(last.steps())), null, 5, 60);
		keysOf(dialog.getTextArea1());
		dialog.addChoice("Format:", FORMATS.toArray(String[]::new), FORMATS.contains(last.format()) ? last.format() : "Auto");
		dialog.addStringField("Images at a time:", last.jobs(), 4);
		dialog.addPanel(message);
		dialog.addHelp(BatchHelp.TEXT);
	}

	/**
	 * In a text of several lines Tab would be a letter, and the keyboard could not leave it. Here it goes on to the next
	 * field, and Escape cancels as elsewhere.
	 */
	private void keysOf(final TextArea steps) {
		for (final int way : new int[] { KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS,
			KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS })
			steps.setFocusTraversalKeys(way, KeyboardFocusManager.getCurrentKeyboardFocusManager().getDefaultFocusTraversalKeys(
				way));
		steps.addKeyListener(new KeyAdapter() {

			@Override
			public void keyPressed(final KeyEvent event) {
				if (event.getKeyCode() == KeyEvent.VK_ESCAPE)
					dialog.keyPressed(event);
			}
		});
	}

	/** Enter is OK outside of the steps, which ImageJ leaves out for a dialog with a text of several lines. */
	private static final class WithSteps extends GenericDialog {

		private static final long serialVersionUID = 1;

		WithSteps() {
			super("Vernier Batch");
		}

		@Override
		public void keyPressed(final KeyEvent event) {
			if (event.getKeyCode() == KeyEvent.VK_ENTER) {
				final Button pressed = event.getSource() instanceof Button button ? button : getButtons()[0];
				if (pressed.isEnabled())
					actionPerformed(new ActionEvent(pressed, ActionEvent.ACTION_PERFORMED, pressed.getLabel()));
			}
			else
				super.keyPressed(event);
		}
	}

	/** @return what the user chose, or nothing if he cancelled */
	static Optional<BatchSettings> ask() {
		final BatchDialog asked = new BatchDialog();
		final ModelCatalog catalog = ModelCatalog.standard();
		OkButton.check(asked.dialog, asked.message, () -> Batch.plan(asked.settings().options(catalog, line -> {})));
		asked.dialog.showDialog();
		if (asked.dialog.wasCanceled())
			return Optional.empty();
		final BatchSettings settings = asked.settings();
		settings.remember();
		return Optional.of(settings);
	}

	private BatchSettings settings() {
		final List<String> texts = Fields.texts(dialog);
		return new BatchSettings(texts.get(0), texts.get(1), dialog.getTextArea1().getText(), texts.get(2), Fields.choices(dialog)
			.get(0), texts.get(3));
	}
}
