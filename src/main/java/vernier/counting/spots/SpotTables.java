package vernier.counting.spots;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import vernier.image.CsvTable;
import vernier.quality.SpotScore;

/** Tables of spots, as truth and as what was found, compared plane by plane. */
public final class SpotTables {

	/** Columns that tell planes apart. */
	private static final List<String> PLANE = List.of("slice", "channel", "frame");

	private SpotTables() {}

	/**
	 * Scores found spots. Where both tables have a column slice, channel or frame, only spots of the same one are paired.
	 *
	 * @param truth with columns x_px and y_px
	 * @param found with columns x_px and y_px
	 * @param distance largest distance of a pair, in pixels
	 * @throws vernier.image.VernierException if a column is missing or holds no numbers
	 */
	public static SpotScore score(final CsvTable truth, final CsvTable found, final double distance) {
		truth.require("x_px", "y_px");
		found.require("x_px", "y_px");
		final List<String> keys = PLANE.stream().filter(key -> truth.has(key) && found.has(key)).toList();
		final Map<String, List<double[]>> expected = points(truth, keys);
		final Map<String, List<double[]>> given = points(found, keys);
		final List<SpotScore> scores = new ArrayList<>();
		for (final String plane : new TreeSet<>(Stream.concat(expected.keySet().stream(), given.keySet().stream()).toList()))
			scores.add(SpotScore.of(expected.getOrDefault(plane, List.of()).toArray(double[][]::new), given.getOrDefault(plane, List
				.of()).toArray(double[][]::new), distance));
		// asked also where both are empty, for what it checks
		return scores.isEmpty() ? SpotScore.of(new double[0][], new double[0][], distance) : SpotScore.sum(scores);
	}

	private static Map<String, List<double[]>> points(final CsvTable table, final List<String> keys) {
		final Map<String, List<double[]>> points = new LinkedHashMap<>();
		for (int i = 0; i < table.size(); i++) {
			final StringBuilder plane = new StringBuilder();
			for (final String key : keys)
				plane.append(table.number(i, key)).append(' ');
			points.computeIfAbsent(plane.toString(), k -> new ArrayList<>()).add(new double[] { table.number(i, "x_px"), table
				.number(i, "y_px") });
		}
		return points;
	}
}
