package vernier.imagej1;

import java.awt.Checkbox;
import java.awt.Choice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.NonBlockingGenericDialog;
import vernier.image.ImagePlusStack;
import vernier.image.Planes;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.model.ModelCatalog;
import vernier.operators.exact.ExactOperator;
import vernier.operators.exact.ExactOperators;
import vernier.operators.exact.OperatorInfo;

/**
 * The dialog of Learned Operator. The slider's range follows the operator, and a preview follows the slider on the image
 * itself. Does not block other windows, so that the view can be moved.
 */
public final class OperatorDialog {

	private static final String NO_MAP = "None";
	private static final String PREVIEW = "vernier.operator.preview";

	private final NonBlockingGenericDialog dialog = new NonBlockingGenericDialog("Learned Operator");
	private final List<OperatorInfo> operators = ExactOperators.list().stream().map(ExactOperator::info).toList();
	private final Choice operator;
	private final StrengthPanel strength;
	private final Choice mode;
	private final Choice device;
	private final Choice map;
	private final Checkbox preview;
	private final OperatorPreview previewer;
	private final boolean colour;
	private boolean closed;

	private OperatorDialog(final ImagePlus input, final OperatorPreview previewer) {
		this.previewer = previewer;
		colour = Planes.isColor(ImagePlusStack.of(input).plane(0));
		final OperatorSettings last = OperatorSettings.remembered();
		final OperatorInfo first = operators.stream().filter(info -> info.id().equals(last.operator())).findFirst().orElse(
			operators.get(0));
		dialog.addChoice("Operator:", operators.stream().map(OperatorInfo::name).toArray(String[]::new), first.name());
		strength = new StrengthPanel(first, last.strength(), this::strengthChanged);
		dialog.addPanel(strength);
		dialog.addChoice("Mode:", new String[] { "Auto", "Learned", "Exact" }, last.mode());
		dialog.addChoice("Device:", Device.labels(), last.device());
		dialog.addChoice("Strength map:", maps(input), NO_MAP);
		dialog.addCheckbox("Preview", Prefs.get(PREVIEW, true));
		dialog.addHelp(OperatorHelp.TEXT);
		operator = (Choice) dialog.getChoices().get(0);
		mode = (Choice) dialog.getChoices().get(1);
		device = (Choice) dialog.getChoices().get(2);
		map = (Choice) dialog.getChoices().get(3);
		preview = (Checkbox) dialog.getCheckboxes().get(0);
	}

	/** Gray images of the same size. */
	private static String[] maps(final ImagePlus input) {
		final Stream<String> titles = OpenImages.open().filter(image -> image != input && image.getBitDepth() != 24 && image
			.getWidth() == input.getWidth() && image.getHeight() == input.getHeight()).map(ImagePlus::getTitle);
		return Stream.concat(Stream.of(NO_MAP), titles).distinct().toArray(String[]::new);
	}

	/** @return what the user chose, or nothing if he cancelled */
	public static Optional<OperatorSettings> ask(final ImagePlus input, final ModelCatalog catalog) {
		try (OperatorPreview previewer = new OperatorPreview(input, catalog)) {
			final OperatorDialog asked = new OperatorDialog(input, previewer);
			asked.dialog.addDialogListener((dialog, event) -> {
				if (event != null && event.getSource() == asked.operator)
					asked.strength.show(asked.info());
				// ImageJ calls once more, without an event, when the dialog has been closed
				else if (event != null)
					asked.showPreview();
				return asked.isValid();
			});
			OkButton.checkWhenOpened(asked.dialog, asked::isValid);
			asked.showPreview();
			try (InputChanges changes = new InputChanges(input, asked::showPreview, asked::inputClosed)) {
				asked.dialog.showDialog();
			}
			Prefs.set(PREVIEW, asked.preview.getState());
			if (asked.dialog.wasCanceled())
				return Optional.empty();
			final OperatorSettings settings = asked.settings();
			settings.remember();
			return Optional.of(settings);
		}
	}

	/** Says what is wrong with the image, in the lines of the strength. */
	private boolean isValid() {
		if (closed) {
			strength.explain(CurrentImage.CLOSED);
			return false;
		}
		if (info().needsColour() && !colour) {
			strength.explain(info().name() + " works on the colours of a picture, and this one is gray.");
			return false;
		}
		try {
			if (map.getSelectedIndex() > 0)
				OpenImages.titled(map.getSelectedItem());
		}
		catch (final VernierException e) {
			strength.explain(e.getMessage());
			return false;
		}
		strength.explain();
		return strength.strength().isPresent();
	}

	private OperatorInfo info() {
		return operators.get(operator.getSelectedIndex());
	}

	private void strengthChanged() {
		OkButton.enable(dialog, isValid());
		showPreview();
	}

	private void inputClosed() {
		closed = true;
		OkButton.enable(dialog, isValid());
		previewer.clear();
	}

	/** Leaves the preview as it is while a number is being typed. */
	private void showPreview() {
		if (!preview.getState() || closed)
			previewer.clear();
		else if (strength.strength().isPresent())
			previewer.request(settings(), strength.strength().getAsDouble());
	}

	/** Components are read directly: the get-next methods would record, and a preview is not to be recorded. */
	private OperatorSettings settings() {
		return new OperatorSettings(info().id(), strength.text(), mode.getSelectedItem(), device.getSelectedItem(),
			OperatorSettings.DEFAULTS.model(), map.getSelectedIndex() == 0 ? "" : map.getSelectedItem());
	}
}
