package vernier.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import vernier.image.CancelledException;
import vernier.image.ImageDocument;
import vernier.image.ImageExtent;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.image.zarr.OmeZarr;

/**
 * Reading, computing and writing at the same time: a thread that reads ahead, the caller's that computes, one that writes.
 * How many images are in between is bounded by a number and by memory: a large image travels alone.
 */
final class Pipeline {

	/** Input and result in memory, as a multiple of the input, at least. */
	private static final double LEAST = 6;
	/** The same, besides a result: the input, and what is in between. */
	private static final double BESIDES = 2;
	private static final long MIB = 1 << 20;
	/** MiB that an image takes that goes block by block. */
	private static final int BLOCKS = 512;
	/** Part of Java's memory that images may take while there are several. */
	private static final int SHARE = 4;
	/** How long to wait, in milliseconds, before looking again whether to stop. */
	private static final int LOOK = 200;

	private final BatchOptions options;
	private final Steps steps;
	private final OutputFolder output;
	private final BatchLog log;
	private final List<InputFiles.Input> inputs;
	private final Progress progress;
	private final List<Long> sizes;
	private final Pace pace;
	private final Row[] rows;
	private final BlockingQueue<Job> read = new LinkedBlockingQueue<>();
	private final BlockingQueue<Job> computed = new LinkedBlockingQueue<>();
	private final Semaphore places;
	private final int memory = (int) Math.max(64, Runtime.getRuntime().maxMemory() / SHARE / MIB);
	private final Semaphore free = new Semaphore(memory);
	private final Job end = new Job(-1, null);
	private int finished;
	private volatile boolean stopped;
	private volatile Throwable fatal;

	Pipeline(final BatchOptions options, final Steps steps, final OutputFolder output, final BatchLog log,
		final List<InputFiles.Input> inputs, final Progress progress)
	{
		this.options = options;
		this.steps = steps;
		this.output = output;
		this.log = log;
		this.inputs = inputs;
		this.progress = progress;
		rows = new Row[inputs.size()];
		places = new Semaphore(options.jobs());
		sizes = inputs.stream().map(input -> Batch.size(input.path(), progress)).toList();
		pace = new Pace(progress, sizes);
	}

	/** What is known of the files so far, in their order. */
	List<Row> rows() {
		return Arrays.stream(rows).filter(Objects::nonNull).toList();
	}

	/** As {@link #rows}; of files that were not reached, what earlier runs have left. */
	List<Row> rowsOfAllRuns() {
		return IntStream.range(0, rows.length).mapToObj(i -> rows[i] != null ? rows[i] : output.journal().earlier(inputs.get(i)
			.name(), options.output())).filter(Objects::nonNull).toList();
	}

	/** @throws CancelledException if the progress says so */
	void run() {
		final Thread reader = start("Vernier batch reader", this::readAll);
		final Thread writer = start("Vernier batch writer", this::writeAll);
		try {
			for (Job job = next(); job != end; job = next()) {
				final Progress part = pace.part(job.number);
				if (job.row == null && !stopped)
					compute(job, part);
				part.update(1);
				computed.put(job);
			}
		}
		catch (final InterruptedException e) {
			stopped = true;
			Thread.currentThread().interrupt();
		}
		finally {
			stopped |= progress.isCancelled();
			computed.add(end);
			join(writer);
			stopped = true;
			reader.interrupt();
			join(reader);
		}
		if (fatal instanceof Error error)
			throw error;
		if (fatal instanceof RuntimeException failure)
			throw failure;
		if (rows().size() < rows.length)
			throw new CancelledException();
		progress.update(1);
	}

	/** What is read next; the end once the batch has to stop, as the reader may be busy with a large file. */
	private Job next() throws InterruptedException {
		Job job = null;
		while (job == null) {
			if (isStopped())
				return end;
			job = read.poll(LOOK, TimeUnit.MILLISECONDS);
		}
		return job;
	}

	private static Thread start(final String name, final Runnable work) {
		final Thread thread = new Thread(work, name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static void join(final Thread thread) {
		boolean interrupted = false;
		while (thread.isAlive())
			try {
				thread.join();
			}
			catch (final InterruptedException e) {
				// what is being written is completed first
				interrupted = true;
			}
		if (interrupted)
			Thread.currentThread().interrupt();
	}

	private void readAll() {
		try {
			final String what = Sha256.of(steps + " " + options.format() + steps.dependencies());
			for (int i = 0; i < inputs.size() && !isStopped(); i++) {
				final Job job = new Job(i, inputs.get(i));
				job.cost = cost(i);
				places.acquire();
				free.acquire(job.cost);
				if (isStopped())
					break;
				attempt(job, () -> read(job, what));
				read.put(job);
			}
		}
		catch (final InterruptedException e) {
			// the batch is over
		}
		catch (final RuntimeException | Error e) {
			fail(e);
		}
		finally {
			read.add(end);
		}
	}

	private int cost(final int number) {
		final InputFiles.Input input = inputs.get(number);
		return isBlockwise(input) ? Math.min(memory, BLOCKS) : cost(ImageExtent.of(input.path(), sizes.get(number)), steps
			.growth(), steps.drawn(), memory);
	}

	/**
	 * MiB that an image takes with its results, from 1 to all that there is.
	 *
	 * @param growth see {@link Steps#growth}
	 * @param drawn see {@link Steps#drawn}
	 */
	static int cost(final ImageExtent extent, final double growth, final double drawn, final int memory) {
		final double bytes = extent.bytes() * Math.max(LEAST, BESIDES + growth) + extent.plane() * drawn;
		return (int) Math.max(1, Math.min(memory, bytes / MIB));
	}

	private boolean isBlockwise(final InputFiles.Input input) {
		return OmeZarr.isZarr(input.path()) && steps.goBlockwise() && options.format().matches(BatchOptions.ZARR + "|");
	}

	private void read(final Job job, final String what) throws IOException {
		final Progress stoppable = new Stoppable(progress);
		job.hash = Sha256.of(content(job.input.path(), stoppable) + what);
		final Row complete = output.journal().complete(job.input.name(), job.hash, options.output(), stoppable);
		if (complete != null) {
			job.row = complete.skipped();
			return;
		}
		job.blockwise = isBlockwise(job.input);
		if (job.blockwise)
			return;
		// what only measures saves no image
		final boolean saves = steps.changeImages();
		if (saves && options.format().equals(BatchOptions.ZARR))
			throw new VernierException(OmeZarr.isZarr(job.input.path()) ? "Only super-resolve and operator go from OME-Zarr to " +
				"OME-Zarr: choose another format." : "Only OME-Zarr images become OME-Zarr: choose another format.");
		job.image = ImageDocument.open(job.input.path());
		if (saves && !options.format().isEmpty())
			job.image.checkSavable(Path.of(job.input.result() + job.input.ending(options.format())));
	}

	/** What the image is made of: a pair of NIfTI files is one image. */
	private static String content(final Path path, final Progress progress) throws IOException {
		final StringBuilder hashes = new StringBuilder();
		for (final Path file : ImageDocument.files(path))
			hashes.append(Sha256.of(file, progress));
		return hashes.toString();
	}

	private void compute(final Job job, final Progress part) {
		attempt(job, () -> {
			log.about(job.input.name());
			final long start = System.nanoTime();
			job.result = job.blockwise ? steps.transform(job.input.path(), in(output.workshop(job.number), zarr(job), //
				new ArrayList<>()), new Stoppable(part)) : steps.apply(job.image, new Stoppable(part));
			job.seconds = (System.nanoTime() - start) / 1e9;
		});
		job.image = null;
	}

	private void writeAll() {
		try {
			for (Job job = computed.take(); job != end; job = computed.take()) {
				if (job.row == null && job.result != null && fatal == null)
					write(job);
				if (job.row != null && job.row.status() == Row.Status.FAILED)
					output.discard(job.number);
				if (job.row != null)
					tell(job);
				free.release(job.cost);
				places.release();
			}
		}
		catch (final InterruptedException e) {
			// nobody interrupts it but the end of the program
		}
		catch (final RuntimeException | Error e) {
			fail(e);
		}
	}

	/** Ends the batch for something that every other file would meet, too. */
	private void fail(final Throwable failure) {
		fatal = failure;
		stopped = true;
		// the reader may wait for a place that nobody frees any more
		places.release(inputs.size());
		free.release(memory);
	}

	private void write(final Job job) {
		final List<String> names = new ArrayList<>();
		final List<String> hashes = new ArrayList<>();
		final Path[] workshop = new Path[1];
		attempt(job, () -> {
			workshop[0] = output.workshop(job.number);
			final Step.Result result = job.result;
			final String name = job.input.result();
			if (job.blockwise)
				names.add(zarr(job));
			if (result.changed())
				result.image().save(in(workshop[0], name + job.input.ending(options.format()), names));
			for (final Step.Extra extra : result.extras())
				extra.image().save(in(workshop[0], name + "-" + extra.name() + ".tif", names));
			for (final Step.Table table : result.tables())
				table.writer().accept(in(workshop[0], name + "-" + table.name() + ".csv", names));
			for (final String file : names)
				hashes.add(Sha256.of(workshop[0].resolve(Path.of(file).getFileName().toString())));
		});
		if (job.row != null)
			return;
		final Row row = Row.done(job.input.name(), job.seconds, job.result, names, hashes, job.hash);
		try {
			// first noted, then moved: what is in its place is never made again
			output.journal().add(row);
			output.publish(workshop[0], names);
			job.row = row;
		}
		catch (final IOException e) {
			throw new VernierException("The output folder " + options.output() + " can no longer be written to (" + e.getClass()
				.getSimpleName() + ": " + e.getMessage() + "): make room there or check its permissions, and start again; what is " +
				"complete is not done again.", e);
		}
	}

	private static String zarr(final Job job) {
		return job.input.result() + "." + BatchOptions.ZARR;
	}

	private static Path in(final Path workshop, final String name, final List<String> names) {
		names.add(name);
		return workshop.resolve(Path.of(name).getFileName().toString());
	}

	private void tell(final Job job) {
		rows[job.number] = job.row;
		finished++;
		pace.finished(job.number, job.row.status() == Row.Status.DONE);
		final String place = finished + "/" + rows.length + " " + job.row.file() + ": ";
		final String left = pace.left().isEmpty() ? "" : "; about " + pace.left();
		switch (job.row.status()) {
			case DONE -> log.tell(place + String.format(Locale.ROOT, "done in %.2f s", job.seconds) + left);
			case SKIPPED -> log.tell(place + "complete, skipped" + left);
			default -> log.tell(place + "FAILED: " + job.row.message());
		}
	}

	/** Work on one file that may fail. */
	private interface Work {

		void run() throws IOException;
	}

	/** A failure becomes the file's row; a cancelled one has none. */
	private void attempt(final Job job, final Work work) {
		try {
			work.run();
		}
		catch (final CancelledException e) {
			stopped = true;
		}
		catch (final VernierException e) {
			job.row = Row.failed(job.input.name(), e.getMessage());
		}
		catch (final IOException e) {
			job.row = Row.failed(job.input.name(), "It cannot be read or written (" + e.getClass().getSimpleName() + ": " + e
				.getMessage() + "): check file, free space and permissions.");
		}
		catch (final OutOfMemoryError e) {
			job.row = Row.failed(job.input.name(), "Java ran out of memory (it may use " + Runtime.getRuntime().maxMemory() / MIB +
				" MiB): give it more, or process this file by itself.");
		}
		catch (final RuntimeException | LinkageError e) {
			log.note(e + " at " + Arrays.stream(e.getStackTrace()).limit(5).toList());
			job.row = Row.failed(job.input.name(), "It failed in a way that was not foreseen (" + e + "): please report it.");
		}
	}

	private boolean isStopped() {
		return stopped || progress.isCancelled();
	}

	/** Also stops when the batch has to end for another reason. */
	private final class Stoppable implements Progress {

		private final Progress part;

		private Stoppable(final Progress part) {
			this.part = part;
		}

		@Override
		public void update(final double fraction) {
			part.update(fraction);
		}

		@Override
		public boolean isCancelled() {
			return stopped || part.isCancelled();
		}
	}
}
