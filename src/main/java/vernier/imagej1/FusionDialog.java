package vernier.imagej1;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.measure.Calibration;
import vernier.image.ImagePlusStack;
import vernier.image.Orientation;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.model.ModelCatalog;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.ThroughPlaneModels;
import vernier.superres.volume.VolumeGrid;

/** The dialog of Fuse Stacks, in plain ImageJ and in Fiji. */
public final class FusionDialog {

	private static final String NONE = "None";

	private final GenericDialog dialog = new GenericDialog("Fuse Stacks");
	private final List<Choice> stacks = new ArrayList<>();
	private final Checkbox align;
	private final TextField spacing;
	private final TextField thickness;
	private final Choice model;
	private final Choice device;
	private final Notice message = new Notice();
	private final ModelCatalog catalog;

	private FusionDialog(final List<String> titles, final ModelCatalog catalog) {
		this.catalog = catalog;
		final ImagePlus current = StackImages.find(titles.get(0));
		final FusionSettings last = FusionSettings.remembered(current);
		final Calibration calibration = current.getCalibration();
		final String unit = calibration.scaled() ? " (" + calibration.getUnit() + "):" : ":";
		final List<String> models = ThroughPlaneModels.choices(catalog);
		final int rows = Math.max(3, Math.min(titles.size(), FusionSettings.MOST));
		final String[] all = titles.toArray(String[]::new);
		final String[] some = Stream.concat(Stream.of(NONE), titles.stream()).toArray(String[]::new);
		for (int i = 0; i < rows; i++)
			dialog.addChoice("Stack " + (i + 1) + ":", i < 2 ? all : some, i < Math.min(3, titles.size()) ? titles.get(i)
				: i < 2 ? titles.get(0) : NONE);
		dialog.addCheckbox("Align the other stacks to the first", last.align());
		dialog.addStringField("Spacing" + unit, last.spacing(), 14);
		dialog.addStringField("Slice thickness" + unit, last.thickness(), 14);
		dialog.addChoice("Model:", models.toArray(String[]::new), models.contains(last.model()) ? last.model()
			: ThroughPlaneModels.AUTO);
		dialog.addChoice("Device:", Device.labels(), last.device());
		dialog.addPanel(message);
		dialog.addHelp(FusionHelp.TEXT);
		for (int i = 0; i < rows; i++)
			stacks.add((Choice) dialog.getChoices().get(i));
		model = (Choice) dialog.getChoices().get(rows);
		device = (Choice) dialog.getChoices().get(rows + 1);
		align = (Checkbox) dialog.getCheckboxes().get(0);
		spacing = (TextField) dialog.getStringFields().get(0);
		thickness = (TextField) dialog.getStringFields().get(1);
	}

	/**
	 * @return what the user chose, or nothing if he cancelled
	 * @throws VernierException if there are not two stacks open to choose from
	 */
	public static Optional<FusionSettings> ask(final ModelCatalog catalog) {
		final List<String> titles = currentFirst();
		if (titles.size() < 2) {
			StackImages.checkTitles();
			throw new VernierException((titles.isEmpty() ? "No stack is open" : "One stack is open, \"" + titles.get(0) + "\"") +
				": open two or more stacks of one subject first, with Plugins > Vernier > Open Volume..., which reads where " +
				"they lie.");
		}
		final FusionDialog asked = new FusionDialog(titles, catalog);
		OkButton.check(asked.dialog, asked.message, asked::plan);
		asked.dialog.showDialog();
		if (asked.dialog.wasCanceled())
			return Optional.empty();
		final FusionSettings settings = asked.settings();
		settings.remember(StackImages.find(settings.stacks().get(0)));
		return Optional.of(settings);
	}

	private static List<String> currentFirst() {
		final List<String> titles = new ArrayList<>(StackImages.titles());
		final ImagePlus current = WindowManager.getCurrentImage();
		if (current != null && titles.remove(current.getTitle()))
			titles.add(0, current.getTitle());
		return titles;
	}

	/** Components are read directly: the get-next methods would record. */
	private FusionSettings settings() {
		return new FusionSettings(chosen(), align.getState(), spacing.getText().trim(), VolumeSettings.isAuto(thickness
			.getText()) ? VolumeSettings.AUTO : thickness.getText().trim(), model.getSelectedItem(), device.getSelectedItem());
	}

	private List<String> chosen() {
		return stacks.stream().map(Choice::getSelectedItem).filter(title -> !title.equals(NONE)).toList();
	}

	/**
	 * The result's size.
	 *
	 * @throws VernierException if what is entered will not do
	 */
	private String plan() {
		final List<ImagePlus> images = StackImages.find(chosen());
		for (final ImagePlus image : images)
			if (Orientation.of(image).affine().isEmpty())
				throw new VernierException("\"" + image.getTitle() + "\" does not say where it lies, see Help");
		settings().options(catalog, line -> {});
		final ImagePlus first = images.get(0);
		final VolumeGrid grid = VolumeGrid.of(new Spacing(first.getCalibration().pixelWidth, first
			.getCalibration().pixelHeight, first.getCalibration().pixelDepth), spacing.getText());
		final ImagePlusStack source = ImagePlusStack.ofSelection(first);
		return "Result: " + grid.size(0, source.width()) + " x " + grid.size(1, source.height()) + " x " + //
			grid.size(2, first.getNSlices()) + " voxels of " + grid.to() + " " + first.getCalibration().getUnit() + grid.coarser();
	}
}
