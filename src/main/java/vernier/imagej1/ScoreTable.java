package vernier.imagej1;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import vernier.image.CsvTable;
import vernier.image.NamedFile;
import vernier.image.VernierException;

/** What the commands that compare with the truth have in common: where results come from, and the table of scores. */
public final class ScoreTable {

	private ScoreTable() {}

	/** What a row is labelled with: the image, or the file of results. */
	public static String label(final ImagePlus image, final String found) {
		return image != null && isResults(found) ? image.getTitle() : found;
	}

	/**
	 * What is compared with the truth.
	 *
	 * @param found "Results", or the path of a table file
	 * @param results rows of the Results table
	 */
	static CsvTable found(final String found, final Supplier<CsvTable> results) {
		return found(found, results, CsvTable::read);
	}

	/**
	 * As above, for a dialog that asks at every key: only the columns of a table file.
	 *
	 * @param results may have no rows either
	 */
	static CsvTable header(final String found, final Supplier<CsvTable> results) {
		return found(found, results, CsvTable::header);
	}

	/** What is compared, in words. */
	static String name(final String found) {
		return isResults(found) ? "the Results table" : String.valueOf(Path.of(found.strip()).getFileName());
	}

	private static CsvTable found(final String found, final Supplier<CsvTable> results, final Function<Path, CsvTable> read) {
		if (found.isBlank())
			throw new VernierException("What was found is not said: write Results, or the path of a table.");
		return isResults(found) ? results.get() : read.apply(NamedFile.of(found.strip()).orElseThrow(
			() -> new VernierException("There is no table \"" + found.strip() + "\": write Results, or the path of a table.")));
	}

	private static boolean isResults(final String found) {
		return found.strip().equalsIgnoreCase("Results");
	}

	/** The table of that title, also if it is not there yet, with a new row. */
	static ResultsTable withRow(final String title, final String label) {
		final ResultsTable open = ResultsTable.getResultsTable(title);
		final ResultsTable table = open == null ? new ResultsTable() : open;
		table.addRow();
		table.addLabel(label);
		return table;
	}

	/** Shows the table; without windows, a line of it. */
	static void show(final ResultsTable table, final String title, final String line) {
		if (MacroCall.cannotAsk())
			IJ.log(line);
		else
			table.show(title);
	}
}
