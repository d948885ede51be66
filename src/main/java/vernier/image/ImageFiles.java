package vernier.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;

import ij.ImagePlus;

/**
 * Opens and saves images without windows, dialogs or messages: an image comes back or a {@link VernierException} says
 * why not. TIFF keeps all that ImageJ knows about an image; PNG and JPEG keep one plane of pixels and its colours.
 */
public final class ImageFiles {

	private ImageFiles() {}

	/**
	 * Opens a TIFF, PNG, JPEG, GIF or BMP file; its content decides which, not its name.
	 *
	 * @throws VernierException if there is no such file, or it is damaged or of another format
	 */
	public static ImagePlus open(final Path path) {
		if (!Files.isRegularFile(path))
			throw new VernierException(
				(Files.exists(path) ? "This is not a file: " : "There is no file ") + path + ": check the path.");
		try {
			return FileFormat.of(path).open(path);
		}
		catch (final IOException e) {
			throw cannotOpen(path, e, reason(e));
		}
		catch (final RuntimeException e) {
			if (e instanceof VernierException)
				throw e;
			// a damaged file makes the decoders fail in many ways
			throw cannotOpen(path, e, "its content is damaged");
		}
	}

	private static VernierException cannotOpen(final Path path, final Exception cause, final String reason) {
		return new VernierException("The file " + path + " cannot be opened (" + reason
			+ "): check that it is complete, or open it in Fiji and save it as TIFF.", cause);
	}

	/**
	 * Saves an image in the format that the file's name ends with: .tif or .tiff (everything), .png (8-bit, 16-bit,
	 * RGB, one plane) or .jpg or .jpeg (8-bit, RGB, one plane, quality as set in ImageJ). Writes to a hidden file
	 * beside it first, so that the file is there completely or, after an error, as it was before.
	 *
	 * @throws VernierException if the format is not one of these or cannot hold the image, or if writing fails
	 */
	public static void save(final ImagePlus image, final Path path) {
		final FileFormat format = FileFormat.ofName(path);
		format.check(image, path);
		final Path target = path.toAbsolutePath();
		final Path parent = target.getParent();
		if (Files.isDirectory(target))
			throw new VernierException(
				"There is a folder at " + path + " where a file is to be saved: use another name.");
		if (parent == null || !Files.isDirectory(parent))
			throw new VernierException("There is no folder " + parent + " to save " + target.getFileName()
				+ " in: make it or use another path.");
		final Path beside = parent.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
		try {
			try (OutputStream out =
				Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
			{
				format.write(image, out);
			}
			move(beside, target);
		}
		catch (final IOException e) {
			throw new VernierException("The file " + path + " cannot be written (" + reason(e)
				+ "): check free space and permissions, or use another folder.", e);
		}
		finally {
			deleteQuietly(beside);
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

	private static String reason(final IOException e) {
		final String message = e.getMessage() == null ? "" : e.getMessage().replaceAll("\\s+", " ").trim();
		final String name = e.getClass().getSimpleName();
		if (message.isEmpty())
			return name;
		// the message of a file system exception is often just the path
		return e instanceof FileSystemException ? name + ": " + message : message;
	}

	/** The part of a file's name after the last dot, in lower case. */
	static String extension(final Path path) {
		final String name = String.valueOf(path.getFileName());
		return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
	}
}
