package vernier.batch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import vernier.image.VernierException;

/** The log of a batch: a file that grows from run to run, each line with its time, and whoever listens. */
final class BatchLog implements AutoCloseable {

	/** Different remarks that the listener gets; the file has all. */
	private static final int REMARKS = 100;

	private final Path path;
	private final PrintWriter file;
	private final Consumer<String> listener;
	private final Set<String> remarks = new HashSet<>();
	private String about = "";

	private BatchLog(final Path path, final PrintWriter file, final Consumer<String> listener) {
		this.path = path;
		this.file = file;
		this.listener = listener;
	}

	static BatchLog open(final Path path, final Consumer<String> listener) {
		try {
			return new BatchLog(path, new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8,
				StandardOpenOption.CREATE, StandardOpenOption.APPEND), true), listener);
		}
		catch (final IOException e) {
			throw new VernierException("The log " + path + " cannot be written (" + e.getMessage() +
				"): check the permissions of the output folder.", e);
		}
	}

	/** A line for the file only. */
	synchronized void note(final String line) {
		file.println(LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
	}

	/** A line for everybody. */
	void tell(final String line) {
		note(line);
		listener.accept(line);
	}

	/** The image that remarks are of from now on, by its file. */
	synchronized void about(final String image) {
		about = image;
	}

	/** What a step says: all of it in the file, with its image; once to the listener, since steps say much of every image. */
	void remark(final String line) {
		final int number;
		synchronized (this) {
			note(about.isEmpty() ? line : about + ": " + line);
			if (remarks.size() > REMARKS || !remarks.add(line))
				return;
			number = remarks.size();
		}
		listener.accept(number <= REMARKS ? line : "Further remarks are in " + path);
	}

	@Override
	public void close() {
		file.close();
	}
}
