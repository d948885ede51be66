package vernier.cli;

import java.io.PrintWriter;
import java.util.List;

/** Lists as all commands print them: a line for each thing, in columns as wide as their widest text, without a heading. */
final class Columns {

	private Columns() {}

	/** @param rows of one number of texts */
	static void print(final List<List<String>> rows, final PrintWriter out) {
		for (final List<String> row : rows) {
			final StringBuilder line = new StringBuilder();
			for (int i = 0; i < row.size(); i++)
				line.append(i == row.size() - 1 ? row.get(i) : String.format("%-" + (width(rows, i) + 2) + "s", row.get(i)));
			out.println(line);
		}
	}

	private static int width(final List<List<String>> rows, final int column) {
		return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
	}
}
