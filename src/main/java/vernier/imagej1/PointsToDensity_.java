package vernier.imagej1;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.GenericDialog;
import ij.plugin.PlugIn;
import vernier.counting.PointDensity;
import vernier.image.Geometry;
import vernier.image.HeatMap;
import vernier.image.ImagePlusBuilder;
import vernier.image.ImagePlusStack;
import vernier.image.PlanePoint;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.VernierException;

/**
 * Plugins &gt; Vernier &gt; Points to Density in plain ImageJ: the density of tagged points, 32-bit, titled as the image
 * without extension, then "-points"; its sum over a plane is the number of points there. In Fiji the SciJava command of
 * the same name takes its place; macro lines are the same:
 *
 * <pre>
 * run("Points to Density", "points=Selection sigma=2");
 * </pre>
 *
 * Options: {@code points} (default Auto; see {@link PointSource}) and {@code sigma} of the Gaussian that each point is
 * spread as, in pixels (default 0: each in its pixel).
 */
public final class PointsToDensity_ implements PlugIn {

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Points to Density";

	private static final Set<String> KEYS = MacroOptions.keys("points", "sigma");
	private static final String PREFERENCES = "vernier.points.";

	/**
	 * What is asked for.
	 *
	 * @param points see {@link PointSource}
	 * @param sigma px
	 */
	public record Settings(String points, String sigma) {

		/** Reads a macro's options; what is omitted takes its default. */
		public static Settings ofMacro(final String options) {
			final MacroOptions macro = MacroOptions.parse(options, KEYS, Set.of());
			return new Settings(macro.text("points", PointSource.AUTO), macro.text("sigma", "0"));
		}

		double pixels() {
			try {
				return Double.parseDouble(sigma.strip());
			}
			catch (final NumberFormatException e) {
				throw new VernierException("Sigma is \"" + sigma +
					"\", which is no number: give pixels, or 0 to put each point into its pixel.", e);
			}
		}

		/** Keeps these for the dialog, and writes the macro line to the recorder if that is open. */
		public void rememberAndRecord() {
			Prefs.set(PREFERENCES + "sigma", sigma);
			MacroLine.record(COMMAND, line -> {
				line.option("points", points);
				line.option("sigma", sigma);
			});
		}
	}

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final ImagePlus input = CurrentImage.get("the image that was tagged");
			final Optional<Settings> settings = inMacro ? Optional.of(Settings.ofMacro(MacroCall.options())) : ask(
				input);
			settings.ifPresent(chosen -> {
				final ImagePlus density = density(input, chosen, ImageJProgress.start("Density of points of " + input.getTitle()));
				// before ImageJ records that the new image was selected
				if (!inMacro)
					chosen.rememberAndRecord();
				density.show();
			});
		});
	}

	private static Optional<Settings> ask(final ImagePlus input) {
		final GenericDialog dialog = new GenericDialog(COMMAND);
		dialog.addStringField("Points:", PointSource.AUTO, 24);
		Hints.add(dialog, "Auto, Selection, Manager, Overlay, a dot image or a file");
		dialog.addStringField("Sigma (pixels):", Prefs.get(PREFERENCES + "sigma", "0"), 8);
		final Notice message = new Notice();
		dialog.addPanel(message);
		dialog.addHelp(ScoringHelp.POINTS);
		OkButton.check(dialog, message, () -> {
			PointDensity.checkSigma(settings(dialog).pixels());
			return PointSource.plan(settings(dialog).points(), input, List.of()) + " of \"" + input.getTitle() + "\"";
		});
		dialog.showDialog();
		return dialog.wasCanceled() ? Optional.empty() : Optional.of(settings(dialog));
	}

	private static Settings settings(final GenericDialog dialog) {
		final List<String> texts = Fields.texts(dialog);
		return new Settings(texts.get(0), texts.get(1));
	}

	/**
	 * The density of an image's points; not shown yet.
	 *
	 * @param progress asked before every point whether to stop
	 * @throws VernierException if there are no points, or sigma is none
	 */
	public static ImagePlus density(final ImagePlus input, final Settings settings, final Progress progress) {
		final double sigma = settings.pixels();
		final List<PlanePoint> points = PointSource.read(settings.points(), input);
		final PlaneStack planes = PointDensity.of(points, ImagePlusStack.of(input), sigma, progress);
		final double sum = PointDensity.sum(planes);
		final ImagePlus density = ImagePlusBuilder.build(planes, input, Geometry.IDENTITY, OpenImages.newTitle(input,
			"points"), Map.of("Vernier points", points.size() + " tagged, sum " + IJ.d2s(sum, 3)));
		HeatMap.show(density);
		IJ.showStatus(IJ.d2s(sum, 1) + " points");
		return density;
	}
}
