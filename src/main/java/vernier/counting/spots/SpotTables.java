package vernier.counting.spots;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import vernier.image.CsvTable;
import vernier.image.PlanePoint;
import vernier.image.Progress;
import vernier.image.TimeAxis;
import vernier.quality.PointMatching;
import vernier.quality.SpotScore;

/** Tables of spots, as truth and as what was found, compared plane by plane. */
public final class SpotTables {

	/** Columns that tell planes apart. */
	private static final List<String> PLANE = List.of("slice", "channel", "frame");

	private SpotTables() {}

	/**
	 * A true spot that was found.
	 *
	 * @param intensity as found; NaN if the table has none
	 * @param x error of the column, in pixels
	 * @param y error of the row, in pixels
	 * @param precision as stated by the table, in pixels; NaN if it states none
	 */
	public record Found(double intensity, double x, double y, double precision) {}

	/** True and found spots of one plane: x, y, row of the table. */
	private record Plane(double[][] truth, double[][] found) {}

	/** Points as a table; slice, channel and frame are told where every point tells its own. */
	public static CsvTable of(final List<PlanePoint> points) {
		final Map<String, ToIntFunction<PlanePoint>> all = Map.of("slice", PlanePoint::slice, "channel", PlanePoint::channel,
			"frame", PlanePoint::frame);
		final List<String> told = PLANE.stream().filter(key -> !points.isEmpty() && points.stream().allMatch(point -> all.get(
			key).applyAsInt(point) > 0)).toList();
		final CsvTable table = new CsvTable(Stream.concat(Stream.of("x_px", "y_px"), told.stream()).toList());
		for (final PlanePoint point : points)
			table.add(Stream.concat(Stream.of(point.x(), point.y()), told.stream().map(key -> all.get(key).applyAsInt(point)))
				.toArray());
		return table;
	}

	/**
	 * Scores found spots. Where both tables have a column slice, channel or frame, only spots of the same one are paired;
	 * see {@link TimeAxis} for movies whose time is in the frames of one and the slices of the other.
	 *
	 * @param truth with columns x_px and y_px
	 * @param found with columns x_px and y_px
	 * @param distance largest distance of a pair, in pixels
	 * @param progress told after every plane, asked whether to stop
	 * @throws vernier.image.VernierException if a column is missing or holds no numbers
	 */
	public static SpotScore score(final CsvTable truth, final CsvTable found, final double distance, final Progress progress) {
		final List<SpotScore> scores = new ArrayList<>();
		final List<Plane> planes = planes(truth, found);
		for (final Plane plane : planes) {
			progress.checkCancelled();
			scores.add(SpotScore.of(plane.truth, plane.found, distance, part(progress, scores.size(), planes)));
		}
		// asked also where both are empty, for what it checks
		return scores.isEmpty() ? SpotScore.of(new double[0][], new double[0][], distance) : SpotScore.sum(scores);
	}

	private static Progress part(final Progress progress, final int plane, final List<Plane> planes) {
		return progress.part((double) plane / planes.size(), (plane + 1.0) / planes.size());
	}

	/** What to look at where none of the spots is near a true one. */
	public static Optional<String> remark(final SpotScore score) {
		return score.truePositives() > 0 || score.falsePositives() == 0 || score.falseNegatives() == 0 ? Optional.empty()
			: Optional.of("No spot is near a true one: see that both tables count in pixels, from the image's corner, and name " +
				"slices, channels and frames alike");
	}

	/** The pairs of {@link #score}, each with its error and the precision that the table states. */
	public static List<Found> pairs(final CsvTable truth, final CsvTable found, final double distance,
		final Progress progress)
	{
		final List<Found> pairs = new ArrayList<>();
		final List<Plane> planes = planes(truth, found);
		for (int i = 0; i < planes.size(); i++) {
			progress.checkCancelled();
			final Plane plane = planes.get(i);
			for (final PointMatching.Pair pair : PointMatching.of(plane.truth, plane.found, distance, part(progress, i, planes))) {
				final double[] expected = plane.truth[pair.truth()];
				final double[] given = plane.found[pair.found()];
				pairs.add(new Found(number(found, given, "intensity"), given[0] - expected[0], given[1] - expected[1], number(
					found, given, "precision_px")));
			}
		}
		return pairs;
	}

	private static double number(final CsvTable table, final double[] point, final String column) {
		return table.has(column) ? table.number((int) point[2], column) : Double.NaN;
	}

	private static List<Plane> planes(final CsvTable truth, final CsvTable found) {
		truth.require("x_px", "y_px");
		found.require("x_px", "y_px");
		final List<TimeAxis.Columns> keys = TimeAxis.shared(truth, found);
		final Map<String, List<double[]>> expected = points(truth, keys.stream().map(TimeAxis.Columns::first).toList());
		final Map<String, List<double[]>> given = points(found, keys.stream().map(TimeAxis.Columns::second).toList());
		final List<Plane> planes = new ArrayList<>();
		for (final String plane : new TreeSet<>(Stream.concat(expected.keySet().stream(), given.keySet().stream()).toList()))
			planes.add(new Plane(expected.getOrDefault(plane, List.of()).toArray(double[][]::new), given.getOrDefault(plane, List
				.of()).toArray(double[][]::new)));
		return planes;
	}

	private static Map<String, List<double[]>> points(final CsvTable table, final List<String> keys) {
		final Map<String, List<double[]>> points = new LinkedHashMap<>();
		for (int i = 0; i < table.size(); i++) {
			final StringBuilder plane = new StringBuilder();
			for (final String key : keys)
				plane.append(table.number(i, key)).append(' ');
			points.computeIfAbsent(plane.toString(), k -> new ArrayList<>()).add(new double[] { table.number(i, "x_px"), table
				.number(i, "y_px"), i });
		}
		return points;
	}
}
