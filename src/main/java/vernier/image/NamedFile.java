package vernier.image;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Texts that may be the path of a file, or else something that is no path at all. */
public final class NamedFile {

	private NamedFile() {}

	/** The file or folder of a path; nothing where the text is blank or no path, or nothing lies there. */
	public static Optional<Path> of(final String text) {
		try {
			return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text)).filter(Files::exists);
		}
		catch (final InvalidPathException e) {
			return Optional.empty();
		}
	}
}
