package vernier.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** What is looked at before a file is computed for an hour and then cannot be written. */
public final class OutputFile {

	private OutputFile() {}

	/** @throws VernierException if there is no folder for the file, or folder or file may not be written to */
	public static void check(final Path file) {
		if (Files.isDirectory(file))
			throw new VernierException(file + " is a folder: name a file in it.");
		checkFolder(file);
		if (Files.exists(file) && !Files.isWritable(file))
			throw new VernierException("The file " + file + " is there and may not be written to: use another name.");
	}

	/**
	 * As {@link #check(Path)}, for an image that is a folder.
	 *
	 * @throws VernierException also if there is something at its place
	 */
	public static void checkNew(final Path folder) {
		if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS))
			throw new VernierException("There is something at " + folder + " already: remove it, or use another name.");
		checkFolder(folder);
	}

	private static void checkFolder(final Path file) {
		final Path folder = file.toAbsolutePath().getParent();
		if (folder == null || !Files.isDirectory(folder))
			throw new VernierException("The folder of " + file + " does not exist: make it, or write somewhere else.");
		if (!Files.isWritable(folder))
			throw new VernierException("The folder of " + file + " may not be written to: choose another.");
	}

	/**
	 * As {@link #check(Path)}, for an image of 32 bits per pixel.
	 *
	 * @param what the image, the beginning of a sentence, such as "A density"
	 * @throws VernierException also if the file's name stands for a format that does not hold such pixels, or for none
	 */
	public static void checkFloats(final Path file, final String what) {
		check(file);
		final FileFormat format = FileFormat.ofName(file);
		if (!format.holdsFloats())
			throw new VernierException(what + " has 32 bits per pixel, which " + format + " does not hold: let " + file +
				" end with .tif.");
	}

	/**
	 * Writes what belongs to a file that is there already: where that fails, the file goes, so that both are there or neither.
	 *
	 * @param first the file, or null if there is none
	 */
	public static void bothOrNeither(final Path first, final Runnable second) {
		boolean written = false;
		try {
			second.run();
			written = true;
		}
		finally {
			if (!written && first != null)
				discard(first);
		}
	}

	/** Deletes a file, or a folder and all that is in it; nothing happens if there is none. */
	public static void delete(final Path tree) throws IOException {
		if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS))
			return;
		Files.walkFileTree(tree, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(final Path folder, final IOException e) throws IOException {
				Files.delete(folder);
				return FileVisitResult.CONTINUE;
			}
		});
	}

	/** As above, while a failure that matters more is on its way. */
	public static void discard(final Path tree) {
		try {
			delete(tree);
		}
		catch (final IOException e) {
			// that failure is reported
		}
	}
}
