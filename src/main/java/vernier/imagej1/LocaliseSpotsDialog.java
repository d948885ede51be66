package vernier.imagej1;

import java.util.List;
import java.util.Optional;

import ij.gui.GenericDialog;
import vernier.counting.spots.Colour;
import vernier.counting.spots.Localisation;
import vernier.counting.spots.LocalisationOptions;
import vernier.counting.spots.Method;
import vernier.counting.spots.Polarity;
import vernier.inference.Device;
import vernier.model.ModelCatalog;

/** The dialog of Localise Spots in plain ImageJ. */
final class LocaliseSpotsDialog {

	private static final String[] MARKS = { "Points", LocaliseSpotsSettings.NONE };
	private static final String[] DRAWINGS = { LocaliseSpotsSettings.NONE, "Gaussian", "Histogram" };
	private static final String[] FORMATS = { "csv", "thunderstorm", "picasso" };

	private LocaliseSpotsDialog() {}

	/** @return what the user chose, or nothing if he cancelled */
	static Optional<LocaliseSpotsSettings> ask(final ModelCatalog catalog) {
		final LocaliseSpotsSettings last = LocaliseSpotsSettings.remembered();
		final GenericDialog dialog = new GenericDialog("Localise Spots");
		dialog.addChoice("Method:", Method.labels().toArray(String[]::new), last.method());
		final List<String> models = Localisation.choices(catalog);
		dialog.addChoice("Model:", models.toArray(String[]::new), models.contains(last.model()) ? last.model()
			: LocalisationOptions.AUTO);
		dialog.addChoice("Objects:", Polarity.labels(), last.objects());
		dialog.addChoice("Colour:", Colour.labels(), last.colour());
		dialog.addStringField("Sigma (pixels):", last.sigma(), 8);
		dialog.addStringField("Probability:", last.probability(), 8);
		dialog.addStringField("Threshold (times the noise):", last.threshold(), 8);
		dialog.addChoice("Device:", Device.labels(), last.device());
		dialog.addStringField("Gain (gray levels per photon):", last.gain(), 8);
		dialog.addStringField("Offset (gray level):", last.offset(), 8);
		dialog.addStringField("Read noise (photons):", last.noise(), 8);
		dialog.addChoice("Overlay:", MARKS, last.overlay());
		dialog.addChoice("Rendering:", DRAWINGS, last.rendering());
		dialog.addStringField("Magnification:", last.magnification(), 8);
		dialog.addFileField("Table file:", last.table(), 24);
		dialog.addChoice("Format of the file:", FORMATS, last.format());
		final Notice notice = new Notice();
		dialog.addPanel(notice);
		dialog.addHelp(HELP);
		OkButton.check(dialog, notice, () -> {
			final LocaliseSpotsSettings entered = settings(dialog);
			entered.options(catalog, line -> {});
			entered.check();
			return "";
		});
		dialog.showDialog();
		if (dialog.wasCanceled())
			return Optional.empty();
		final LocaliseSpotsSettings settings = settings(dialog);
		settings.remember();
		return Optional.of(settings);
	}

	private static LocaliseSpotsSettings settings(final GenericDialog dialog) {
		final List<String> choices = Fields.choices(dialog);
		final List<String> texts = Fields.texts(dialog);
		return new LocaliseSpotsSettings(choices.get(0), choices.get(1), choices.get(2), choices.get(3), texts.get(0), texts.get(
			1), texts.get(2), choices.get(4), texts.get(3), texts.get(4), texts.get(5), choices.get(5), choices.get(6), texts.get(
				6), texts.get(7), choices.get(7));
	}

	/** HTML, as ImageJ's dialogs want it. */
	private static final String HELP = """
		<html><h2>Localise Spots</h2>
		<p>Finds spots, plane by plane, in the image or its area selection, and where<br>
		each lies to a fraction of a pixel. Adds a row for each to the Results table.</p>
		<dl>
		<dt><b>Method</b> (<code>method</code>, Auto)</dt>
		<dd>LoG: maxima of the Laplacian of Gaussian. fit: these, fitted by a Gaussian with<br>
		maximum likelihood. network: a network for emitters, which tells spots in a crowd<br>
		apart; of very wide ones it sees the image reduced. Auto: the network, or fit if<br>
		there is none.</dd>
		<dt><b>Objects</b> (<code>objects</code>, Auto)</dt>
		<dd>Bright or Dark. Auto: dark where values are skewed to the dark side, or colour is<br>
		bright-field, and more dark spots than bright ones stand out; else bright.</dd>
		<dt><b>Colour</b> (<code>colour</code>, Auto)</dt>
		<dd>In what of a colour image: Luma (brightness, Auto), Red, Green, Blue, or the stain<br>
		Haematoxylin, Eosin or DAB, unmixed.</dd>
		<dt><b>Sigma</b> (<code>sigma</code>, Auto)</dt>
		<dd>Width of the spots: standard deviation in pixels. Auto finds it from the image.</dd>
		<dt><b>Probability</b> (<code>probability</code>, Auto)</dt>
		<dd>Least probability of a spot. For LoG and fit, that noise alone has no such spot<br>
		in the whole plane (Auto: 0.99).</dd>
		<dt><b>Threshold</b> (<code>threshold</code>, None)</dt>
		<dd>Least height as a multiple of the noise. LoG and fit: in the LoG response, in place<br>
		of a probability. Network: of the spot above its background, besides a probability;<br>
		with None, spots have to stand out of the texture around them.</dd>
		<dt><b>Gain, offset, read noise</b> (<code>gain</code> None, <code>offset</code> 0, <code>noise</code> 0)</dt>
		<dd>With a gain, intensities come in photons, and the precision is that of shot noise.</dd>
		<dt><b>Overlay</b> (<code>overlay</code>, Points)</dt>
		<dd>Marks the spots on the image; its pixels are not changed.</dd>
		<dt><b>Rendering, magnification</b> (<code>rendering</code> None, <code>magnification</code> 8)</dt>
		<dd>The spots of all slices and frames drawn in finer pixels.</dd>
		<dt><b>Table file, format</b> (<code>table</code> None, <code>format</code> csv)</dt>
		<dd>thunderstorm: as ThunderSTORM reads it; picasso: for Picasso's csv2hdf.</dd>
		</dl>
		<p>Positions count from the image's corner: the first pixel's centre is 0.5, 0.5.</p>
		<pre>run("Localise Spots...", "sigma=Auto");</pre></html>""";
}
