package vernier.imagej1;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import vernier.image.VernierException;

/**
 * The options of a macro's {@code run("Command...", "key=value flag key=[value with spaces] key=&variable")}. Unlike
 * ImageJ's own reading of them, what is not understood is an error and not silently ignored.
 */
final class MacroOptions {

	private final Map<String, String> values;

	private MacroOptions(final Map<String, String> values) {
		this.values = values;
	}

	/**
	 * @param text options as the macro gives them; null and "" mean none
	 * @param texts keys that take a value
	 * @param flags keys that are true by being there, or take =true or =false
	 * @throws VernierException if a key is unknown, comes twice, lacks its value or has an open bracket
	 */
	static MacroOptions parse(final String text, final Set<String> texts, final Set<String> flags) {
		final Map<String, String> values = new LinkedHashMap<>();
		final String options = text == null ? "" : text;
		int i = 0;
		while (i < options.length()) {
			if (Character.isWhitespace(options.charAt(i))) {
				i++;
				continue;
			}
			int end = i;
			while (end < options.length() && options.charAt(end) != '=' && !Character.isWhitespace(options.charAt(end)))
				end++;
			final String key = options.substring(i, end).toLowerCase(Locale.ROOT);
			String value = null;
			if (end < options.length() && options.charAt(end) == '=') {
				final int close = valueEnd(options, end + 1);
				value = MacroCall.variable(strip(options.substring(end + 1, close)));
				end = close;
			}
			check(key, value, texts, flags);
			if (values.put(key, value == null ? "true" : value) != null)
				throw new VernierException("Option \"" + key + "\" is given twice: give it once.");
			i = end;
		}
		return new MacroOptions(values);
	}

	/**
	 * The value of a key that has a second name elsewhere, or the default if the macro gives neither.
	 *
	 * @throws VernierException if it gives both
	 */
	String text(final String key, final String other, final String defaultValue) {
		if (values.containsKey(key) && values.containsKey(other))
			throw new VernierException("Options \"" + key + "\" and \"" + other + "\" are the same: give one.");
		return text(key, text(other, defaultValue));
	}

	/** The value of a key, or the default if the macro does not give it. */
	String text(final String key, final String defaultValue) {
		return values.getOrDefault(key, defaultValue);
	}

	/** True if the macro gives the flag, and not as =false. */
	boolean flag(final String key) {
		return Boolean.parseBoolean(values.get(key));
	}

	/** As {@link #flag(String)}, or the default if the macro does not give the flag. */
	boolean flag(final String key, final boolean defaultValue) {
		return values.containsKey(key) ? flag(key) : defaultValue;
	}

	private static void check(final String key, final String value, final Set<String> texts, final Set<String> flags) {
		if (flags.contains(key)) {
			if (value != null && !value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false"))
				throw new VernierException("Option \"" + key + "\" is \"" + value + "\": write " + key + " to switch it on, and " +
					"leave it out otherwise.");
		}
		else if (!texts.contains(key))
			throw new VernierException("Unknown option \"" + key + "\": this command knows " + join(texts) +
				(flags.isEmpty() ? "" : ", " + join(flags)) + ".");
		else if (value == null || value.isBlank())
			throw new VernierException("Option \"" + key + "\" has no value: write " + key + "=value, in [square brackets] if " +
				"the value has spaces.");
	}

	private static int valueEnd(final String options, final int start) {
		if (start < options.length() && options.charAt(start) == '[') {
			int depth = 0;
			for (int i = start; i < options.length(); i++) {
				if (options.charAt(i) == '[')
					depth++;
				if (options.charAt(i) == ']' && --depth == 0)
					return i + 1;
			}
			throw new VernierException("A square bracket is not closed in \"" + options.trim() + "\": add a ].");
		}
		int end = start;
		while (end < options.length() && !Character.isWhitespace(options.charAt(end)))
			end++;
		return end;
	}

	private static String strip(final String value) {
		return value.startsWith("[") && value.endsWith("]") ? value.substring(1, value.length() - 1) : value;
	}

	private static String join(final Collection<String> keys) {
		return String.join(", ", keys);
	}

	/** Keys as a set that is safe to share. */
	static Set<String> keys(final String... keys) {
		return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(keys)));
	}
}
