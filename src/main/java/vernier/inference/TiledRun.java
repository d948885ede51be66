package vernier.inference;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import vernier.image.BlockReader;
import vernier.image.BlockWriter;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.VernierException;
import vernier.inference.BlockOperator.Block;

/**
 * Runs a {@link BlockOperator} over whole planes, tile by tile, within a {@link MemoryBudget}: while one tile is
 * computed, the next is read and the one before is written by a second thread. When memory runs out the tiles that are
 * left are halved and the run goes on from there. Buffers are kept from plane to plane.
 *
 * <pre>
 * try (TiledRun run = new TiledRun(operator, MemoryBudget.ofFreeMemory(), 2)) {
 *   for (plane ...)
 *     run.run(reader, writer, progress);
 * }
 * </pre>
 */
public final class TiledRun implements AutoCloseable {

	/** Below this the halo is all that is computed. */
	private static final int SMALLEST_HALF = 8;

	private final BlockOperator operator;
	private final int step;
	private final ExecutorService copier = Executors.newSingleThreadExecutor(task -> {
		final Thread thread = new Thread(task, "Vernier tile copier");
		thread.setDaemon(true);
		return thread;
	});
	private final FloatBuffer[] sources = new FloatBuffer[2];
	private final FloatBuffer[] targets = new FloatBuffer[2];
	private int maxTile;
	private double shown;

	/**
	 * @param operator what to compute
	 * @param budget bounds the tile size
	 * @param step tile borders in the target plane lie on multiples of this
	 */
	public TiledRun(final BlockOperator operator, final MemoryBudget budget, final int step) {
		this(operator, budget.tile(operator), step);
	}

	/** As above with the largest width and height of a target tile given. */
	public TiledRun(final BlockOperator operator, final int maxTile, final int step) {
		if (maxTile < 1 || step < 1)
			throw new IllegalArgumentException("Tile " + maxTile + " and step " + step + " must be positive");
		this.operator = operator;
		this.maxTile = maxTile;
		this.step = step;
	}

	/**
	 * Computes one plane.
	 *
	 * @throws VernierException if not even a small tile fits in memory
	 * @throws vernier.image.CancelledException if the progress says so; the target is then incomplete
	 */
	public RunReport run(final BlockReader reader, final BlockWriter writer, final Progress progress) {
		final long start = System.nanoTime();
		final long width = operator.targetWidth(reader.width());
		final long height = operator.targetHeight(reader.height());
		final int tile = operator.wholeImageReason().isPresent() ? wholeImage(width, height) : maxTile;
		final TilePlan plan = TilePlan.of(width, height, tile, step);
		final Deque<Region> left = new ArrayDeque<>(plan.tiles());
		shown = 0;
		int done = 0;
		int halvings = 0;
		while (!left.isEmpty()) {
			final int before = left.size();
			Throwable shortage = null;
			try {
				pass(left, reader, writer, progress, (double) width * height);
			}
			catch (final RuntimeException | OutOfMemoryError failure) {
				if (!OutOfMemory.is(failure))
					throw failure;
				shortage = failure;
			}
			done += before - left.size();
			if (shortage != null) {
				halve(left, shortage);
				halvings++;
			}
		}
		return new RunReport(plan.describe(), done, halvings, (System.nanoTime() - start) / 1e9);
	}

	/** Works off tiles until none is left; those written are removed. */
	private void pass(final Deque<Region> left, final BlockReader reader, final BlockWriter writer, final Progress progress,
		final double pixels)
	{
		final List<Region> tiles = new ArrayList<>(left);
		final long pending = tiles.stream().mapToLong(Region::size).sum();
		Future<?> reading = null;
		final Deque<Write> writing = new ArrayDeque<>();
		long computed = 0;
		try {
			reading = read(tiles.get(0), 0, reader);
			for (int i = 0; i < tiles.size(); i++) {
				progress.checkCancelled();
				final int slot = i % 2;
				await(reading);
				// the tile that used this target buffer two turns ago must be out of it
				if (writing.size() == 2)
					finish(writing, left);
				reading = i + 1 < tiles.size() ? read(tiles.get(i + 1), 1 - slot, reader) : null;
				final Region target = tiles.get(i);
				final Block block = block(target, reader);
				final Region room = block.room();
				targets[slot] = Buffers.atLeast(targets[slot], room.size() * operator.targetChannels());
				operator.compute(block, sources[slot], targets[slot]);
				final FloatBuffer result = targets[slot];
				writing.add(new Write(target, copier.submit( //
					() -> writer.write(target, result, room, operator.targetChannels()))));
				computed += target.size();
				// tiles that are computed again after a halving do not move it back
				shown = Math.max(shown, (pixels - pending + computed) / pixels);
				progress.update(shown);
			}
		}
		finally {
			// nothing may touch the buffers or the target once this method is left
			settle(reading);
			writing.forEach(write -> settle(write.task()));
			// what was computed before a failure is kept
			while (!writing.isEmpty())
				finish(writing, left);
		}
	}

	private Future<?> read(final Region target, final int slot, final BlockReader reader) {
		final Region source = block(target, reader).source();
		sources[slot] = Buffers.atLeast(sources[slot], source.size() * operator.sourceChannels());
		final FloatBuffer buffer = sources[slot];
		return copier.submit(() -> reader.read(source, buffer));
	}

	private Block block(final Region target, final BlockReader reader) {
		final Region source = operator.source(target, reader.width(), reader.height());
		return new Block(source, reader.width(), reader.height(), target, //
			operator.room(target, reader.width(), reader.height()));
	}

	/** Waits for the oldest write; only what was written is not left. */
	private static void finish(final Deque<Write> writing, final Deque<Region> left) {
		final Write write = writing.removeFirst();
		await(write.task());
		// not always the first one: the write before it may have failed
		left.remove(write.tile());
	}

	private void halve(final Deque<Region> left, final Throwable failure) {
		final Region first = left.peekFirst();
		final int size = Math.max(first.width(), first.height());
		if (operator.wholeImageReason().isPresent())
			throw new VernierException("There is not enough memory to run this model on the whole image at once, which it " +
				"needs because " + operator.wholeImageReason().get() + ". Crop the image or choose another model.", failure);
		if (size / 2 < Math.max(SMALLEST_HALF, step))
			throw new VernierException("There is not enough memory even for a tile of " + first.width() + " x " + first.height() +
				" pixels; close other images or programs, or give the program more memory.", failure);
		for (int i = 0; i < 2; i++)
			sources[i] = targets[i] = null;
		maxTile = Math.max(step, size / 2);
		final List<Region> halves = new ArrayList<>();
		for (final Region region : left)
			for (final Region part : TilePlan.of(region.width(), region.height(), maxTile, step).tiles())
				halves.add(new Region(region.x() + part.x(), region.y() + part.y(), part.width(), part.height()));
		left.clear();
		left.addAll(halves);
	}

	private int wholeImage(final long width, final long height) {
		if (width * height * operator.targetChannels() > Buffers.MAX_FLOATS)
			throw new VernierException("This model must see the whole image at once because " +
				operator.wholeImageReason().get() + ", and a result of " + width + " x " + height +
				" pixels is too large for that. Crop the image or choose another model.");
		final long needed = operator.memory((int) width, (int) height);
		// a system may promise memory that it does not have, and end the program when it is used
		if (needed > SystemMemory.total())
			throw new VernierException("This model must see the whole image at once because " +
				operator.wholeImageReason().get() + ", which takes " + (needed >> 20) + " MiB where this computer has " +
				(SystemMemory.total() >> 20) + ". Crop the image or choose another model.");
		return (int) Math.max(width, height) + step;
	}

	private static void await(final Future<?> task) {
		try {
			task.get();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new vernier.image.CancelledException();
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException runtime)
				throw runtime;
			if (e.getCause() instanceof Error error)
				throw error;
			throw new IllegalStateException(e.getCause());
		}
	}

	private static void settle(final Future<?> task) {
		boolean interrupted = false;
		while (task != null && !task.isDone())
			try {
				task.get();
			}
			catch (final InterruptedException e) {
				interrupted = true;
			}
			catch (final ExecutionException e) {
				// the failure that matters is already on its way
			}
		if (interrupted)
			Thread.currentThread().interrupt();
	}

	@Override
	public void close() {
		copier.shutdown();
	}

	/** A tile on its way to the target. */
	private record Write(Region tile, Future<?> task) {}
}
