package vernier.counting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import vernier.image.CsvTable;
import vernier.image.MaskArea;
import vernier.image.PlanePoint;
import vernier.image.PlanePosition;
import vernier.image.VernierException;
import vernier.quality.CountScore.Pair;

/** Brings tables of counts together with the truth. */
public final class CountTables {

	private static final List<String> KEYS = List.of("image", "file", "roi", "slice", "channel", "frame");

	private CountTables() {}

	/**
	 * Pairs the rows of a table with those of the true counts: by the columns image, roi, slice, channel and frame that both
	 * have; without any, by their order.
	 *
	 * @param truth with a column {@code truth} or {@code count}
	 * @param found with columns {@code count} and, if there are intervals, {@code low} and {@code high}
	 * @throws VernierException if a column is missing, or a row has no partner
	 */
	public static List<Pair> pairs(final CsvTable truth, final CsvTable found) {
		found.require("count");
		final String column = truth.has(CountReport.TRUTH) ? CountReport.TRUTH : "count";
		truth.require(column);
		final List<String> keys = KEYS.stream().filter(key -> truth.has(key) && found.has(key)).toList();
		if (keys.isEmpty() && truth.size() != found.size())
			throw new VernierException("The tables have " + truth.size() + " true and " + found.size() +
				" found counts, and no common column such as image, roi or slice to pair them by: give tables of equal length, or " +
				"add such a column.");
		final Map<String, Integer> rows = new HashMap<>();
		for (int i = 0; i < truth.size(); i++)
			if (rows.put(keys.isEmpty() ? "" + i : key(truth, i, keys), i) != null)
				throw new VernierException("The table of true counts has two rows for " + key(truth, i, keys) +
					": give one row for each.");
		final List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < found.size(); i++) {
			final String key = keys.isEmpty() ? "" + i : key(found, i, keys);
			if (!rows.containsKey(key))
				throw new VernierException("There is no true count for " + key + ": add a row for it to the table of true counts.");
			pairs.add(pair(truth.number(rows.get(key), column), found, i));
		}
		return pairs;
	}

	private static String key(final CsvTable table, final int row, final List<String> keys) {
		return keys.stream().map(key -> key + " " + table.text(row, key)).collect(Collectors.joining(", "));
	}

	/**
	 * Pairs the rows of a table with the number of points in their area and plane.
	 *
	 * @param areas those that were counted in; the whole image goes without
	 * @throws VernierException if a column is missing, or an area is not among those given
	 */
	public static List<Pair> pairs(final List<PlanePoint> truth, final List<MaskArea> areas, final CsvTable found) {
		found.require("count");
		final List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < found.size(); i++) {
			final String name = found.has("roi") ? found.text(i, "roi") : MaskArea.IMAGE;
			final MaskArea area = areas.stream().filter(a -> a.name().equals(name)).findFirst().orElse(null);
			if (area == null && !name.equals(MaskArea.IMAGE))
				throw new VernierException("The counts are for the area \"" + name +
					"\", which is not among the given selections: give the selections that were counted in.");
			final PlanePosition position = new PlanePosition(number(found, i, "channel"), number(found, i, "slice"), number(found,
				i, "frame"));
			final long count = truth.stream().filter(point -> point.isIn(position) && (area == null || area.contains((long) Math
				.floor(point.x()), (long) Math.floor(point.y())))).count();
			pairs.add(pair(count, found, i));
		}
		return pairs;
	}

	private static int number(final CsvTable table, final int row, final String column) {
		return table.has(column) ? (int) table.number(row, column) : 1;
	}

	private static Pair pair(final double truth, final CsvTable found, final int row) {
		final boolean intervals = found.has("low") && found.has("high");
		return new Pair(truth, found.number(row, "count"), intervals ? found.number(row, "low") : Double.NaN, intervals ? found
			.number(row, "high") : Double.NaN);
	}
}
