package vernier.inference;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import vernier.image.BlockReader;
import vernier.image.BlockWriter;
import vernier.image.BlockWriter.Stamp;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.VernierException;
import vernier.inference.BlockOperator.Block;
import vernier.inference.ConstantResults.Key;

/**
 * Runs a {@link BlockOperator} over whole planes, tile by tile, within a {@link MemoryBudget}: while one tile is
 * computed, the next is read and the one before is written by a second thread. When memory runs out the tiles that are
 * left are halved and the run goes on from there. Buffers are kept from plane to plane. Parts of one value are computed once
 * if the operator allows it ({@link BlockOperator#shift}).
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
	private static final int MOST_STAMPS = 64;

	private final BlockOperator operator;
	private final int step;
	private final ExecutorService copier = Executors.newSingleThreadExecutor(task -> {
		final Thread thread = new Thread(task, "Vernier tile copier");
		thread.setDaemon(true);
		return thread;
	});
	private final FloatBuffer[] sources = new FloatBuffer[2];
	private final FloatBuffer[] targets = new FloatBuffer[2];
	private final ConstantResults results;
	private int maxTile;
	private double shown;
	private int computed;
	private int repeats;

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
		this(operator, maxTile, step, new ConstantResults());
	}

	/** As the constructors, with a largest tile that a user may have asked for: 0 to have the budget bound it. */
	public static TiledRun of(final BlockOperator operator, final int tile, final MemoryBudget budget, final int step) {
		return tile > 0 ? new TiledRun(operator, tile, step) : new TiledRun(operator, budget, step);
	}

	/** @param results where those of constant tiles are kept */
	TiledRun(final BlockOperator operator, final int maxTile, final int step, final ConstantResults results) {
		if (maxTile < 1 || step < 1)
			throw new IllegalArgumentException("Tile " + maxTile + " and step " + step + " must be positive");
		this.operator = operator;
		this.maxTile = maxTile;
		this.step = step;
		this.results = results;
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
		final boolean whole = operator.wholeImageReason().isPresent();
		final TilePlan plan = TilePlan.of(width, height, whole ? wholeImage(width, height) : maxTile, grid(writer));
		final Optional<ConstantCells> cells = operator.shift().map(shift -> new ConstantCells(operator, reader, shift));
		List<Region> left = plan.tiles();
		final int largest = side(left);
		shown = 0;
		computed = 0;
		repeats = 0;
		int halvings = 0;
		while (!left.isEmpty()) {
			final TileQueue queue = new TileQueue(left, tile -> cells.isPresent() ? cells.get().cut(tile) : List.of(Tile.of(tile)));
			Throwable shortage = null;
			try {
				new Pass(queue, cells, reader, writer).run(progress, left.stream().mapToLong(Region::size).sum(), (double) width *
					height);
			}
			catch (final RuntimeException | OutOfMemoryError failure) {
				if (!OutOfMemory.is(failure))
					throw failure;
				shortage = failure;
			}
			left = queue.unwritten();
			if (shortage != null && !left.isEmpty()) {
				left = halved(left, largest, shortage);
				halvings++;
			}
		}
		return new RunReport(plan.describe(), computed, repeats, halvings, (System.nanoTime() - start) / 1e9);
	}

	/** Where tile borders should lie: on the target's own blocks and on those of constant cells, if tiles are larger. */
	private int grid(final BlockWriter writer) {
		if (operator.shift().isEmpty())
			return step;
		final int cell = ConstantCells.side(operator.shift().get());
		for (final int grid : new int[] { writer.grid(), cell })
			if (grid % step == 0 && Math.max(grid, cell) <= maxTile / 4 && (grid % cell == 0 || cell % grid == 0))
				return Math.max(grid, cell);
		return step;
	}

	/** Works off tiles until none is left. */
	private final class Pass {

		private final TileQueue queue;
		private final ConstantCells cells;
		private final BlockReader reader;
		private final BlockWriter writer;
		private final Deque<Write> writing = new ArrayDeque<>();
		/** Made by the copier, as a writer takes one thread at a time. */
		private final Map<Key, Future<Stamp>> stamps = new HashMap<>();

		Pass(final TileQueue queue, final Optional<ConstantCells> cells, final BlockReader reader, final BlockWriter writer) {
			this.queue = queue;
			this.cells = cells.orElse(null);
			this.reader = reader;
			this.writer = writer;
		}

		/**
		 * @param pending pixels of this pass
		 * @param pixels of the plane
		 */
		void run(final Progress progress, final long pending, final double pixels) {
			Future<Tile> reading = null;
			long done = 0;
			try {
				int slot = 0;
				reading = read(slot);
				for (Tile tile = Tasks.await(reading); tile != null; tile = Tasks.await(reading)) {
					progress.checkCancelled();
					// the tile that used this target buffer two turns ago must be out of it
					if (writing.size() == 2)
						finish();
					reading = read(1 - slot);
					try (CancelWatch watch = new CancelWatch(progress)) {
						writing.add(new Write(tile, tile.isConstant() ? repeat(tile) : compute(tile.regions().get(0), slot)));
					}
					done += tile.size();
					// tiles that are computed again after a halving do not move it back
					shown = Math.max(shown, (pixels - pending + done) / pixels);
					progress.update(shown);
					slot = 1 - slot;
				}
			}
			finally {
				// nothing may touch the buffers or the target once this method is left
				Tasks.settle(reading);
				writing.forEach(write -> Tasks.settle(write.task()));
				// what was computed before a failure is kept
				while (!writing.isEmpty())
					finish();
			}
		}

		/** Takes the next tile and reads what it needs. */
		private Future<Tile> read(final int slot) {
			return copier.submit(() -> {
				final Tile tile = queue.next();
				if (tile == null || tile.isConstant())
					return tile;
				final Region source = block(tile.regions().get(0), reader).source();
				sources[slot] = Buffers.atLeast(sources[slot], source.size() * operator.sourceChannels());
				reader.read(source, sources[slot]);
				return tile;
			});
		}

		private Future<?> compute(final Region target, final int slot) {
			final Block block = block(target, reader);
			final Region room = block.room();
			targets[slot] = Buffers.atLeast(targets[slot], room.size() * operator.targetChannels());
			operator.compute(block, sources[slot], targets[slot]);
			final FloatBuffer result = targets[slot];
			return copier.submit(() -> writer.write(target, result, room, operator.targetChannels()));
		}

		/** Writes regions of one value, of which only those that are new in kind are computed. */
		private Future<?> repeat(final Tile tile) {
			final List<Future<Stamp>> made = new ArrayList<>();
			if (stamps.size() > MOST_STAMPS)
				stamps.clear();
			repeats += tile.regions().size();
			for (final Region region : tile.regions())
				made.add(stamps.computeIfAbsent(cells.key(region, tile.values()), key -> {
					final FloatBuffer result = result(key, region, tile.values());
					return copier.submit(() -> writer.stamp(region.width(), region.height(), result));
				}));
			return copier.submit(() -> {
				for (int i = 0; i < made.size(); i++)
					Tasks.await(made.get(i)).write(tile.regions().get(i));
			});
		}

		private FloatBuffer result(final Key key, final Region target, final float[] values) {
			final FloatBuffer known = results.get(key);
			if (known != null)
				return known;
			final Block block = block(target, reader);
			final int size = (int) block.source().size();
			final FloatBuffer source = Buffers.allocate((long) size * values.length);
			for (int i = 0; i < source.capacity(); i++)
				source.put(i, values[i / size]);
			final FloatBuffer room = Buffers.allocate(block.room().size() * operator.targetChannels());
			operator.compute(block, source, room);
			final FloatBuffer result = FloatBuffer.allocate(Math.toIntExact(target.size() * operator.targetChannels()));
			Buffers.crop(room, block.room(), result, target, operator.targetChannels());
			results.put(key, result);
			computed++;
			repeats--;
			return result;
		}

		/** Waits for the oldest write; only what was written is not left. */
		private void finish() {
			final Write write = writing.removeFirst();
			Tasks.await(write.task());
			queue.written(write.tile());
			computed += write.tile().isConstant() ? 0 : 1;
		}
	}

	private Block block(final Region target, final BlockReader reader) {
		final Region source = operator.source(target, reader.width(), reader.height());
		return new Block(source, reader.width(), reader.height(), target, //
			operator.room(target, reader.width(), reader.height()));
	}

	private static int side(final List<Region> tiles) {
		return tiles.stream().mapToInt(region -> Math.max(region.width(), region.height())).max().orElseThrow();
	}

	/**
	 * Tiles of half the size.
	 *
	 * @param largest side of the plane's tiles, of which scraps may be left; the next planes get half of that
	 */
	private List<Region> halved(final List<Region> left, final int largest, final Throwable failure) {
		final int size = side(left);
		if (operator.wholeImageReason().isPresent())
			throw new VernierException("There is not enough memory to run this model on the whole image at once, which it " +
				"needs because " + operator.wholeImageReason().get() + ". Crop the image or choose another model.", failure);
		if (size / 2 < Math.max(SMALLEST_HALF, step))
			throw new VernierException("There is not enough memory even for a tile of " + size + " x " + size +
				" pixels; close other images or programs, or give the program more memory.", failure);
		for (int i = 0; i < 2; i++)
			sources[i] = targets[i] = null;
		operator.release();
		maxTile = Math.max(step, Math.min(maxTile, largest) / 2);
		final List<Region> halves = new ArrayList<>();
		for (final Region region : left)
			for (final Region part : TilePlan.of(region.width(), region.height(), Math.max(step, size / 2), step).tiles())
				halves.add(new Region(region.x() + part.x(), region.y() + part.y(), part.width(), part.height()));
		return halves;
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

	@Override
	public void close() {
		copier.shutdown();
	}

	/** A tile on its way to the target. */
	private record Write(Tile tile, Future<?> task) {}
}
