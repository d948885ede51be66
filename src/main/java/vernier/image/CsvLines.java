package vernier.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits comma-separated text into lines of values. A quoted value may hold separators, line ends and doubled quotes; a
 * quote within any other value is a letter like all others, such as the mark of an inch.
 */
final class CsvLines {

	private static final String SEPARATORS = ",\t;";
	private static final char QUOTE = '"';

	private final String text;
	private final char separator;
	private int at;

	CsvLines(final String text) {
		// some programs write a mark at the start of a text
		this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
		separator = separator(this.text);
	}

	/** What parts the values: the first of comma, tab and semicolon that the first line has. */
	char separator() {
		return separator;
	}

	private static char separator(final String text) {
		int found = SEPARATORS.length();
		boolean begins = true;
		for (int i = 0; i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r'; i++) {
			final char c = text.charAt(i);
			final int separator = SEPARATORS.indexOf(c);
			if (separator >= 0)
				found = Math.min(found, separator);
			// what is quoted counts as nothing; a doubled quote within opens it again
			if (begins && c == QUOTE)
				i = Math.max(i, text.indexOf(QUOTE, i + 1));
			begins = separator >= 0 || begins && (c == ' ' || c == QUOTE);
		}
		return found < SEPARATORS.length() ? SEPARATORS.charAt(found) : ',';
	}

	/**
	 * Lines that are not blank, once.
	 *
	 * @throws IOException if a quoted value has no end
	 */
	List<String[]> lines() throws IOException {
		return lines(Integer.MAX_VALUE);
	}

	/** As above, at most so many. */
	List<String[]> lines(final int most) throws IOException {
		final List<String[]> lines = new ArrayList<>();
		while (at < text.length() && lines.size() < most) {
			final int start = at;
			final String[] line = line();
			if (!text.substring(start, at).isBlank())
				lines.add(line);
		}
		return lines;
	}

	/** The values up to the end of a line, which is passed. */
	private String[] line() throws IOException {
		final List<String> values = new ArrayList<>(List.of(value()));
		while (at < text.length() && text.charAt(at) == separator) {
			at++;
			values.add(value());
		}
		at += text.startsWith("\r\n", at) ? 2 : 1;
		at = Math.min(at, text.length());
		return values.toArray(String[]::new);
	}

	private String value() throws IOException {
		int start = at;
		while (start < text.length() && text.charAt(start) == ' ')
			start++;
		if (start == text.length() || text.charAt(start) != QUOTE)
			return plain();
		at = start + 1;
		// what follows the quotes in spite of the rules is part of the value
		return quoted() + plain();
	}

	private String plain() {
		final int start = at;
		while (at < text.length() && text.charAt(at) != separator && text.charAt(at) != '\n' && text.charAt(at) != '\r')
			at++;
		return text.substring(start, at);
	}

	private String quoted() throws IOException {
		final StringBuilder value = new StringBuilder();
		final int start = at;
		for (int end = text.indexOf(QUOTE, at); end >= 0; end = text.indexOf(QUOTE, at)) {
			value.append(text, at, end);
			at = end + 1;
			if (at == text.length() || text.charAt(at) != QUOTE)
				return value.toString();
			value.append(QUOTE);
			at++;
		}
		throw new IOException("a quote opened in line " + text.substring(0, start).lines().count() + " is not closed");
	}
}
