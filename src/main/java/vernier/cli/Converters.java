package vernier.cli;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;

import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import vernier.counting.CountMethod;
import vernier.counting.simulation.Span;
import vernier.counting.spots.Colour;
import vernier.counting.spots.Method;
import vernier.counting.spots.Polarity;
import vernier.counting.spots.SpotFormat;
import vernier.counting.spots.SpotRendering;
import vernier.image.Grid;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.superres.Scale;

/** Reads what options hold, and says what is wrong with it in the words of people, not of Java. */
final class Converters {

	private static final Pattern COMMA = Pattern.compile("[+-]?\\d+,\\d+");

	private Converters() {}

	/** Makes a command line and its subcommands read options so. */
	static CommandLine registerIn(final CommandLine line) {
		register(line, Colour.class, Colour::parse);
		register(line, CountMethod.class, CountMethod::parse);
		register(line, Device.class, Device::parse);
		register(line, Grid.class, Grid::parse);
		register(line, Method.class, Method::parse);
		register(line, Polarity.class, Polarity::parse);
		register(line, Scale.class, Scale::parse);
		register(line, Span.class, Span::parse);
		register(line, SpotFormat.class, SpotFormat::parse);
		register(line, SpotRendering.class, SpotRendering::parse);
		line.registerConverter(Path.class, FileNames::parse);
		return line.registerConverter(Double.class, Converters::decimal).registerConverter(double.class, Converters::decimal) //
			.registerConverter(Integer.class, Converters::whole).registerConverter(int.class, Converters::whole) //
			.registerConverter(Long.class, Converters::wholeLong).registerConverter(long.class, Converters::wholeLong);
	}

	private static <T> void register(final CommandLine line, final Class<T> type, final Function<String, T> parser) {
		line.registerConverter(type, text -> {
			try {
				return parser.apply(text);
			}
			catch (final VernierException e) {
				throw new TypeConversionException(e.getMessage());
			}
		});
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
