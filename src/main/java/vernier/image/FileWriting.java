package vernier.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Writes files completely or not at all: to hidden files beside them first, which then take their places. */
final class FileWriting {

	private FileWriting() {}

	/** What fills a file. */
	interface Content {

		void write(OutputStream out) throws IOException;
	}

	/** @throws VernierException if the file cannot be written; what was there before is then still there */
	static void replace(final Path path, final Content content) {
		replace(List.of(path), file -> content);
	}

	/**
	 * Replaces files that belong together once all of them are written.
	 *
	 * @throws VernierException as above; where the file system lets one of them be replaced and another not, the first is new
	 */
	static void replace(final List<Path> files, final Function<Path, Content> content) {
		final Map<Path, Path> written = new LinkedHashMap<>();
		try {
			for (final Path file : files)
				written.put(file, hidden(file, content.apply(file)));
			written.forEach((file, beside) -> guarded(file, () -> move(beside, file.toAbsolutePath())));
		}
		finally {
			written.values().forEach(FileWriting::deleteQuietly);
		}
	}

	/** The content in a hidden file beside the one that is meant. */
	private static Path hidden(final Path path, final Content content) {
		final Path target = path.toAbsolutePath();
		final Path parent = target.getParent();
		if (Files.isDirectory(target))
			throw new VernierException(
				"There is a folder at " + path + " where a file is to be saved: use another name.");
		if (parent == null || !Files.isDirectory(parent))
			throw new VernierException("There is no folder " + parent + " to save " + target.getFileName()
				+ " in: make it or use another path.");
		final Path beside = parent.resolve("." + UUID.randomUUID() + ".part");
		boolean complete = false;
		try {
			guarded(path, () -> {
				try (OutputStream out =
					Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
				{
					content.write(out);
				}
			});
			complete = true;
			return beside;
		}
		finally {
			if (!complete)
				deleteQuietly(beside);
		}
	}

	/** What may fail as the file system does. */
	private interface Step {

		void run() throws IOException;
	}

	private static void guarded(final Path path, final Step step) {
		try {
			step.run();
		}
		catch (final IOException e) {
			throw new VernierException("The file " + path + " cannot be written (" + reason(e)
				+ "): check free space and permissions, or use another folder.", e);
		}
	}

	private static void move(final Path from, final Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final AtomicMoveNotSupportedException e) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static void deleteQuietly(final Path path) {
		try {
			Files.deleteIfExists(path);
		}
		catch (final IOException e) {
			// the error that is on its way to the user matters more
			path.toFile().deleteOnExit();
		}
	}

	/** The reason in an exception, on one line. */
	static String reason(final IOException e) {
		final String message = e.getMessage() == null ? "" : e.getMessage().replaceAll("\\s+", " ").trim();
		final String name = e.getClass().getSimpleName();
		if (message.isEmpty())
			return name;
		// the message of a file system exception begins with the path, often that of the hidden file
		if (e instanceof AccessDeniedException)
			return "access denied";
		if (e instanceof NoSuchFileException)
			return "no such file or folder";
		final String cause = e instanceof FileSystemException system ? system.getReason() : message;
		return cause == null || cause.isBlank() ? name : cause;
	}
}
