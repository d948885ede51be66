package vernier.imagej1;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;
import vernier.counting.spots.SpotTables;
import vernier.counting.spots.SpotTables.Found;
import vernier.image.CsvTable;
import vernier.image.PlanePoint;
import vernier.image.PointTables;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.quality.SpotScore;

/** Localised spots against the truth: a row of a table and a plot of the error over the intensity. */
public final class ScoreSpotsTask {

	/** The command's label in the menu, its name in macros. */
	public static final String COMMAND = "Score Spots...";

	/** Title of the table's window. */
	public static final String TABLE = "Vernier spot scores";

	/** Title of the plot. */
	public static final String PLOT = "Localisation error and Cramer-Rao bound";

	private static final Set<String> KEYS = MacroOptions.keys("truth", "found", "distance");
	private static final List<String> COLUMNS = List.of("x_px", "y_px", "intensity", "precision_px", "slice", "channel",
		"frame", "intensity_unit");

	/** Spots for each point of the plot, at least, and points at most. */
	private static final int PER_POINT = 5;
	private static final int POINTS = 12;
	/** Standard deviation of a Gaussian over the median of the absolute values. */
	private static final double PER_MEDIAN = 1.4826;
	/** Around what is plotted, a factor. */
	private static final double ROOM = 1.3;

	/**
	 * What is asked for.
	 *
	 * @param truth points as {@link PointSource} reads them, such as the path of a table with x_px and y_px
	 * @param found Results for the rows of the Results table that are of the image, or a table file
	 * @param distance largest distance of a pair, in pixels
	 */
	public record Settings(String truth, String found, String distance) {

		/** What a macro gets for what it omits. */
		public static final Settings DEFAULTS = new Settings(PointSource.AUTO, "Results", "3");

		/** Reads a macro's options; what is omitted takes its default. */
		public static Settings ofMacro(final String options) {
			final MacroOptions macro = MacroOptions.parse(options, KEYS, Set.of());
			return new Settings(macro.text("truth", DEFAULTS.truth), macro.text("found", DEFAULTS.found), macro.text("distance",
				DEFAULTS.distance));
		}

		double pixels() {
			try {
				return Double.parseDouble(distance.strip());
			}
			catch (final NumberFormatException e) {
				throw new VernierException("The distance is \"" + distance + "\", which is no number: give pixels, such as 3.", e);
			}
		}
	}

	/** The score and the pairs it comes from, and whether their intensities are photons. */
	public record Output(SpotScore score, List<Found> pairs, boolean photons) {}

	private ScoreSpotsTask() {}

	/**
	 * What would be compared, for a dialog that asks at every key: files and rows are not read.
	 *
	 * @param image whose spots they are; may be null if both are files
	 * @throws VernierException if columns are missing or the truth is not to be found
	 */
	static String plan(final ImagePlus image, final Settings settings) {
		SpotScore.checkDistance(settings.pixels());
		PointTables.check(ScoreTable.header(settings.found(), () -> {
			if (rows(image).findAny().isEmpty() && !hasNone(image))
				throw none(image);
			return new CsvTable(COLUMNS);
		}));
		return "Spots in " + ScoreTable.name(settings.found()) + " with " + PointSource.plan(settings.truth(), required(image,
			settings.truth()), List.of());
	}

	private static CsvTable truth(final ImagePlus image, final Settings settings) {
		return SpotTables.of(PointSource.read(settings.truth(), required(image, settings.truth())));
	}

	/**
	 * @param image whose spots they are; may be null if both are files
	 * @param progress told of planes, asked whether to stop
	 * @throws VernierException if columns are missing or the truth is not to be found
	 */
	public static Output run(final ImagePlus image, final Settings settings, final Progress progress) {
		final CsvTable found = PointTables.inPixels(ScoreTable.found(settings.found(), () -> results(image, IJ::log)), PointSource
			.pixelSize(image));
		final CsvTable truth = truth(image, settings);
		final boolean photons = found.has("intensity_unit") && found.size() > 0 && found.text(0, "intensity_unit").equals(
			"photon");
		final SpotScore score = SpotTables.score(truth, found, settings.pixels(), progress.part(0, 0.7));
		SpotTables.remark(score).ifPresent(line -> IJ.log("Vernier: " + line));
		return new Output(score, SpotTables.pairs(truth, found, settings.pixels(), progress.part(0.7, 1)), photons);
	}

	private static ImagePlus required(final ImagePlus image, final String source) {
		if (image == null && PointSource.isOfImage(source))
			throw new VernierException("There is no image open: open the image whose spots were localised first.");
		return image;
	}

	/**
	 * The spots in the Results table that are of the image: those of the last run where there are several, since each run
	 * finds most of them again.
	 */
	private static CsvTable results(final ImagePlus image, final Consumer<String> log) {
		final List<Integer> rows = rows(image).boxed().toList();
		final ResultsTable table = ResultsTable.getResultsTable();
		final CsvTable spots = new CsvTable(COLUMNS);
		final List<Integer> last = ofLastRun(rows, table, image);
		if (last.size() < rows.size())
			log.accept("Vernier: The Results table has " + (rows.size() - last.size()) + " more spots of \"" + image.getTitle() +
				"\" from earlier runs: those of the last one are compared");
		for (final int row : last)
			spots.add(table.getValue("x_px", row), table.getValue("y_px", row), table.getValue("intensity", row), table
				.getValue("precision_px", row), (int) table.getValue("slice", row), (int) table.getValue("channel", row), (int) table
					.getValue("frame", row), table.getStringValue("intensity_unit", row));
		if (spots.size() == 0 && !hasNone(image))
			throw none(image);
		return spots;
	}

	/** The rows of the Results table that are spots of an image, of all runs. */
	private static IntStream rows(final ImagePlus image) {
		CurrentImage.required(image, "the image whose spots were localised");
		final ResultsTable table = ResultsTable.getResultsTable();
		final boolean any = table.columnExists("x_px") && table.columnExists("precision_px");
		return IntStream.range(0, any ? table.size() : 0).filter(row -> image.getTitle().equals(table.getLabel(row)) && table
			.getValue("sigma_px", row) > 0);
	}

	/** True if spots were localised last, and there were none. */
	private static boolean hasNone(final ImagePlus image) {
		return image.getProperty(LocaliseSpotsTask.LAST) instanceof List<?> places && places.isEmpty();
	}

	private static VernierException none(final ImagePlus image) {
		return new VernierException("There are no spots of \"" + image.getTitle() +
			"\" in the Results table: run Localise Spots... first, or name a table file.");
	}

	/** The rows, or of them those that the last run has added, as far as they are still there. */
	private static List<Integer> ofLastRun(final List<Integer> rows, final ResultsTable table, final ImagePlus image) {
		if (!(image.getProperty(LocaliseSpotsTask.LAST) instanceof List<?> places))
			return rows;
		final Set<Object> awaited = new HashSet<>(places);
		final List<Integer> last = new ArrayList<>();
		for (int i = rows.size() - 1; i >= 0; i--) {
			final int row = rows.get(i);
			if (awaited.remove(new PlanePoint(table.getValue("x_px", row), table.getValue("y_px", row), (int) table.getValue(
				"channel", row), (int) table.getValue("slice", row), (int) table.getValue("frame", row))))
				last.add(row);
		}
		Collections.reverse(last);
		// another image of the same title may have been localised
		return last.isEmpty() && !places.isEmpty() ? rows : last;
	}

	/** Appends the score to the table of scores, and shows that. */
	public static void publish(final Output output, final String label) {
		final SpotScore score = output.score();
		final ResultsTable table = ScoreTable.withRow(TABLE, label);
		table.addValue("true", score.truePositives() + score.falseNegatives());
		table.addValue("found", score.truePositives() + score.falsePositives());
		table.addValue("F1", score.f1());
		table.addValue("precision", score.precision());
		table.addValue("recall", score.recall());
		table.addValue("F1 integral", score.f1Integral());
		table.addValue("RMSE", score.rmse());
		table.addValue("RMSE per axis", score.rmsePerAxis());
		ScoreTable.show(table, TABLE, label + ": " + table.getRowAsString(table.size() - 1));
	}

	/**
	 * Error along one axis over the intensity, in groups of spots of like intensity, and the bound that was stated: the root
	 * mean square, and 1.4826 times the median, which spots that a neighbour has displaced do not move.
	 *
	 * @return nothing, which is told in the Log window, if no pair has an intensity
	 */
	public static Optional<ImagePlus> plot(final Output output) {
		final List<Found> sorted = new ArrayList<>(output.pairs());
		sorted.removeIf(pair -> !(pair.intensity() > 0));
		if (sorted.isEmpty()) {
			IJ.log("Vernier: There is no plot of the error over the intensity: " + (output.pairs().isEmpty()
				? "no spot that was found lies within the distance of a true one" : "the spots that were found have no intensity"));
			return Optional.empty();
		}
		sorted.sort(Comparator.comparingDouble(Found::intensity));
		final int groups = Math.max(1, Math.min(POINTS, sorted.size() / PER_POINT));
		final double[][] points = new double[4][groups];
		for (int i = 0; i < points[0].length; i++) {
			final double[] point = group(sorted.subList(i * sorted.size() / groups, (i + 1) * sorted.size() / groups));
			for (int k = 0; k < point.length; k++)
				points[k][i] = point[k];
		}
		final Plot plot = new Plot(PLOT, output.photons() ? "intensity (photons)" : "intensity (gray levels)",
			"error along one axis (pixels)");
		plot.setColor(Color.GRAY);
		plot.addPoints(points[0], points[1], Plot.LINE);
		plot.setColor(new Color(0x1f, 0x5f, 0x99));
		plot.addPoints(points[0], points[2], Plot.CIRCLE);
		plot.setColor(new Color(0xc8, 0x5a, 0x1e));
		plot.addPoints(points[0], points[3], Plot.X);
		limit(plot, points);
		plot.setColor(Color.BLACK);
		plot.addLegend("Cramer-Rao bound\nroot mean square error\n1.4826 x median error");
		return Optional.of(plot.getImagePlus());
	}

	/** Logarithmic axes with some room, where there is something to show. */
	private static void limit(final Plot plot, final double[][] points) {
		final double[] errors = IntStream.range(1, points.length).boxed().flatMapToDouble(k -> Arrays.stream(points[k])).filter(
			value -> value > 0).toArray();
		if (points[0].length < 2 || errors.length == 0) {
			plot.setLimitsToFit(true);
			return;
		}
		plot.setAxisXLog(true);
		plot.setAxisYLog(true);
		plot.setLimits(points[0][0] / ROOM, points[0][points[0].length - 1] * ROOM, Arrays.stream(errors).min().orElseThrow() /
			ROOM, Arrays.stream(errors).max().orElseThrow() * ROOM);
	}

	/** Geometric mean of the intensity; stated precision, error and robust error. */
	private static double[] group(final List<Found> pairs) {
		final double logarithm = pairs.stream().mapToDouble(pair -> Math.log(pair.intensity())).average().orElseThrow();
		final double error = pairs.stream().mapToDouble(pair -> (pair.x() * pair.x() + pair.y() * pair.y()) / 2).average()
			.orElseThrow();
		final double stated = pairs.stream().mapToDouble(pair -> pair.precision() * pair.precision()).average().orElseThrow();
		final double[] sizes = pairs.stream().flatMapToDouble(pair -> DoubleStream.of(Math.abs(pair.x()), Math.abs(pair.y())))
			.sorted().toArray();
		return new double[] { Math.exp(logarithm), Math.sqrt(stated), Math.sqrt(error), PER_MEDIAN * sizes[sizes.length / 2] };
	}
}
