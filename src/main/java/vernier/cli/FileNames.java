package vernier.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.TypeConversionException;

/** Names of files as they come from the shell, which in a locale without UTF-8 cannot tell Java letters beyond ASCII. */
final class FileNames {

	private FileNames() {}

	/** @throws TypeConversionException if the text names no file */
	static Path parse(final String text) {
		try {
			return Path.of(text);
		}
		catch (final InvalidPathException e) {
			throw new TypeConversionException(sentence(e));
		}
	}

	/** What to tell of a failure that an impossible name caused, somewhere; nothing for other failures. */
	static Optional<String> sentence(final Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause())
			if (cause instanceof InvalidPathException name)
				return Optional.of(sentence(name));
		return Optional.empty();
	}

	private static String sentence(final InvalidPathException e) {
		// the words of the Java platform on Linux and macOS
		final boolean letters = e.getReason().contains("unmappable");
		return "\"" + e.getInput() + "\" " + (letters ? "has letters that the language settings of this shell (" + System
			.getProperty("sun.jnu.encoding") + ") do not know: run it again after export LC_ALL=C.UTF-8."
			: "cannot be the name of a file (" + e.getReason() + "): use another name.");
	}
}
