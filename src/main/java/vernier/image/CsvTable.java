package vernier.image;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of comma-separated values (RFC 4180; tabs and semicolons are understood when reading, and decimal commas between
 * semicolons, as spreadsheets of many countries write them). Column names are compared without regard to case.
 *
 * <pre>
 * CsvTable table = new CsvTable(List.of("x_px", "y_px"));
 * table.add(3.5, 7.25);
 * table.write(Path.of("points.csv"));
 * double x = CsvTable.read(Path.of("points.csv")).number(0, "x_px");
 * </pre>
 */
public final class CsvTable {

	private static final int DIGITS = 7;
	/** Longest line of names that is looked for. */
	private static final int HEADER_BYTES = 1 << 16;
	/** What a value cannot have outside of quotes. */
	private static final Pattern SPECIAL = Pattern.compile("[,;\t\"\r\n]");
	private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d*,\\d+([eE][-+]?\\d+)?");

	private final List<String> columns;
	private final List<String[]> rows = new ArrayList<>();
	private String source = "The table";
	private boolean decimalCommas;

	/** An empty table with the given headers. */
	public CsvTable(final List<String> columns) {
		this.columns = List.copyOf(columns);
	}

	/**
	 * Reads a file whose first line holds the names of the columns.
	 *
	 * @throws VernierException if there is no such file, it is no text, or a row has more values than there are columns
	 */
	public static CsvTable read(final Path file) {
		return read(file, false);
	}

	/**
	 * The columns of a file, without its rows, of which it may have millions.
	 *
	 * @throws VernierException if there is no such file, or it is empty
	 */
	public static CsvTable header(final Path file) {
		return read(file, true);
	}

	private static CsvTable read(final Path file, final boolean header) {
		if (!Files.isRegularFile(file))
			throw new VernierException("There is no table " + file + ": check the path.");
		try {
			final CsvLines text = new CsvLines(header ? start(file) : Files.readString(file, StandardCharsets.UTF_8));
			final CsvTable table = read(header ? text.lines(1) : text.lines(), "The table " + file);
			// elsewhere a comma may part thousands
			table.decimalCommas = text.separator() == ';';
			return table;
		}
		catch (final MalformedInputException e) {
			throw new VernierException("The file " + file + " is no text in UTF-8: give a table of comma-separated values, from a " +
				"spreadsheet one saved as \"CSV UTF-8\".", e);
		}
		catch (final IOException e) {
			throw new VernierException("The table " + file + " cannot be read (" + FileWriting.reason(e) +
				"): check the file and its permissions.", e);
		}
	}

	private static String start(final Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return new String(in.readNBytes(HEADER_BYTES), StandardCharsets.UTF_8);
		}
	}

	private static CsvTable read(final List<String[]> lines, final String source) {
		if (lines.isEmpty())
			throw new VernierException(source + " is empty: its first line must name the columns.");
		final CsvTable table = new CsvTable(Arrays.stream(lines.get(0)).map(String::strip).toList());
		table.source = source;
		for (int i = 1; i < lines.size(); i++) {
			final String[] line = lines.get(i);
			if (line.length > table.columns.size())
				throw new VernierException(source + " has " + line.length + " values in row " + i + " and " +
					table.columns.size() + " columns: correct the row.");
			table.rows.add(line);
		}
		return table;
	}

	/** The names of the columns. */
	public List<String> columns() {
		return columns;
	}

	/** Number of rows, without the headers. */
	public int size() {
		return rows.size();
	}

	/** True if there is a column of that name. */
	public boolean has(final String column) {
		return index(column) >= 0;
	}

	/** @throws VernierException if one of the columns is missing, with the names of those there are */
	public void require(final String... needed) {
		final String missing = Arrays.stream(needed).filter(column -> !has(column)).collect(Collectors.joining(", "));
		if (!missing.isEmpty())
			throw new VernierException(source + " lacks the column(s) " + missing + "; it has " + String.join(", ", columns) +
				": name the columns in its first line.");
	}

	/** The text in a row, from 0, and column; "" where the row is short. */
	public String text(final int row, final String column) {
		require(column);
		final String[] values = rows.get(row);
		final int index = index(column);
		return index < values.length ? values[index].strip() : "";
	}

	/** The number in a row, from 0, and column. NaN and Infinity are numbers. */
	public double number(final int row, final String column) {
		final String text = text(row, column);
		try {
			return Double.parseDouble(decimalCommas && DECIMAL_COMMA.matcher(text).matches() ? text.replace(',', '.') : text);
		}
		catch (final NumberFormatException e) {
			throw new VernierException(source + " has \"" + text + "\" in row " + (row + 1) + " of column " + column +
				" where a number is expected, with a point for decimals: correct it.", e);
		}
	}

	/**
	 * Adds a row.
	 *
	 * @param values as many as there are columns; floating-point numbers are written with {@value #DIGITS} digits, null
	 *          as nothing
	 */
	public void add(final Object... values) {
		rows.add(formatted(columns, values));
	}

	private static String[] formatted(final List<String> columns, final Object... values) {
		if (values.length != columns.size())
			throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns");
		return Arrays.stream(values).map(CsvTable::format).toArray(String[]::new);
	}

	private static String format(final Object value) {
		if (value instanceof Double || value instanceof Float)
			return number(((Number) value).doubleValue());
		return value == null ? "" : value.toString();
	}

	/** A number in the shortest form that has {@value #DIGITS} significant digits. */
	static String number(final double value) {
		if (!Double.isFinite(value))
			return Double.toString(value);
		if (value == Math.rint(value) && Math.abs(value) < 1e9)
			return Long.toString((long) value);
		final String text = String.format(Locale.ROOT, "%." + DIGITS + "g", value);
		// seven digits before the point leave none behind it: their zeros count
		return text.contains(".") && !text.contains("e") ? text.replaceAll("\\.?0+$", "") : text;
	}

	/** Writes the file completely or, if that fails, not at all. */
	public void write(final Path file) {
		writeLines(file, columns, rows.stream());
	}

	/**
	 * Writes a table whose rows are made as they are written, of which there may be too many to be kept. The file is there
	 * completely or, if that fails, not at all.
	 *
	 * @param rows see {@link #add}
	 */
	public static void write(final Path file, final List<String> columns, final Stream<List<Object>> rows) {
		writeLines(file, columns, rows.map(row -> formatted(columns, row.toArray())));
	}

	private static void writeLines(final Path file, final List<String> columns, final Stream<String[]> rows) {
		FileWriting.replace(file, out -> {
			final Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
			writer.write(line(columns.toArray(String[]::new)));
			for (final Iterator<String[]> lines = rows.iterator(); lines.hasNext();)
				writer.write(line(lines.next()));
			writer.flush();
		});
	}

	private static String line(final String[] values) {
		return Arrays.stream(values).map(CsvTable::quoted).collect(Collectors.joining(",", "", "\n"));
	}

	private static String quoted(final String value) {
		return SPECIAL.matcher(value).find() ? '"' + value.replace("\"", "\"\"") + '"' : value;
	}

	private int index(final String column) {
		for (int i = 0; i < columns.size(); i++)
			if (columns.get(i).equalsIgnoreCase(column))
				return i;
		return -1;
	}
}
