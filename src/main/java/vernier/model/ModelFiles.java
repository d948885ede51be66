package vernier.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import vernier.image.VernierException;

/** The files of one model: a folder, a folder on the class path, or a bioimage.io package (.zip). */
interface ModelFiles {

	/** Where they are, for error messages. */
	String where();

	/** Opens a file by its relative path with forward slashes; null if there is none. */
	InputStream open(String file) throws IOException;

	/**
	 * Reads a file.
	 *
	 * @param most bytes that it may have
	 * @throws VernierException if there is no such file, or it is larger, or it cannot be read
	 */
	default byte[] read(final String file, final int most) {
		try (InputStream stream = open(file)) {
			if (stream == null)
				throw new VernierException(where() + " has no file \"" + file + "\": the model is incomplete, get it anew.");
			final byte[] bytes = stream.readNBytes(most);
			if (stream.read() >= 0)
				throw new VernierException("The file \"" + file + "\" of " + where() + " has more than " + (most >> 10) +
					" KiB, the most that is accepted.");
			return bytes;
		}
		catch (final IOException e) {
			throw new VernierException("The file \"" + file + "\" of " + where() + " cannot be read: " + e.getMessage(), e);
		}
		catch (final OutOfMemoryError e) {
			throw new VernierException("There is not enough memory for the file \"" + file + "\" of " + where() +
				": raise ImageJ's memory.", e);
		}
	}

	/** A folder of the file system. Links that lead out of it are not followed. */
	static ModelFiles folder(final Path folder) {
		return new ModelFiles() {

			@Override
			public String where() {
				return "the model folder " + folder;
			}

			@Override
			public InputStream open(final String file) throws IOException {
				final Path path = folder.resolve(file);
				if (!Files.isRegularFile(path))
					return null;
				if (!path.toRealPath().startsWith(folder.toRealPath()))
					throw new VernierException("The file \"" + file + "\" of " + where() +
						" is a link out of it, which is not followed.");
				return Files.newInputStream(path);
			}
		};
	}

	/** A folder on the class path. */
	static ModelFiles resources(final ClassLoader loader, final String folder) {
		return new ModelFiles() {

			@Override
			public String where() {
				return "the bundled model " + folder;
			}

			@Override
			public InputStream open(final String file) {
				return loader.getResourceAsStream(folder + "/" + file);
			}
		};
	}

	/** A package; its files may lie in one folder. Nothing is unpacked to disk. */
	static ModelFiles zip(final Path zip) {
		final String folder = ModelCheck.packageFolder(zip, names(zip));
		return new ModelFiles() {

			@Override
			public String where() {
				return "the model package " + zip;
			}

			@Override
			public InputStream open(final String file) throws IOException {
				final ZipFile open = new ZipFile(zip.toFile());
				InputStream stream = null;
				try {
					final ZipEntry entry = open.getEntry(folder + file);
					stream = entry == null ? null : open.getInputStream(entry);
				}
				finally {
					if (stream == null)
						open.close();
				}
				return stream == null ? null : new FilterInputStream(stream) {

					@Override
					public void close() throws IOException {
						open.close();
					}
				};
			}
		};
	}

	private static List<String> names(final Path zip) {
		final List<String> names = new ArrayList<>();
		try (ZipFile open = new ZipFile(zip.toFile())) {
			for (final Enumeration<? extends ZipEntry> entries = open.entries(); entries.hasMoreElements();)
				names.add(entries.nextElement().getName());
			return names;
		}
		catch (final IOException | IllegalArgumentException e) {
			throw new VernierException(zip + " is no readable .zip package: " + e.getMessage(), e);
		}
	}
}
