package vernier.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tables of points as various programs write them, brought to pixels from the image's corner: columns x_px and y_px, or x
 * and y in pixels; those of ThunderSTORM ("x [nm]", "y [nm]", from the corner); of TrackMate (POSITION_X, POSITION_Y in the
 * unit that the third of its further header rows names, FRAME from 0); and of napari (axis-0 and axis-1, row and
 * column; with three axes the first is the slice, with four frame and slice, from 0). The last two count from the centre of
 * the first pixel.
 */
public final class PointTables {

	private static final String NANOMETRES = "nm";
	/** Lines between TrackMate's names of columns and its numbers: what they are, shortly, and units. */
	private static final int MOST_HEADERS = 3;
	/** Columns that are kept, and say what plane a point is in. */
	private static final List<String> PLANES = List.of("slice", "channel", "frame");
	private static final List<String> KEPT = List.of("intensity", "precision_px", "intensity_unit");

	/** The axes before row and column, from the last one on. */
	private static final Map<String, Map<String, String>> AXES = Map.of("axis-3", Map.of("slice", "axis-1", "frame", "axis-0"),
		"axis-2", Map.of("slice", "axis-0"));

	/**
	 * What a program calls the places.
	 *
	 * @param unit of the places; "" if the table names it
	 * @param shift to the image's corner, in pixels
	 * @param first number of the first slice or frame
	 */
	private record Layout(String x, String y, String unit, double shift, int first) {}

	private static final List<Layout> LAYOUTS = List.of(new Layout("x_px", "y_px", "pixel", 0, 1), //
		new Layout("x [nm]", "y [nm]", NANOMETRES, 0, 1), new Layout("POSITION_X", "POSITION_Y", "", 0.5, 0), //
		new Layout("axis-3", "axis-2", "pixel", 0.5, 0), new Layout("axis-2", "axis-1", "pixel", 0.5, 0), //
		new Layout("axis-1", "axis-0", "pixel", 0.5, 0), //
		new Layout("x", "y", "pixel", 0, 1));

	private PointTables() {}

	/** True if the table has places of points. */
	public static boolean isPoints(final CsvTable table) {
		return layout(table).isPresent();
	}

	/** @throws VernierException if the table has no places of points */
	public static void check(final CsvTable table) {
		final Optional<Layout> layout = layout(table);
		if (layout.isEmpty())
			table.require("x_px", "y_px");
		if (layout.get().x.startsWith("axis-") && table.has("axis-4"))
			throw new VernierException("The table has five axes or more (axis-4), and which of them are slices and frames is not " +
				"known: rename the columns to x_px, y_px, slice, channel and frame.");
	}

	private static Optional<Layout> layout(final CsvTable table) {
		// of a table of spots x and y are the image's own coordinates
		return LAYOUTS.stream().filter(layout -> table.has(layout.x) && table.has(layout.y) && !(layout.x.equals("x") && table.has(
			"y_px"))).findFirst();
	}

	/**
	 * The points in pixels.
	 *
	 * @param pixel its size in a unit of length, for tables in one; in anything else if that is not known
	 * @return columns x_px and y_px; slice, channel, frame, intensity and precision_px, if there are any; the table itself if
	 *         it is of that kind
	 * @throws VernierException if columns are missing, the pixel size is needed and not known, or a place is no number
	 */
	public static CsvTable inPixels(final CsvTable table, final PixelSize pixel) {
		check(table);
		final Layout layout = layout(table).orElseThrow();
		if (layout.x.equals("x_px"))
			return table;
		final int start = start(table, layout);
		final PixelSize size = size(table, layout, start, pixel);
		final Map<String, String> axes = AXES.getOrDefault(layout.x, Map.of());
		final List<String> planes = PLANES.stream().filter(plane -> AXES.containsKey(layout.x) ? axes.containsKey(plane) : table
			.has(plane)).toList();
		final List<String> kept = KEPT.stream().filter(table::has).toList();
		final CsvTable pixels = new CsvTable(Stream.of(List.of("x_px", "y_px"), planes, kept).flatMap(List::stream).toList());
		for (int i = start; i < table.size(); i++) {
			final List<Object> row = new ArrayList<>(List.of(table.number(i, layout.x) / size.width() + layout.shift, table
				.number(i, layout.y) / size.height() + layout.shift));
			for (final String column : planes.stream().map(plane -> axes.getOrDefault(plane, plane)).toList())
				row.add(table.text(i, column).isEmpty() ? "" : (int) Math.rint(table.number(i, column)) + 1 - layout.first);
			for (final String column : kept)
				row.add(table.text(i, column));
			pixels.add(row.toArray());
		}
		return pixels;
	}

	/** The first row of numbers. */
	private static int start(final CsvTable table, final Layout layout) {
		int start = 0;
		while (layout.unit.isEmpty() && start < MOST_HEADERS && start < table.size() && !table.text(start, layout.x).matches(
			"[-+]?\\.?[0-9].*"))
			start++;
		return start;
	}

	/** Of a pixel, in the table's unit. */
	private static PixelSize size(final CsvTable table, final Layout layout, final int start, final PixelSize pixel) {
		final String unit = !layout.unit.isEmpty() ? layout.unit : start == 0 ? "" : table.text(start - 1, layout.x).replaceAll(
			"[()]", "");
		if (unit.toLowerCase(Locale.ROOT).startsWith("pixel"))
			return PixelSize.NONE;
		final double metres = PixelSize.metres(unit);
		if (Double.isNaN(metres))
			throw new VernierException("The table does not name the unit of " + layout.x + " below the names of its columns, as " +
				"(micron) or (pixel): add it, or convert it to columns x_px and y_px.");
		final double ratio = PixelSize.metres(pixel.unit()) / metres;
		if (Double.isNaN(ratio))
			throw new VernierException("The places in the table (" + layout.x + ") are in " + unit +
				", and the size of a pixel is not known: give it in nanometres (--pixel-size), or calibrate the image.");
		return new PixelSize(pixel.width() * ratio, pixel.height() * ratio, unit);
	}
}
