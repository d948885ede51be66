package vernier.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Splits comma-separated text into lines of values. A quoted value may hold separators, line ends and doubled quotes. */
final class CsvLines {

	private static final char[] SEPARATORS = { ',', '\t', ';' };

	private CsvLines() {}

	/** Lines that are not blank. The first one decides which separator it is. */
	static List<String[]> of(final BufferedReader reader) throws IOException {
		final List<String[]> lines = new ArrayList<>();
		char separator = 0;
		String line = reader.readLine();
		if (line != null && line.startsWith("\ufeff"))
			// what some programs write at the start of a text
			line = line.substring(1);
		while (line != null) {
			// an open quote goes on in the next line
			while (line.chars().filter(c -> c == '"').count() % 2 == 1) {
				final String next = reader.readLine();
				if (next == null)
					break;
				line += "\n" + next;
			}
			if (!line.isBlank()) {
				if (separator == 0)
					separator = separator(line);
				lines.add(split(line, separator));
			}
			line = reader.readLine();
		}
		return lines;
	}

	private static char separator(final String header) {
		final String bare = header.replaceAll("\"[^\"]*\"", "");
		for (final char separator : SEPARATORS)
			if (bare.indexOf(separator) >= 0)
				return separator;
		return ',';
	}

	private static String[] split(final String line, final char separator) {
		final List<String> values = new ArrayList<>();
		final StringBuilder value = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < line.length(); i++) {
			final char c = line.charAt(i);
			if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
				value.append('"');
				i++;
			}
			else if (c == '"')
				quoted = !quoted;
			else if (c == separator && !quoted) {
				values.add(value.toString());
				value.setLength(0);
			}
			else
				value.append(c);
		}
		values.add(value.toString());
		return values.toArray(String[]::new);
	}
}
