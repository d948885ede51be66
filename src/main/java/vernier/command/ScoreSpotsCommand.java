package vernier.command;

import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.WindowManager;
import vernier.imagej1.ScoreSpotsTask;
import vernier.imagej1.ScoreSpotsTask.Settings;
import vernier.imagej1.ScoreSpots_;
import vernier.imagej1.ScoreTable;

/**
 * Plugins &gt; Vernier &gt; Score Spots...: compares localised spots with tagged points or a table of true ones, by a row in
 * the table "Vernier spot scores" and a plot.
 *
 * <pre>
 * run("Score Spots...", "truth=Selection");
 * </pre>
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Score Spots...", attrs = @Attr(name = "no-record"))
public class ScoreSpotsCommand extends VernierCommand {

	@Parameter(persist = false, description = "Auto, Selection, Manager, Overlay, the title of a dot image, or the path of " +
		"a file with points.")
	private String truth = "Auto";

	@Parameter(persist = false, description = "Results, or the path of a table of spots.")
	private String found = "Results";

	@Parameter(persist = false, label = "Distance (pixels)", description = "How far apart a pair may be.")
	private String distance = "3";

	@Parameter(type = ItemIO.OUTPUT, label = "F1")
	private double f1;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot")
	private ImagePlus plot;

	@Override
	Map<String, Object> macroInputs(final String options) {
		final Settings settings = Settings.ofMacro(options);
		return Map.of("truth", settings.truth(), "found", settings.found(), "distance", settings.distance());
	}

	@Override
	void work() {
		final Settings settings = new Settings(truth.strip(), found.strip(), distance.strip());
		final ImagePlus image = WindowManager.getCurrentImage();
		final ScoreSpotsTask.Output output = tracked("Scoring spots", progress -> ScoreSpotsTask.run(image, settings,
			progress));
		ScoreSpotsTask.publish(output, ScoreTable.label(image, settings.found()));
		f1 = output.score().f1();
		plot = ScoreSpotsTask.plot(output).orElse(null);
		if (!showToMacro("plot", plot) && asksUser())
			ScoreSpots_.record(settings);
		resolveOutput("f1");
	}
}
