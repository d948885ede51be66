package vernier.imagej1;

import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.GenericDialog;
import vernier.counting.CountOptions;
import vernier.counting.CountingModels;
import vernier.counting.DensityNetworks;
import vernier.counting.spots.Colour;
import vernier.counting.spots.Polarity;
import vernier.inference.Device;
import vernier.model.ModelCatalog;

/** The dialog of Count Sub-Pixel Objects in plain ImageJ. */
final class CountObjectsDialog {

	private static final String[] METHODS = { "density", "LoG" };

	private CountObjectsDialog() {}

	/**
	 * @param input a straight line selected in it is the object size
	 * @return what the user chose, or nothing if he cancelled
	 */
	static Optional<CountObjectsSettings> ask(final ImagePlus input, final ModelCatalog catalog) {
		final CountObjectsSettings last = CountObjectsSettings.remembered().sizedBy(input);
		final GenericDialog dialog = new GenericDialog("Count Sub-Pixel Objects");
		final List<String> models = CountingModels.choices(catalog);
		dialog.addChoice("Model:", models.toArray(String[]::new), models.contains(last.model()) ? last.model()
			: CountOptions.AUTO);
		dialog.addStringField("Object size:", last.objectSize(), 8);
		Hints.add(dialog, "Diameter in pixels, such as 3 or 0.8, or as 3um; a line drawn across one sets it");
		dialog.addChoice("Method:", METHODS, last.method());
		dialog.addChoice("Objects:", Polarity.labels(), last.objects());
		dialog.addChoice("Colour:", Colour.labels(), last.colour());
		dialog.addChoice("ROIs:", CountAreas.labels(), last.rois());
		dialog.addChoice("Device:", Device.labels(), last.device());
		dialog.addChoice("Density:", CountObjectsSettings.DENSITIES, last.density());
		final Notice notice = new Notice();
		dialog.addPanel(notice);
		dialog.addHelp(HELP);
		try (DensityNetworks networks = new DensityNetworks()) {
			OkButton.check(dialog, notice, () -> CountObjectsTask.plan(input, settings(dialog), catalog, networks));
			dialog.showDialog();
		}
		if (dialog.wasCanceled())
			return Optional.empty();
		final CountObjectsSettings settings = settings(dialog);
		settings.remember();
		return Optional.of(settings);
	}

	private static CountObjectsSettings settings(final GenericDialog dialog) {
		final List<String> choices = Fields.choices(dialog);
		return new CountObjectsSettings(choices.get(0), Fields.texts(dialog).get(0), choices.get(1), choices.get(2), choices
			.get(3), choices.get(4), choices.get(5), choices.get(6));
	}

	/** HTML, as ImageJ's dialogs want it. */
	private static final String HELP = """
		<html><h2>Count Sub-Pixel Objects</h2>
		<p>Counts objects in every plane: in the areas of the ROI Manager or the overlay, each<br>
		on its own, or in the whole image. Objects may touch, overlap, or be smaller than a<br>
		pixel. Adds a row for each area and plane to the Results table: the expected count,<br>
		the ends of its 95 % interval, area and density.</p>
		<dl>
		<dt><b>Model</b> (<code>model</code>, Auto)</dt>
		<dd>Auto is the model whose objects are nearest in size. A macro may also give a<br>
		model's id or the path to a model.</dd>
		<dt><b>Object size</b> (<code>object_size</code>, 3)</dt>
		<dd>Diameter of a typical object, in pixels or with a unit. The image is resampled so<br>
		that objects have the size that the model knows. Select a straight line across an<br>
		object before opening this dialog, and its length stands here.</dd>
		<dt><b>Method</b> (<code>method</code>, density)</dt>
		<dd>density: the sum of a learned density. LoG: local maxima of the Laplacian of<br>
		Gaussian; needs no model, and objects that can be told apart.</dd>
		<dt><b>Objects</b> (<code>objects</code>, Auto)</dt>
		<dd>Bright or Dark. Auto: dark in bright-field colour images and in images that are<br>
		skewed to the dark side, else bright.</dd>
		<dt><b>Colour</b> (<code>colour</code>, Auto)</dt>
		<dd>In what of a colour image: Luma (brightness), Red, Green, Blue, or the stain<br>
		Haematoxylin, Eosin or DAB, unmixed. Auto: luma; dark objects by the one of red,<br>
		green and blue in which they stand out most.</dd>
		<dt><b>ROIs</b> (<code>rois</code>, Auto)</dt>
		<dd>Auto: the areas of the ROI Manager; if there are none, of the overlay; else the<br>
		selection; else the whole image.</dd>
		<dt><b>Density</b> (<code>density</code>, Map)</dt>
		<dd>An image of objects per pixel. Its sum over an area is the count there.</dd>
		</dl>
		<pre>run("Count Sub-Pixel Objects...", "object_size=3");</pre></html>""";
}
