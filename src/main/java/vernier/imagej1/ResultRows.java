package vernier.imagej1;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ij.measure.Measurements;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/** Rows of ImageJ's Results table. */
final class ResultRows {

	/** Significant digits of the largest value of a column, at least, and places that ImageJ writes, at most. */
	private static final int DIGITS = 5, MOST = 9;
	/** Steps in which a value with a unit is still told apart, as a part of that unit's pixel. */
	private static final double STEP = 1e-3;

	private ResultRows() {}

	/**
	 * Appends a row. What another command has no value for is NaN, or empty text, and not the 0 that ImageJ fills in.
	 *
	 * @param label title of the image that the values are from
	 * @param columns names
	 * @param row as many values: text or numbers
	 */
	static void add(final ResultsTable table, final String label, final List<String> columns, final List<Object> row) {
		// for the rows that are there before a column is
		table.setNaNEmptyCells(true);
		table.addRow();
		table.addLabel(label);
		for (int i = 0; i <= table.getLastColumn(); i++)
			if (table.columnExists(i) && !columns.contains(table.getColumnHeading(i)))
				leaveEmpty(table, i, table.size() - 1);
		for (int i = 0; i < row.size(); i++)
			if (row.get(i) instanceof Number number)
				table.addValue(columns.get(i), number.doubleValue());
			else
				table.addValue(columns.get(i), row.get(i).toString());
	}

	/** Text if the row above has text there. */
	private static void leaveEmpty(final ResultsTable table, final int column, final int row) {
		if (row > 0 && Double.isNaN(table.getValueAsDouble(column, row - 1)) && !"NaN".equals(table.getStringValue(column, row -
			1)))
			table.setValue(column, row, "");
		else
			table.setValue(column, row, Double.NaN);
	}

	/**
	 * Gives columns more decimal places where those of ImageJ's Set Measurements would round too much away, on the screen and
	 * in a saved table.
	 *
	 * @param pixels of columns of positions, the size of a pixel: a thousandth of it is told apart
	 */
	static void showDigits(final ResultsTable table, final List<String> columns, final Map<String, Double> pixels) {
		if ((Analyzer.getMeasurements() & Measurements.SCIENTIFIC_NOTATION) != 0)
			return;
		for (final String name : columns) {
			final int column = table.getColumnIndex(name);
			if (column == ResultsTable.COLUMN_NOT_FOUND)
				continue;
			final int places = pixels.containsKey(name) ? places(STEP * pixels.get(name)) : DIGITS - 1 + places(largest(table
				.getColumnAsDoubles(column)));
			if (places > Analyzer.getPrecision())
				table.setDecimalPlaces(column, Math.min(MOST, places));
		}
	}

	/** The largest size of a value that has decimals; infinite if there is none. */
	private static double largest(final double[] values) {
		return Arrays.stream(values).filter(value -> value != Math.rint(value) && !Double.isNaN(value)).map(Math::abs).max()
			.orElse(Double.POSITIVE_INFINITY);
	}

	/** The decimal place of the first digit: 1 of 0.2, 0 of 2, -1 of 20; as of a large number if there is no such digit. */
	private static int places(final double value) {
		return value > 0 && value < Double.POSITIVE_INFINITY ? -(int) Math.floor(Math.log10(value)) : -DIGITS;
	}
}
