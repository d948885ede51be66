package vernier.imagej1;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Label;
import java.awt.TextField;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.NonBlockingGenericDialog;
import vernier.image.ImagePlusStack;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.model.ModelCatalog;
import vernier.superres.Networks;
import vernier.superres.Scale;

/** The dialog of Super-Resolution in plain ImageJ. Does not block other windows, so that the view can be moved. */
final class SuperResolutionDialog {

	/** Short, as the dialog is no wider than its fields. */
	private static final String SCALE_HINT = "Scale: 1.1 to 8, or as 2x1.5";

	private final NonBlockingGenericDialog dialog = new NonBlockingGenericDialog("Super-Resolution");
	private final Choice model;
	private final TextField scale;
	private final Choice device;
	private final Checkbox consistency;
	private final Checkbox residual;
	private final Checkbox preview;
	private final Label size;
	private final ImagePlus input;
	private final Preview previewer;
	private boolean closed;

	private SuperResolutionDialog(final ImagePlus input, final ModelCatalog catalog) {
		this.input = input;
		final SuperResolutionSettings last = SuperResolutionSettings.remembered();
		final List<String> models = Networks.choices(catalog);
		dialog.addChoice("Model:", models.toArray(String[]::new), models.contains(last.model()) ? last.model()
			: Networks.AUTO);
		dialog.addStringField("Scale:", last.scale(), 8);
		dialog.addChoice("Device:", Device.labels(), last.device());
		dialog.addMessage(SCALE_HINT);
		size = (Label) dialog.getMessage();
		dialog.addCheckbox("Consistency with the input", last.consistency());
		dialog.addCheckbox("Residual image", last.residual());
		dialog.addCheckbox("Preview", false);
		dialog.addHelp(HelpText.SUPER_RESOLUTION);
		model = (Choice) dialog.getChoices().get(0);
		device = (Choice) dialog.getChoices().get(1);
		scale = (TextField) dialog.getStringFields().get(0);
		consistency = (Checkbox) dialog.getCheckboxes().get(0);
		residual = (Checkbox) dialog.getCheckboxes().get(1);
		preview = (Checkbox) dialog.getCheckboxes().get(2);
		previewer = new Preview(input, catalog, () -> preview.setState(false));
	}

	/** @return what the user chose, or nothing if he cancelled */
	static Optional<SuperResolutionSettings> ask(final ImagePlus input, final ModelCatalog catalog) {
		// what cannot be enlarged is told before anything is asked
		ImagePlusStack.ofSelection(input);
		final SuperResolutionDialog asked = new SuperResolutionDialog(input, catalog);
		try (Preview previewer = asked.previewer) {
			asked.dialog.addDialogListener((dialog, event) -> {
				final boolean valid = asked.showSize();
				// ImageJ calls once more, without an event, when the dialog has been closed
				if (event == null)
					previewer.clear();
				else
					asked.showPreview(valid);
				return valid;
			});
			asked.showSize();
			OkButton.checkWhenOpened(asked.dialog, asked::showSize);
			try (InputChanges changes = new InputChanges(input, () -> asked.showPreview(asked.showSize()),
				asked::inputClosed))
			{
				asked.dialog.showDialog();
			}
		}
		if (asked.dialog.wasCanceled())
			return Optional.empty();
		final SuperResolutionSettings settings = asked.settings();
		settings.remember();
		return Optional.of(settings);
	}

	private void showPreview(final boolean valid) {
		if (!preview.getState())
			previewer.clear();
		else if (valid)
			previewer.request(settings(), dialog);
		else
			// the number is being typed
			previewer.hold();
	}

	/** Components are read directly: the get-next methods would record, and a preview is not to be recorded. */
	private SuperResolutionSettings settings() {
		return new SuperResolutionSettings(model.getSelectedItem(), scale.getText().trim(), device.getSelectedItem(),
			consistency.getState(), residual.getState());
	}

	private void inputClosed() {
		closed = true;
		OkButton.enable(dialog, showSize());
		previewer.clear();
	}

	private boolean showSize() {
		if (closed) {
			size.setText(CurrentImage.CLOSED);
			return false;
		}
		try {
			final Scale parsed = Scale.parse(scale.getText());
			final ImagePlusStack source = ImagePlusStack.ofSelection(input);
			size.setText("Result: " + parsed.targetWidth(source.width()) + " x " + parsed.targetHeight(source.height())
				+ " pixels");
			return true;
		}
		catch (final VernierException e) {
			size.setText(SCALE_HINT);
			return false;
		}
	}
}
