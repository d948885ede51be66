package vernier.imagej1;

import java.util.List;

import ij.measure.ResultsTable;

/** Rows of ImageJ's Results table. */
final class ResultRows {

	private ResultRows() {}

	/**
	 * Appends a row.
	 *
	 * @param label title of the image that the values are from
	 * @param columns names
	 * @param row as many values: text or numbers
	 */
	static void add(final ResultsTable table, final String label, final List<String> columns, final List<Object> row) {
		table.addRow();
		table.addLabel(label);
		for (int i = 0; i < row.size(); i++)
			if (row.get(i) instanceof Number number)
				table.addValue(columns.get(i), number.doubleValue());
			else
				table.addValue(columns.get(i), row.get(i).toString());
	}
}
