package vernier.batch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

import vernier.image.VernierException;

/** The log of a batch: a file that grows from run to run, each line with its time, and whoever listens. */
final class BatchLog implements AutoCloseable {

	private final PrintWriter file;
	private final Consumer<String> listener;

	private BatchLog(final PrintWriter file, final Consumer<String> listener) {
		this.file = file;
		this.listener = listener;
	}

	static BatchLog open(final Path path, final Consumer<String> listener) {
		try {
			return new BatchLog(new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
				StandardOpenOption.APPEND), true), listener);
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

	@Override
	public void close() {
		file.close();
	}
}
