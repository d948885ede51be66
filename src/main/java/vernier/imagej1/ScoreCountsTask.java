package vernier.imagej1;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

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

	/** Around what is plotted, a part of it: room for the point of a count of 0 too. */
	private static final double ROOM = 0.05;

	private static final Set<String> KEYS = MacroOptions.keys("truth", "found", "rois", "points");
	private static final List<String> COLUMNS = List.of("roi", "slice", "channel", "frame", "count", "low", "high");

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
			return new Settings(macro.text("truth", "points", DEFAULTS.truth), macro.text("found", DEFAULTS.found), macro.text("rois",
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
	 * What would be compared, for a dialog that asks at every key: files and rows are not read.
	 *
	 * @throws VernierException as above, but for what is wrong within rows
	 */
	static String plan(final ImagePlus image, final Settings settings) {
		ScoreTable.header(settings.found(), () -> {
			rows(image).findAny().orElseThrow(() -> none(image));
			return new CsvTable(COLUMNS);
		}).require("count");
		final String counts = "Counts in " + ScoreTable.name(settings.found()) + " with ";
		final Optional<Path> table = tableOfCounts(settings.truth().strip());
		if (table.isPresent())
			return counts + "those in " + table.get().getFileName();
		CurrentImage.required(image, "the image that was counted in");
		return counts + PointSource.plan(settings.truth(), image, CountAreas.parse(settings.rois()).rois(image));
	}

	/** The file of the truth, if it is a table of counts and not of points. */
	private static Optional<Path> tableOfCounts(final String truth) {
		if (!truth.toLowerCase(Locale.ROOT).matches(".*\\.(csv|txt|tsv)"))
			return Optional.empty();
		final Path file = NamedFile.of(truth).orElseThrow(() -> new VernierException("There is no table \"" + truth +
			"\" of the truth: name one that is there."));
		final CsvTable header = CsvTable.header(file);
		return header.has("count") || header.has(CountReport.TRUTH) ? Optional.of(file) : Optional.empty();
	}

	private static List<Pair> pairs(final ImagePlus image, final Settings settings, final Consumer<String> log) {
		final CsvTable found = ScoreTable.found(settings.found(), () -> results(image, log));
		final String truth = settings.truth().strip();
		final Optional<Path> table = tableOfCounts(truth);
		if (table.isPresent())
			return CountTables.pairs(CsvTable.read(table.get()), found);
		CurrentImage.required(image, "the image that was counted in");
		final CountAreas where = CountAreas.parse(settings.rois());
		final List<MaskArea> areas = where.of(image, log);
		return CountTables.pairs(PointSource.read(truth, image, where.rois(image)), areas, found);
	}

	/**
	 * The counts in the Results table that are of the image; where it was counted in several times, the last count of each
	 * area and plane.
	 */
	private static CsvTable results(final ImagePlus image, final Consumer<String> log) {
		final int[] rows = rows(image).toArray();
		final ResultsTable table = ResultsTable.getResultsTable();
		final CsvTable counts = new CsvTable(COLUMNS);
		final Map<List<Object>, Integer> last = new LinkedHashMap<>();
		for (final int row : rows)
			last.put(List.of(table.getStringValue("roi", row), (int) table.getValue("slice", row), (int) table.getValue(
				"channel", row), (int) table.getValue("frame", row)), row);
		if (last.size() < rows.length)
			log.accept("Vernier: The Results table has " + (rows.length - last.size()) + " more counts of \"" + image.getTitle() +
				"\" from earlier runs: the last ones are compared");
		last.forEach((key, row) -> counts.add(key.get(0), key.get(1), key.get(2), key.get(3), table.getValue("count", row),
			table.getValue("low", row), table.getValue("high", row)));
		if (counts.size() == 0)
			throw none(image);
		return counts;
	}

	/** The rows of the Results table that are counts of an image; rows of other commands, such as spots, have no area. */
	private static IntStream rows(final ImagePlus image) {
		CurrentImage.required(image, "the image that was counted in");
		final ResultsTable table = ResultsTable.getResultsTable();
		final boolean any = table.columnExists("count") && table.columnExists("roi") && table.columnExists("area");
		return IntStream.range(0, any ? table.size() : 0).filter(row -> image.getTitle().equals(table.getLabel(row)) && table
			.getValue("area", row) > 0);
	}

	private static VernierException none(final ImagePlus image) {
		return new VernierException("There are no counts of \"" + image.getTitle() +
			"\" in the Results table: run Count Sub-Pixel Objects... first, or name a table file.");
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
		sorted.removeIf(pair -> Double.isNaN(pair.count()));
		sorted.sort((a, b) -> Double.compare(a.truth(), b.truth()));
		final double[] truth = sorted.stream().mapToDouble(Pair::truth).toArray();
		final double[] count = sorted.stream().mapToDouble(Pair::count).toArray();
		double most = 1;
		for (final Pair pair : sorted)
			most = Math.max(most, Math.max(pair.truth(), Math.max(pair.count(), Double.isNaN(pair.high()) ? 0 : pair.high())));
		final Plot plot = new Plot(PLOT, "true count", "predicted count");
		final double from = -ROOM * most;
		final double to = (1 + ROOM) * most;
		plot.setLimits(from, to, from, to);
		plot.setColor(Color.GRAY);
		plot.drawLine(from, from, to, to);
		plot.setColor(new Color(0x7f, 0xb0, 0xd8));
		for (final Pair pair : sorted)
			if (!Double.isNaN(pair.low()) && !Double.isNaN(pair.high()))
				plot.drawLine(pair.truth(), pair.low(), pair.truth(), pair.high());
		plot.setColor(new Color(0x1f, 0x5f, 0x99));
		plot.addPoints(truth, count, Plot.CIRCLE);
		return plot.getImagePlus();
	}
}
