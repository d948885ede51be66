package vernier.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import vernier.image.Progress;

/** Fingerprints of files and texts. */
final class Sha256 {

	private static final int BUFFER = 1 << 16;

	private Sha256() {}

	/** Of a file's content; of a folder, of its files' names and contents, subfolders included, in the order of their names. */
	static String of(final Path path) throws IOException {
		return of(path, Progress.NONE);
	}

	/**
	 * As {@link #of(Path)}, of what may be large.
	 *
	 * @param progress asked at each part of a file whether to stop
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	static String of(final Path path, final Progress progress) throws IOException {
		final MessageDigest digest = digest();
		if (Files.isDirectory(path)) {
			for (final Path file : files(path, progress)) {
				digest.update(path.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
				add(file, digest, progress);
			}
		}
		else
			add(path, digest, progress);
		return HexFormat.of().formatHex(digest.digest());
	}

	/** A file, or the files in a folder and its subfolders, sorted; links are followed, as where inputs are listed. */
	static List<Path> files(final Path path, final Progress progress) throws IOException {
		try (Stream<Path> list = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
			return list.filter(file -> {
				progress.checkCancelled();
				return Files.isRegularFile(file);
			}).sorted().toList();
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
	}

	private static void add(final Path file, final MessageDigest digest, final Progress progress) throws IOException {
		final byte[] buffer = new byte[BUFFER];
		try (InputStream in = Files.newInputStream(file)) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				progress.checkCancelled();
				digest.update(buffer, 0, n);
			}
		}
	}

	static String of(final String text) {
		return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java platform has SHA-256", e);
		}
	}
}
