package vernier.imagej1;

import java.util.List;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.PlugIn;
import vernier.imagej1.ScoreSpotsTask.Settings;

/**
 * Plugins &gt; Vernier &gt; Score Spots... in plain ImageJ: compares localised spots with tagged points or a table of true
 * ones, by a row in the table "Vernier spot scores" and a plot. In Fiji the SciJava command of the same name takes its
 * place; macro lines are the same:
 *
 * <pre>
 * run("Score Spots...", "truth=Selection");
 * run("Score Spots...", "truth=/data/truth.csv found=/data/spots.csv distance=3");
 * </pre>
 *
 * Options, all of which can be omitted in a macro: {@code truth} (default Auto), {@code found} (Results) and
 * {@code distance} (3), see {@link Settings}.
 */
public final class ScoreSpots_ implements PlugIn {

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final ImagePlus image = WindowManager.getCurrentImage();
			final Optional<Settings> settings = inMacro ? Optional.of(Settings.ofMacro(MacroCall.options())) : ask(
				image);
			settings.ifPresent(chosen -> {
				final ScoreSpotsTask.Output output = ScoreSpotsTask.run(image, chosen, ImageJProgress.start("Scoring spots"));
				IJ.showProgress(1.0);
				ScoreSpotsTask.publish(output, ScoreTable.label(image, chosen.found()));
				final Optional<ImagePlus> plot = ScoreSpotsTask.plot(output);
				// before ImageJ records that the plot was selected
				if (!inMacro)
					record(chosen);
				plot.ifPresent(ImagePlus::show);
			});
		});
	}

	private static Optional<Settings> ask(final ImagePlus image) {
		final GenericDialog dialog = new GenericDialog("Score Spots");
		dialog.addStringField("Truth:", Settings.DEFAULTS.truth(), 24);
		Hints.add(dialog, "Auto, Selection, Manager, Overlay, a dot image or a file");
		dialog.addStringField("Found:", Settings.DEFAULTS.found(), 24);
		Hints.add(dialog, "Results, or the file of a table of spots");
		dialog.addStringField("Distance (pixels):", Settings.DEFAULTS.distance(), 8);
		final Notice message = new Notice();
		dialog.addPanel(message);
		dialog.addHelp(ScoringHelp.SPOTS);
		OkButton.check(dialog, message, () -> ScoreSpotsTask.plan(image, settings(dialog)));
		dialog.showDialog();
		return dialog.wasCanceled() ? Optional.empty() : Optional.of(settings(dialog));
	}

	private static Settings settings(final GenericDialog dialog) {
		final List<String> texts = Fields.texts(dialog);
		return new Settings(texts.get(0), texts.get(1), texts.get(2));
	}

	/** Writes the macro line to the recorder if that is open. */
	public static void record(final Settings settings) {
		MacroLine.record(ScoreSpotsTask.COMMAND, line -> {
			line.option("truth", settings.truth());
			line.option("found", settings.found());
			line.option("distance", settings.distance());
		});
	}
}
