package vernier.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import vernier.image.VernierException;

/**
 * A step as text: its name, then parameters as in the macro language, {@code key=value}, {@code key=[value with spaces]}
 * or a flag alone. Keys are those of the commands; case, hyphens and underscores in them do not count, so that the
 * options of the shell are understood as well.
 *
 * <pre>
 * StepLine line = StepLine.parse("super-resolve scale=2 consistency");
 * String scale = line.text("scale", "2");
 * line.checkAllKnown();
 * </pre>
 */
final class StepLine {

	private static final List<String> FILES = List.of("model", "rois");

	private final String name;
	private final Map<String, String> values;
	private final Map<String, String> known = new LinkedHashMap<>();

	private StepLine(final String name, final Map<String, String> values) {
		this.name = name;
		this.values = values;
	}

	/** @throws VernierException if there is no name, a key comes twice or a bracket is not closed */
	static StepLine parse(final String text) {
		final List<String> words = words(text);
		if (words.isEmpty() || words.get(0).indexOf('=') >= 0)
			throw new VernierException("The step \"" + text.trim() + "\" has no name: begin with one of " + Steps.names() +
				", such as \"super-resolve scale=2\".");
		final Map<String, String> values = new TreeMap<>();
		for (final String word : words.subList(1, words.size())) {
			final int equals = word.indexOf('=');
			final String key = key(equals < 0 ? word : word.substring(0, equals));
			if (values.put(key, equals < 0 ? "true" : unbracketed(word.substring(equals + 1))) != null)
				throw new VernierException("The step \"" + text.trim() + "\" gives \"" + key + "\" twice: give it once.");
		}
		return new StepLine(words.get(0).toLowerCase(Locale.ROOT), values);
	}

	private static List<String> words(final String text) {
		final List<String> words = new ArrayList<>();
		StringBuilder word = new StringBuilder();
		int depth = 0;
		for (final char c : text.toCharArray()) {
			depth += c == '[' ? 1 : c == ']' ? -1 : 0;
			if (depth > 0 || !Character.isWhitespace(c))
				word.append(c);
			else if (!word.isEmpty()) {
				words.add(word.toString());
				word = new StringBuilder();
			}
		}
		if (depth != 0)
			throw new VernierException("The square brackets in the step \"" + text.trim() + "\" do not match: add or remove one.");
		if (!word.isEmpty())
			words.add(word.toString());
		return words;
	}

	private static String unbracketed(final String value) {
		return value.startsWith("[") && value.endsWith("]") ? value.substring(1, value.length() - 1) : value;
	}

	private static String key(final String text) {
		return text.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
	}

	String name() {
		return name;
	}

	/** What is given for the parameters that can name a file; other values may be called like a file by chance. */
	List<String> files() {
		return FILES.stream().filter(values::containsKey).map(key -> values.get(key).trim()).toList();
	}

	/** The value of a parameter, or its default. */
	String text(final String key, final String defaultValue) {
		known.put(key(key), key);
		final String value = values.get(key(key));
		if (value != null && value.isBlank())
			throw new VernierException("The step \"" + name + "\" gives \"" + key + "\" no value: write " + key + "=value.");
		return value == null ? defaultValue : value.trim();
	}

	/** True if the parameter is given, and not as =false. */
	boolean flag(final String key) {
		return flag(key, false);
	}

	/** As {@link #flag(String)}, or the default if the parameter is not given. */
	boolean flag(final String key, final boolean defaultValue) {
		final String value = text(key, String.valueOf(defaultValue));
		if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false"))
			throw new VernierException("The step \"" + name + "\" has " + key + "=" + value + ": write " + key +
				"=true or " + key + "=false.");
		return Boolean.parseBoolean(value);
	}

	/** The number of a parameter, or its default. */
	double number(final String key, final double defaultValue) {
		final String value = text(key, null);
		if (value == null)
			return defaultValue;
		try {
			return Double.parseDouble(value);
		}
		catch (final NumberFormatException e) {
			throw new VernierException("The step \"" + name + "\" has " + key + "=" + value + ", which is no number: write one, " +
				"such as " + key + "=2.", e);
		}
	}

	/** @throws VernierException if there are parameters that nobody has asked for */
	void checkAllKnown() {
		for (final String key : values.keySet())
			if (!known.containsKey(key))
				throw new VernierException("The step \"" + name + "\" knows no \"" + key + "\": it knows " + String.join(", ", known
					.values()) + ".");
	}

	/** The same for lines that mean the same. */
	@Override
	public String toString() {
		final StringBuilder line = new StringBuilder(name);
		values.forEach((key, value) -> line.append(' ').append(key).append('=').append(value.matches(".*\\s.*") ? "[" + value +
			"]" : value));
		return line.toString();
	}
}
