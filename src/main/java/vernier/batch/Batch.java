package vernier.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import vernier.image.CancelledException;
import vernier.image.CsvTable;
import vernier.image.ImageDocument;
import vernier.image.Progress;
import vernier.image.VernierException;

/**
 * Processes every image of a folder by the same steps.
 *
 * <pre>
 * Batch.Summary summary = Batch.run(BatchOptions.of(Path.of("in"), Path.of("out"), List.of("super-resolve scale=2")),
 *   Progress.NONE);
 * </pre>
 *
 * Results take the names and subfolders of their files. Beside them come {@value #SUMMARY}, a row per file, and
 * {@value #LOG}. One image is read and another one written while a third is computed; networks are opened once. A file that
 * cannot be processed is reported, and the others go on. A second run with the same steps skips what is complete: the
 * content of the file, the steps and the content of its results are compared, not names or times. An interrupted or killed
 * run leaves whole results only, and the next one goes on after them.
 */
public final class Batch {

	/** Table with a row per file. */
	public static final String SUMMARY = "summary.csv";

	/** Lines with times, of all runs. */
	public static final String LOG = "batch.log";

	/**
	 * What became of the files.
	 *
	 * @param rows in the order of the files' names
	 * @param seconds from start to end
	 */
	public record Summary(List<Row> rows, double seconds) {

		/** Number of files with a status. */
		public long count(final Row.Status status) {
			return rows.stream().filter(row -> row.status() == status).count();
		}

		@Override
		public String toString() {
			return String.format(Locale.ROOT, "%d file(s): %d done, %d skipped as complete, %d failed, in %.1f s", rows.size(), //
				count(Row.Status.DONE), count(Row.Status.SKIPPED), count(Row.Status.FAILED), seconds);
		}
	}

	private Batch() {}

	/**
	 * What a run would do, as far as it can be told without looking for files.
	 *
	 * @throws VernierException if a step or a folder does not do
	 */
	public static String plan(final BatchOptions options) {
		InputFiles.check(options.input());
		OutputFolder.check(options.output(), options.input());
		try (Steps steps = Steps.parse(options.steps(), options.catalog(), line -> {})) {
			return (options.glob().isEmpty() ? "All images" : options.glob()) + " of " + options.input().getFileName() + ": " + steps;
		}
	}

	/**
	 * @param progress of all files; asked at every file and before every tile whether to stop
	 * @throws VernierException if there is nothing to do, a step, a model or a folder does not do, or another batch writes to
	 *           the output folder; never because of one file
	 * @throws CancelledException if the progress says so; results that are there are whole
	 */
	public static Summary run(final BatchOptions options, final Progress progress) {
		final long start = System.nanoTime();
		final List<String> leftOut = new ArrayList<>();
		final List<InputFiles.Input> inputs = InputFiles.list(options.input(), options.glob(), line -> {
			leftOut.add(line);
			options.log().accept(line);
		}, progress);
		// before any folder is made
		Steps.parse(options.steps(), options.catalog(), line -> {}).close();
		try (OutputFolder output = OutputFolder.open(options.output(), options.input()); BatchLog log = BatchLog.open(options
			.output().resolve(LOG), options.log()); Steps steps = Steps.parse(options.steps(), options.catalog(),
				log::remark))
		{
			log.note(inputs.size() + " file(s) of " + options.input() + ": " + steps);
			leftOut.forEach(log::note);
			steps.open();
			final Pipeline pipeline = new Pipeline(options, steps, output, log, inputs, progress);
			try {
				pipeline.run();
			}
			finally {
				write(pipeline.rowsOfAllRuns(), options.output().resolve(SUMMARY));
			}
			final Summary summary = new Summary(pipeline.rows(), (System.nanoTime() - start) / 1e9);
			log.note(summary.toString());
			return summary;
		}
	}

	private static void write(final List<Row> rows, final Path file) {
		final CsvTable table = new CsvTable(List.of("file", "status", "seconds", "counts", "model", "device", "sha256", "output",
			"message"));
		for (final Row row : rows)
			table.add(row.file(), row.status().name().toLowerCase(Locale.ROOT), String.format(Locale.ROOT, "%.3f", row.seconds()),
				row.count(), row.model(), row.device(), String.join(" ", row.hashes()), String.join(" ", row.outputs()), row
					.message());
		table.write(file);
	}

	/** Bytes of a file, of both of a pair, or of the files in a folder. */
	static long size(final Path path, final Progress progress) {
		try {
			long size = 0;
			for (final Path part : ImageDocument.files(path))
				for (final Path file : Sha256.files(part, progress))
					size += Files.size(file);
			return size;
		}
		catch (final IOException e) {
			// it will be said when the file is read
			return 0;
		}
	}
}
