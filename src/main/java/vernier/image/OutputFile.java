package vernier.image;

import java.nio.file.Files;
import java.nio.file.Path;

/** What is looked at before a file is computed for an hour and then cannot be written. */
public final class OutputFile {

	private OutputFile() {}

	/** @throws VernierException if there is no folder for the file, or it may not be written to */
	public static void check(final Path file) {
		final Path folder = file.toAbsolutePath().getParent();
		if (folder == null || !Files.isDirectory(folder))
			throw new VernierException("The folder of " + file + " does not exist: make it, or write somewhere else.");
		if (Files.isDirectory(file))
			throw new VernierException(file + " is a folder: name a file in it.");
		if (!Files.isWritable(folder))
			throw new VernierException("The folder of " + file + " may not be written to: choose another.");
	}
}
