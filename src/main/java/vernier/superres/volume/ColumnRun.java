package vernier.superres.volume;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import vernier.image.BlockWriter;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.VernierException;
import vernier.inference.BlockOperator;
import vernier.inference.OutOfMemory;
import vernier.inference.TilePlan;

/**
 * Refines one stack block by block of columns, each through all slices, within a memory budget. Blocks read a halo
 * around them as wide as the network sees, so that they equal the whole. When memory runs out the blocks that are left
 * are halved and the run goes on from there.
 */
final class ColumnRun {

	private static final int COMFORTABLE = 512;
	private static final int SMALLEST = 8;

	private final ThickStack stack;
	private final AxisWeights cubic;
	private final double factor;
	private final double thickness;
	private final Optional<? extends BlockOperator> network;
	private final boolean consistent;
	private int side;
	private int halvings;
	private double shown;
	private String plan = "";

	/**
	 * @param stack all values finite, its plane on the wanted grid
	 * @param network of {@link ThroughPlaneNetwork}; none for cubic interpolation
	 * @param thickness in slice distances
	 */
	ColumnRun(final VolumeOptions options, final VolumeGrid grid, final Optional<? extends BlockOperator> network,
		final ThickStack stack, final double thickness)
	{
		this.stack = stack;
		this.network = network;
		this.thickness = thickness;
		consistent = options.consistent();
		factor = grid.factor(grid.thick());
		final int outputs = Math.toIntExact(grid.size(grid.thick(), stack.slices().length));
		cubic = AxisWeights.cubic(outputs, stack.slices().length, factor);
		side = options.tile() > 0 ? options.tile() : comfortable(options.budget().bytes());
		// a block is one array
		side = Math.min(side, (int) Math.sqrt(Integer.MAX_VALUE / cubic.outputs()));
	}

	private int comfortable(final long bytes) {
		int tile = COMFORTABLE;
		while (tile > SMALLEST && memory(tile) > bytes)
			tile = tile * 3 / 4;
		return tile;
	}

	private long memory(final int tile) {
		// the measured values and the block; to correct it, what is missing and what is added to it
		final long column = (long) Float.BYTES * (cubic.inputs() + cubic.outputs()) * (consistent ? 2 : 1);
		return column * tile * tile + network.map(n -> n.memory(tile, cubic.outputs())).orElse(0L);
	}

	/**
	 * @param writer takes w x v x u values for columns in (u, v)
	 * @throws VernierException if not even a small block fits in memory
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	void run(final BlockWriter writer, final Progress progress) {
		final Deque<Region> left = new ArrayDeque<>(TilePlan.of(stack.nu(), stack.nv(), side, 1).tiles());
		plan = TilePlan.of(stack.nu(), stack.nv(), side, 1).describe();
		final double all = (double) stack.nu() * stack.nv();
		double done = 0;
		while (!left.isEmpty()) {
			final Region columns = left.peekFirst();
			try {
				block(columns, writer, rising(progress).part(done / all, (done + columns.size()) / all));
				left.removeFirst();
				done += columns.size();
			}
			catch (final RuntimeException | OutOfMemoryError failure) {
				if (!OutOfMemory.is(failure))
					throw failure;
				halve(left, failure);
			}
		}
	}

	/** What is computed again after a halving does not move it back. */
	private Progress rising(final Progress progress) {
		return new Progress() {

			@Override
			public void update(final double fraction) {
				shown = Math.max(shown, fraction);
				progress.update(shown);
			}

			@Override
			public boolean isCancelled() {
				return progress.isCancelled();
			}
		};
	}

	private void block(final Region columns, final BlockWriter writer, final Progress progress) {
		progress.checkCancelled();
		final int size = Math.toIntExact(columns.size());
		final float[] measured = stack.columns(columns);
		final float[] values = new float[Math.multiplyExact(size, cubic.outputs())];
		if (network.isPresent())
			new ThroughPlaneNetwork(network.get(), stack, cubic, factor, thickness).compute(columns, values, progress);
		else
			cubic.apply(measured, values, size);
		if (consistent)
			new SliceConsistency(cubic, factor, thickness).correct(measured, values, size);
		keepBackground(measured, values, size);
		writer.write(columns, FloatBuffer.wrap(values));
	}

	/** Where all slices that reach a voxel are background there, so is the voxel. */
	private void keepBackground(final float[] measured, final float[] values, final int size) {
		final float background = stack.background();
		for (int w = 0; w < cubic.outputs(); w++) {
			final int from = cubic.first(w);
			final int count = cubic.row(w).length;
			for (int i = 0; i < size; i++) {
				boolean all = true;
				for (int k = from; all && k < from + count; k++)
					all = measured[k * size + i] == background;
				if (all)
					values[w * size + i] = background;
			}
		}
	}

	private void halve(final Deque<Region> left, final Throwable failure) {
		final Region first = left.peekFirst();
		final int size = Math.max(first.width(), first.height());
		if (size / 2 < SMALLEST)
			throw new VernierException("There is not enough memory even for " + first.width() + " x " + first.height() +
				" columns of the volume; close other images or programs, or give the program more memory.", failure);
		network.ifPresent(BlockOperator::release);
		side = size / 2;
		halvings++;
		final Deque<Region> halves = new ArrayDeque<>();
		for (final Region region : left)
			for (final Region part : TilePlan.of(region.width(), region.height(), side, 1).tiles())
				halves.add(new Region(region.x() + part.x(), region.y() + part.y(), part.width(), part.height()));
		left.clear();
		left.addAll(halves);
	}

	/** The blocks in words. */
	String describe() {
		return plan + (halvings > 0 ? ", halved " + halvings + " times for want of memory" : "");
	}
}
