package vernier.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import vernier.counting.Count;
import vernier.counting.CountOptions;
import vernier.counting.CountReport;
import vernier.counting.ObjectCounter;
import vernier.counting.PointCells;
import vernier.image.CsvTable;
import vernier.image.Grid;
import vernier.image.ImageDocument;
import vernier.image.MaskArea;
import vernier.image.OutputFile;
import vernier.image.PixelSize;
import vernier.image.PlaneStack;
import vernier.image.PointFiles;
import vernier.image.RoiAreas;
import vernier.image.Titles;
import vernier.image.VernierException;
import vernier.quality.CountScore;

/**
 * Counts in one file.
 *
 * @param in image to read
 * @param table counts to write, or null
 * @param density density to write, or null
 * @param rois selections to count in, or null
 * @param grid equal rectangles to count in, or null
 * @param points true places of the objects, or null
 * @param pixelSize for points that are not in pixels
 */
record CountJob(Path in, Path table, Path density, Path rois, Grid grid, Path points, PixelSizeOption pixelSize) {

	/**
	 * @param objectSize diameter of an object, in pixels or with a unit
	 * @return what was counted, and what counted
	 * @throws VernierException if something fails; no file is left half-written
	 */
	String run(final CountOptions options, final String objectSize, final Console console) {
		if (table != null)
			OutputFile.check(table);
		if (density != null)
			OutputFile.checkFloats(density, "A density");
		final ImageDocument input = ImageDocument.open(in);
		final PlaneStack planes = input.planes();
		final List<MaskArea> areas = RoiAreas.read(rois, grid, planes, console::note);
		final PointCells truth = points == null ? null : new PointCells(PointFiles.read(points, planes, pixelSize.or(input
			.pixelSize())));
		final ObjectCounter.Result result;
		try {
			final PixelSize pixel = input.pixelSize();
			result = ObjectCounter.count(planes, areas, options.withObjectSize(pixel.pixels(objectSize)).withAspect(pixel.aspect())
				.withDensity(density != null), console);
		}
		finally {
			console.clear();
		}
		console.checkCancelled();
		// before the density is there
		final CsvTable rows = table == null ? null : table(result, input, truth);
		final StringBuilder summary = new StringBuilder();
		if (density != null) {
			final String title = Titles.withSuffix(input.title(), "density");
			input.deriveMap(result.density().orElseThrow(), title, result.provenance()).save(density);
			summary.append(density).append(": density").append(System.lineSeparator());
		}
		if (table != null) {
			OutputFile.bothOrNeither(density, () -> rows.write(table));
			summary.append(table).append(": ").append(result.counts().size()).append(" row(s)").append(System.lineSeparator());
		}
		return summary.append(summary(result, truth)).toString();
	}

	private static CsvTable table(final ObjectCounter.Result result, final ImageDocument input, final PointCells truth) {
		final List<String> columns = new ArrayList<>(CountReport.COLUMNS);
		if (truth != null)
			columns.add(CountReport.TRUTH);
		final CsvTable table = new CsvTable(columns);
		for (final Count count : result.counts()) {
			final List<Object> row = CountReport.row(count, input.pixelSize(), result.method());
			if (truth != null)
				row.add(CountReport.truth(count, truth));
			table.add(row.toArray());
		}
		return table;
	}

	/** Most ends are whole numbers. */
	private static String end(final double value) {
		return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value);
	}

	private String summary(final ObjectCounter.Result result, final PointCells truth) {
		final List<Count> counts = result.counts();
		String text = in.getFileName() + ": ";
		if (counts.size() == 1)
			text += String.format(Locale.ROOT, "%.2f objects, 95 %% interval %s to %s", counts.get(0).count(), end(counts.get(
				0).low()), end(counts.get(0).high()));
		else
			text += String.format(Locale.ROOT, "%.2f objects in %d rows", CountReport.sum(counts), counts
				.size());
		text += System.lineSeparator() + "by " + result.provenance().getOrDefault("Vernier model", result.method()) +
			(result.provenance().containsKey("Vernier device") ? " on " + result.provenance().get("Vernier device") : "") +
			" in " + result.provenance().get("Vernier time");
		if (truth != null && !counts.isEmpty())
			text += System.lineSeparator() + "against " + points.getFileName() + ": " + CountScore.of(counts.stream().map(
				count -> new CountScore.Pair(CountReport.truth(count, truth), count.count(), count.low(), count.high())).toList());
		return text;
	}
}
