package vernier.imagej1;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.measure.Calibration;
import vernier.image.ImagePlusStack;
import vernier.inference.Device;
import vernier.model.ModelCatalog;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.ThroughPlaneModels;
import vernier.superres.volume.VolumeGrid;
import vernier.superres.volume.VolumeImage;

/** The dialog of Volume Super-Resolution in plain ImageJ. */
final class VolumeDialog {

	private final GenericDialog dialog = new GenericDialog("Volume Super-Resolution");
	private final ImagePlus input;
	private final ImagePlusStack source;
	private final ModelCatalog catalog;
	private final TextField spacing;
	private final TextField thickness;
	private final TextField voxel;
	private final Choice model;
	private final Choice device;
	private final Checkbox inPlane;
	private final Checkbox consistency;
	private final Notice notice = new Notice();
	private final String initialVoxel;

	private VolumeDialog(final ImagePlus input, final ModelCatalog catalog) {
		this.input = input;
		this.catalog = catalog;
		source = ImagePlusStack.ofSelection(input);
		final VolumeSettings last = VolumeSettings.remembered(input);
		final List<String> models = ThroughPlaneModels.choices(catalog);
		final Calibration calibration = input.getCalibration();
		// a voxel size that is stated for an image without one is in no unit yet
		final String unit = calibration.scaled() ? " (" + calibration.getUnit() + "):" : ":";
		dialog.addStringField("Voxel size" + unit, calibration.scaled() ? new Spacing(calibration.pixelWidth,
			calibration.pixelHeight, calibration.pixelDepth).toString().replace(" ", "") : "", 14);
		dialog.addStringField("Spacing" + unit, last.spacing(), 14);
		dialog.addStringField("Slice thickness" + unit, last.thickness(), 14);
		dialog.addChoice("Model:", models.toArray(String[]::new), models.contains(last.model()) ? last.model()
			: ThroughPlaneModels.AUTO);
		dialog.addChoice("Device:", Device.labels(), last.device());
		dialog.addPanel(notice);
		dialog.addCheckbox("In-plane network", last.inPlane());
		dialog.addCheckbox("Consistency with the slices", last.consistency());
		dialog.addHelp(HelpText.VOLUME);
		voxel = (TextField) dialog.getStringFields().get(0);
		spacing = (TextField) dialog.getStringFields().get(1);
		thickness = (TextField) dialog.getStringFields().get(2);
		model = (Choice) dialog.getChoices().get(0);
		device = (Choice) dialog.getChoices().get(1);
		inPlane = (Checkbox) dialog.getCheckboxes().get(0);
		consistency = (Checkbox) dialog.getCheckboxes().get(1);
		initialVoxel = voxel.getText();
	}

	/** @return what the user chose, or nothing if he cancelled */
	static Optional<VolumeSettings> ask(final ImagePlus input, final ModelCatalog catalog) {
		final VolumeDialog asked = new VolumeDialog(input, catalog);
		OkButton.check(asked.dialog, asked.notice, asked::plan);
		asked.dialog.showDialog();
		if (asked.dialog.wasCanceled())
			return Optional.empty();
		final VolumeSettings settings = asked.settings();
		settings.remember(input);
		return Optional.of(settings);
	}

	/** Components are read directly: the get-next methods would record. */
	private VolumeSettings settings() {
		return new VolumeSettings(spacing.getText().trim(), text(thickness), voxel.getText().equals(initialVoxel)
			? VolumeSettings.AUTO : text(voxel), model.getSelectedItem(), device.getSelectedItem(), inPlane.getState(),
			consistency.getState());
	}

	private static String text(final TextField field) {
		return VolumeSettings.isAuto(field.getText()) ? VolumeSettings.AUTO : field.getText().trim();
	}

	/**
	 * The result's size.
	 *
	 * @throws vernier.image.VernierException if what is entered will not do
	 */
	private String plan() {
		final VolumeGrid grid = new VolumeImage(source, input.getNChannels(), input.getNFrames(), VolumeTask.spacing(
			input, voxel.getText())).refined(spacing.getText());
		settings().options(catalog, line -> {});
		return "Result: " + grid.size(0, source.width()) + " x " + grid.size(1, source.height()) + " x " + grid.size(2, input
			.getNSlices()) + " voxels" + grid.coarser();
	}
}
