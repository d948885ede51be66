package vernier.command;

import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.WindowManager;
import vernier.imagej1.ScoreCountsTask;
import vernier.imagej1.ScoreCountsTask.Settings;
import vernier.imagej1.ScoreCounts_;
import vernier.imagej1.ScoreTable;
import vernier.quality.CountScore.Pair;

/**
 * Plugins &gt; Vernier &gt; Score Counts...: compares counts with tagged points or a table of true counts, by a row in the
 * table "Vernier scores" and a plot.
 *
 * <pre>
 * run("Score Counts...", "truth=Selection");
 * </pre>
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Score Counts...", attrs = @Attr(name = "no-record"))
public class ScoreCountsCommand extends VernierCommand {

	@Parameter(persist = false, description = "Auto, Selection, Manager, Overlay, the title of a dot image, or the path of " +
		"a file with points or true counts.")
	private String truth = "Auto";

	@Parameter(persist = false, description = "Results, or the path of a table of counts.")
	private String found = "Results";

	@Parameter(persist = false, label = "ROIs", choices = { "Auto", "Manager", "Overlay", "Selection", "Image" },
		description = "The areas that were counted in, where the truth is given as points.")
	private String rois = "Auto";

	@Parameter(type = ItemIO.OUTPUT, label = "Mean absolute error")
	private double error;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot")
	private ImagePlus plot;

	@Override
	Map<String, Object> macroInputs(final String options) {
		final Settings settings = Settings.ofMacro(options);
		return Map.of("truth", settings.truth(), "found", settings.found(), "rois", settings.rois());
	}

	@Override
	void work() {
		final Settings settings = new Settings(truth.strip(), found.strip(), rois);
		final ImagePlus image = WindowManager.getCurrentImage();
		final List<Pair> pairs = ScoreCountsTask.pairs(image, settings);
		error = ScoreCountsTask.publish(pairs, ScoreTable.label(image, settings.found())).meanAbsoluteError();
		plot = ScoreCountsTask.plot(pairs);
		if (!showToMacro("plot", plot) && asksUser())
			ScoreCounts_.record(settings);
		resolveOutput("error");
	}
}
