package vernier.imagej1;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;
import vernier.counting.CountReport;
import vernier.counting.CountTables;
import vernier.image.CsvTable;
import vernier.image.MaskArea;
import vernier.image.NamedFile;
import vernier.image.VernierException;
import vernier.quality.CountScore;
import vernier.quality.CountScore.Pair;

/** Counts against the truth: a row of a table and a plot. */
public final class ScoreCountsTask {

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Score Counts...";

	/** Title of the table's window. */
	public static final String TABLE = "Vernier scores";

	/** Title of the plot. */
	public static final String PLOT = "Predicted against true counts";

	private static final Set<String> KEYS = MacroOptions.keys("truth", "found", "rois");

	/**
	 * What is asked for.
	 *
	 * @param truth a table file with a column count or truth, or points as {@link PointSource} reads them
	 * @param found Results for the rows of the Results table that are of the image, or a table file
	 * @param rois the areas that were counted in, where the truth is given as points; see {@link CountAreas}
	 */
	public record Settings(String truth, String found, String rois) {

		/** What a macro gets for what it omits. */
		public static final Settings DEFAULTS = new Settings(PointSource.AUTO, "Results", "Auto");

		/** Reads a macro's options; what is omitted takes its default. */
		public static Settings ofMacro(final String options) {
			final MacroOptions macro = MacroOptions.parse(options, KEYS, Set.of());
			return new Settings(macro.text("truth", DEFAULTS.truth), macro.text("found", DEFAULTS.found), macro.text("rois",
				DEFAULTS.rois));
		}
	}

	private ScoreCountsTask() {}

	/**
	 * Pairs of true and found counts.
	 *
	 * @param image whose counts they are; may be null if both are files of counts
	 * @throws VernierException if columns are missing, or there is nothing to compare
	 */
	public static List<Pair> pairs(final ImagePlus image, final Settings settings) {
		return pairs(image, settings, IJ::log);
	}

	/**
	 * What would be compared.
	 *
	 * @throws VernierException as above
	 */
	static String plan(final ImagePlus image, final Settings settings) {
		return pairs(image, settings, line -> {}).size() + " counts with true ones";
	}

	private static List<Pair> pairs(final ImagePlus image, final Settings settings, final Consumer<String> log) {
		final CsvTable found = ScoreTable.found(settings.found(), () -> results(image, log));
		final String truth = settings.truth().strip();
		if (truth.toLowerCase(Locale.ROOT).matches(".*\\.(csv|txt|tsv)")) {
			final CsvTable table = CsvTable.read(NamedFile.of(truth).orElseThrow(() -> new VernierException(
				"There is no table \"" + truth + "\" of the truth: name one that is there.")));
			if (table.has("count") || table.has(CountReport.TRUTH))
				return CountTables.pairs(table, found);
		}
		CurrentImage.required(image, "the image that was counted in");
		final CountAreas where = CountAreas.parse(settings.rois());
		final List<MaskArea> areas = where.of(image);
		return CountTables.pairs(PointSource.read(truth, image, where.rois(image)), areas, found);
	}

	/**
	 * The counts in the Results table that are of the image; where it was counted in several times, the last count of each
	 * area and plane.
	 */
	private static CsvTable results(final ImagePlus image, final Consumer<String> log) {
		final ResultsTable table = ResultsTable.getResultsTable();
		CurrentImage.required(image, "the image that was counted in");
		final CsvTable counts = new CsvTable(List.of("roi", "slice", "channel", "frame", "count", "low", "high"));
		final boolean any = table.columnExists("count") && table.columnExists("roi") && table.columnExists("area");
		final Map<List<Object>, Integer> last = new LinkedHashMap<>();
		int rows = 0;
		for (int row = 0; any && row < table.size(); row++)
			// rows of other commands, such as spots of the same image, have no area
			if (image.getTitle().equals(table.getLabel(row)) && table.getValue("area", row) > 0) {
				last.put(List.of(table.getStringValue("roi", row), (int) table.getValue("slice", row), (int) table.getValue(
					"channel", row), (int) table.getValue("frame", row)), row);
				rows++;
			}
		if (last.size() < rows)
			log.accept("Vernier: The Results table has " + (rows - last.size()) + " more counts of \"" + image.getTitle() +
				"\" from earlier runs: the last ones are compared");
		last.forEach((key, row) -> counts.add(key.get(0), key.get(1), key.get(2), key.get(3), table.getValue("count", row),
			table.getValue("low", row), table.getValue("high", row)));
		if (counts.size() == 0)
			throw new VernierException("There are no counts of \"" + image.getTitle() +
				"\" in the Results table: run Count Sub-Pixel Objects... first, or name a table file.");
		return counts;
	}

	/** Appends the score to the table of scores, and shows that. */
	public static CountScore publish(final List<Pair> pairs, final String label) {
		final CountScore score = CountScore.of(pairs);
		final ResultsTable table = ScoreTable.withRow(TABLE, label);
		table.addValue("n", score.number());
		table.addValue("MAE", score.meanAbsoluteError());
		table.addValue("RMSE", score.rootMeanSquareError());
		table.addValue("mean relative error", score.meanRelativeError());
		table.addValue("bias", score.bias());
		table.addValue("coverage", score.coverage());
		ScoreTable.show(table, TABLE, label + ": " + score);
		return score;
	}

	/** Predicted against true counts, with intervals where there are any, and the identity line. */
	public static ImagePlus plot(final List<Pair> pairs) {
		final List<Pair> sorted = new ArrayList<>(pairs);
		sorted.sort((a, b) -> Double.compare(a.truth(), b.truth()));
		final double[] truth = sorted.stream().mapToDouble(Pair::truth).toArray();
		final double[] count = sorted.stream().mapToDouble(Pair::count).toArray();
		double most = 1;
		for (final Pair pair : sorted)
			most = Math.max(most, Math.max(pair.truth(), Math.max(pair.count(), Double.isNaN(pair.high()) ? 0 : pair.high())));
		final Plot plot = new Plot(PLOT, "true count", "predicted count");
		plot.setLimits(0, 1.05 * most, 0, 1.05 * most);
		plot.setColor(Color.GRAY);
		plot.drawLine(0, 0, 1.05 * most, 1.05 * most);
		plot.setColor(new Color(0x7f, 0xb0, 0xd8));
		for (final Pair pair : sorted)
			if (!Double.isNaN(pair.low()) && !Double.isNaN(pair.high()))
				plot.drawLine(pair.truth(), pair.low(), pair.truth(), pair.high());
		plot.setColor(new Color(0x1f, 0x5f, 0x99));
		plot.addPoints(truth, count, Plot.CIRCLE);
		return plot.getImagePlus();
	}
}
