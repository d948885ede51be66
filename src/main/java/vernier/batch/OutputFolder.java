package vernier.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

import vernier.image.OutputFile;
import vernier.image.VernierException;

/**
 * The folder that results go to, held by one batch at a time. What is being written lies in a hidden folder in it until it
 * is complete; the system frees the lock of a program that was killed.
 */
final class OutputFolder implements AutoCloseable {

	private static final String HIDDEN = ".vernier-batch";

	private final Path folder;
	private final FileChannel channel;
	private final Journal journal;

	private OutputFolder(final Path folder, final FileChannel channel, final Journal journal) {
		this.folder = folder;
		this.channel = channel;
		this.journal = journal;
	}

	/**
	 * Makes the folder if need be, locks it, and removes what a killed run has left unfinished.
	 *
	 * @throws VernierException if it lies in the input folder or around it, cannot be written to, or another batch is at it
	 */
	static OutputFolder open(final Path output, final Path input) {
		check(output, input);
		FileChannel channel = null;
		try {
			final Path hidden = Files.createDirectories(output.resolve(HIDDEN));
			channel = FileChannel.open(hidden.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			lock(channel, output);
			OutputFile.delete(hidden.resolve("unfinished"));
			Files.createDirectories(hidden.resolve("unfinished"));
			return new OutputFolder(output, channel, Journal.open(hidden.resolve("journal")));
		}
		catch (final IOException e) {
			closeQuietly(channel);
			throw new VernierException("The output folder " + output + " cannot be written to (" + e.getClass().getSimpleName() +
				": " + e.getMessage() + "): check its permissions, or choose another.", e);
		}
		catch (final VernierException e) {
			closeQuietly(channel);
			throw e;
		}
	}

	private static void lock(final FileChannel channel, final Path output) throws IOException {
		FileLock lock = null;
		try {
			lock = channel.tryLock();
		}
		catch (final OverlappingFileLockException e) {
			// in this very program
		}
		if (lock == null)
			throw new VernierException("Another batch is writing to " + output + ": wait until it has ended, or choose another " +
				"output folder.");
	}

	/** @throws VernierException if the folders do not do */
	static void check(final Path output, final Path input) {
		if (Files.exists(output) && !Files.isDirectory(output))
			throw new VernierException("The output " + output + " is a file: name a folder.");
		final Path in = real(input);
		final Path out = real(output);
		if (out.equals(in))
			throw new VernierException("Input and output are the same folder " + input + ": the input is never changed, name " +
				"another folder for the results.");
		if (out.startsWith(in))
			throw new VernierException("The output folder " + output + " lies in the input folder, so that the next run would " +
				"take results for input: name a folder outside of " + input + ".");
		if (in.startsWith(out))
			throw new VernierException("The input folder " + input + " lies in the output folder, where results could overwrite " +
				"it: name another folder for the results.");
	}

	/** The path with links resolved, as far as it exists. */
	private static Path real(final Path path) {
		final Path absolute = path.toAbsolutePath().normalize();
		try {
			for (Path there = absolute; there != null; there = there.getParent())
				if (Files.exists(there))
					return there.toRealPath().resolve(there.relativize(absolute));
		}
		catch (final IOException e) {
			// it cannot be read either, which is said when it is tried
		}
		return absolute;
	}

	Journal journal() {
		return journal;
	}

	/** Where the results of a file are made: on the same disk, so that they can be moved as a whole. */
	Path workshop(final int number) throws IOException {
		return Files.createDirectories(folder.resolve(HIDDEN).resolve("unfinished").resolve(String.valueOf(number)));
	}

	/** Removes what was made of a file that failed. */
	void discard(final int number) {
		OutputFile.discard(folder.resolve(HIDDEN).resolve("unfinished").resolve(String.valueOf(number)));
	}

	/** Moves complete files, and folders that are one image, to their places. */
	void publish(final Path workshop, final List<String> names) throws IOException {
		for (final String name : names) {
			final Path target = folder.resolve(name);
			Files.createDirectories(target.getParent());
			final Path made = workshop.resolve(target.getFileName().toString());
			// a folder takes no other's place, and must not be seen half deleted
			if (Files.exists(target) && (Files.isDirectory(target) || Files.isDirectory(made)))
				Files.move(target, workshop.resolve("replaced-" + target.getFileName()), StandardCopyOption.ATOMIC_MOVE);
			Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		OutputFile.delete(workshop);
	}

	@Override
	public void close() {
		OutputFile.discard(folder.resolve(HIDDEN).resolve("unfinished"));
		try {
			journal.close();
		}
		catch (final IOException e) {
			// the next run clears it
		}
		closeQuietly(channel);
	}

	private static void closeQuietly(final FileChannel channel) {
		try {
			if (channel != null)
				channel.close();
		}
		catch (final IOException e) {
			// the lock goes with the program at the latest
		}
	}
}
