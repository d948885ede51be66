package vernier.counting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import vernier.image.CsvTable;
import vernier.image.MaskArea;
import vernier.image.PlanePoint;
import vernier.image.PlanePosition;
import vernier.image.TimeAxis;
import vernier.image.VernierException;
import vernier.quality.CountScore.Pair;

/** Brings tables of counts together with the truth. */
public final class CountTables {

	/** Columns that tell images and areas apart; ImageJ has the image's title in its label. */
	private static final List<String> PLACES = List.of("image", "file", "label", "roi");

	private CountTables() {}

	/**
	 * Pairs the rows of a table with those of the true counts: by the columns image, file, label, roi, slice, channel and
	 * frame that both have, see {@link TimeAxis}; without any, by their order.
	 *
	 * @param truth with a column {@code truth} or {@code count}
	 * @param found with columns {@code count} and, if there are intervals, {@code low} and {@code high}
	 * @throws VernierException if a column is missing, a found row has no true one, or two rows of a table are for the same
	 */
	public static List<Pair> pairs(final CsvTable truth, final CsvTable found) {
		found.require("count");
		final String column = truth.has(CountReport.TRUTH) ? CountReport.TRUTH : "count";
		truth.require(column);
		final List<TimeAxis.Columns> keys = new ArrayList<>(PLACES.stream().filter(key -> truth.has(key) && found.has(key)).map(
			key -> new TimeAxis.Columns(key, key)).toList());
		keys.addAll(TimeAxis.shared(truth, found));
		if (keys.isEmpty() && truth.size() != found.size())
			throw new VernierException("The tables have " + truth.size() + " true and " + found.size() +
				" found counts, and no common column such as image, roi or slice to pair them by: give tables of equal length, or " +
				"add such a column.");
		final Map<String, Integer> known = rows(truth, keys, TimeAxis.Columns::first, "true");
		final Map<String, Integer> given = rows(found, keys, TimeAxis.Columns::second, "found");
		final List<Pair> pairs = new ArrayList<>();
		given.forEach((key, row) -> {
			if (!known.containsKey(key))
				throw new VernierException("There is no true count for " + key + ": add a row for it to the table of true counts.");
			pairs.add(pair(truth.number(known.get(key), column), found, row));
		});
		return pairs;
	}

	/** The rows of a table by what they are for, in their order. */
	private static Map<String, Integer> rows(final CsvTable table, final List<TimeAxis.Columns> keys,
		final Function<TimeAxis.Columns, String> own, final String what)
	{
		final Map<String, Integer> rows = new LinkedHashMap<>();
		for (int i = 0; i < table.size(); i++) {
			final int row = i;
			final String key = keys.isEmpty() ? "row " + (i + 1) : keys.stream().map(columns -> columns.first() + " " + TimeAxis
				.plane(table, row, own.apply(columns))).collect(Collectors.joining(", "));
			if (rows.put(key, i) != null)
				throw new VernierException("The table of " + what + " counts has two rows for " + key +
					": give one row for each, or a column that both tables have, such as image, to tell them apart.");
		}
		return rows;
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
		final PointCells points = new PointCells(TimeAxis.of(truth, IntStream.range(0, found.size()).mapToObj(i -> position(found,
			i)).toList()));
		final Map<String, List<MaskArea>> byName = areas.stream().collect(Collectors.groupingBy(MaskArea::name));
		for (int i = 0; i < found.size(); i++) {
			final PlanePosition position = position(found, i);
			final String name = found.has("roi") ? found.text(i, "roi") : MaskArea.IMAGE;
			final MaskArea area = area(byName.getOrDefault(name, List.of()), position);
			if (area == null && !name.equals(MaskArea.IMAGE))
				throw new VernierException("The counts are for the area \"" + name +
					"\", which is not among the given selections: give the selections that were counted in (rois), or for a grid let " +
					"\"count --points\" write the truth beside the counts, and give that table twice.");
			pairs.add(pair(area == null ? points.count(position) : points.count(area, position), found, i));
		}
		return pairs;
	}

	/** Of the areas of a name the only one; of several, in as many planes, that of the plane. Null if there is none. */
	private static MaskArea area(final List<MaskArea> named, final PlanePosition position) {
		return named.size() == 1 ? named.get(0) : named.stream().filter(area -> area.isIn(position)).findFirst().orElse(null);
	}

	private static PlanePosition position(final CsvTable table, final int row) {
		return new PlanePosition(number(table, row, "channel"), number(table, row, "slice"), number(table, row, "frame"));
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
