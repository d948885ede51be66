package vernier.imagej1;

import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.PlugIn;
import vernier.imagej1.ScoreCountsTask.Settings;
import vernier.quality.CountScore.Pair;

/**
 * Plugins &gt; Vernier &gt; Score Counts... in plain ImageJ: compares counts with tagged points or a table of true counts,
 * by a row in the table "Vernier scores" and a plot. In Fiji the SciJava command of the same name takes its place; macro
 * lines are the same:
 *
 * <pre>
 * run("Score Counts...", "truth=Selection");
 * run("Score Counts...", "truth=/data/truth.csv found=/data/counts.csv");
 * </pre>
 *
 * Options, all of which can be omitted in a macro: {@code truth} (default Auto), {@code found} (Results) and {@code rois}
 * (Auto), see {@link Settings}.
 */
public final class ScoreCounts_ implements PlugIn {

	@Override
	public void run(final String argument) {
		final boolean inMacro = MacroCall.isInThisThread();
		Failures.guard(inMacro, () -> {
			final ImagePlus image = WindowManager.getCurrentImage();
			final Optional<Settings> settings = inMacro ? Optional.of(Settings.ofMacro(MacroCall.options())) : ask(
				image);
			settings.ifPresent(chosen -> {
				final List<Pair> pairs = ScoreCountsTask.pairs(image, chosen);
				ScoreCountsTask.publish(pairs, ScoreTable.label(image, chosen.found()));
				final ImagePlus plot = ScoreCountsTask.plot(pairs);
				// before ImageJ records that the plot was selected
				if (!inMacro)
					record(chosen);
				plot.show();
			});
		});
	}

	private static Optional<Settings> ask(final ImagePlus image) {
		final GenericDialog dialog = new GenericDialog("Score Counts");
		dialog.addStringField("Truth:", Settings.DEFAULTS.truth(), 24);
		Hints.add(dialog, "Auto, Selection, Manager, Overlay, a dot image or a file");
		dialog.addStringField("Found:", Settings.DEFAULTS.found(), 24);
		Hints.add(dialog, "Results, or the file of a table of counts");
		dialog.addChoice("ROIs:", CountAreas.labels(), Settings.DEFAULTS.rois());
		final Notice message = new Notice();
		dialog.addPanel(message);
		dialog.addHelp(ScoringHelp.COUNTS);
		OkButton.check(dialog, message, () -> ScoreCountsTask.plan(image, settings(dialog)));
		dialog.showDialog();
		return dialog.wasCanceled() ? Optional.empty() : Optional.of(settings(dialog));
	}

	private static Settings settings(final GenericDialog dialog) {
		final List<String> texts = Fields.texts(dialog);
		return new Settings(texts.get(0), texts.get(1), Fields.choices(dialog).get(0));
	}

	/** Writes the macro line to the recorder if that is open. */
	public static void record(final Settings settings) {
		MacroLine.record(ScoreCountsTask.COMMAND, line -> {
			line.option("truth", settings.truth());
			line.option("found", settings.found());
			line.option("rois", settings.rois());
		});
	}
}
