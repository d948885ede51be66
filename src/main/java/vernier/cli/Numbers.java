package vernier.cli;

import java.util.regex.Pattern;

import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers, and says what is wrong with what is none in the words of people, not of Java. */
final class Numbers {

	private static final Pattern COMMA = Pattern.compile("[+-]?\\d+,\\d+");

	private Numbers() {}

	/** Makes a command line and its subcommands read numbers so. */
	static CommandLine registerIn(final CommandLine line) {
		return line.registerConverter(Double.class, Numbers::decimal).registerConverter(double.class, Numbers::decimal) //
			.registerConverter(Integer.class, Numbers::whole).registerConverter(int.class, Numbers::whole) //
			.registerConverter(Long.class, Numbers::wholeLong).registerConverter(long.class, Numbers::wholeLong);
	}

	static double decimal(final String text) {
		try {
			return Double.parseDouble(text.trim());
		}
		catch (final NumberFormatException e) {
			throw new TypeConversionException("\"" + text + "\" " + (COMMA.matcher(text.trim()).matches()
				? "has a comma: write decimals with a point, " + text.trim().replace(',', '.') + "."
				: "is not a number."));
		}
	}

	static int whole(final String text) {
		final long number = wholeLong(text);
		if (number != (int) number)
			throw new TypeConversionException(text.trim() + " is too large.");
		return (int) number;
	}

	static long wholeLong(final String text) {
		try {
			return Long.parseLong(text.trim());
		}
		catch (final NumberFormatException e) {
			throw new TypeConversionException("\"" + text + "\" is not a whole number: write it in digits, such as 512.");
		}
	}
}
