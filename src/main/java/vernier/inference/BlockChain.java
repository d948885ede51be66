package vernier.inference;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import vernier.image.Region;

/**
 * Operators one after the other, as one operator. Each intermediate block ends at the border of its plane where the
 * tile does, so that every operator treats the image border as it would in the untiled run.
 */
public final class BlockChain implements BlockOperator {

	private final List<BlockOperator> operators;
	private final FloatBuffer[] between;

	/** @param operators at least one; the channels of each match those of the next */
	public BlockChain(final List<? extends BlockOperator> operators) {
		if (operators.isEmpty())
			throw new IllegalArgumentException("A chain needs at least one operator");
		for (int i = 1; i < operators.size(); i++)
			if (operators.get(i - 1).targetChannels() != operators.get(i).sourceChannels())
				throw new IllegalArgumentException("Operator " + i + " takes " + operators.get(i).sourceChannels() +
					" channels, the one before gives " + operators.get(i - 1).targetChannels());
		this.operators = List.copyOf(operators);
		between = new FloatBuffer[operators.size() - 1];
	}

	@Override
	public int sourceChannels() {
		return operators.get(0).sourceChannels();
	}

	@Override
	public int targetChannels() {
		return operators.get(operators.size() - 1).targetChannels();
	}

	@Override
	public long targetWidth(final long sourceWidth) {
		return widths(sourceWidth)[operators.size()];
	}

	@Override
	public long targetHeight(final long sourceHeight) {
		return heights(sourceHeight)[operators.size()];
	}

	@Override
	public Optional<String> wholeImageReason() {
		return operators.stream().map(BlockOperator::wholeImageReason).flatMap(Optional::stream).findFirst();
	}

	@Override
	public Optional<Shift> shift() {
		Optional<Shift> all = operators.get(0).shift();
		for (final BlockOperator operator : operators.subList(1, operators.size()))
			all = all.flatMap(shift -> operator.shift().map(shift::then));
		return all;
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return regions(target, sourceWidth, sourceHeight)[0];
	}

	@Override
	public Region room(final Region target, final long sourceWidth, final long sourceHeight) {
		final int last = operators.size() - 1;
		return operators.get(last).room(target, widths(sourceWidth)[last], heights(sourceHeight)[last]);
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final long[] widths = widths(block.sourceWidth());
		final long[] heights = heights(block.sourceHeight());
		final Region[] regions = regions(block.target(), block.sourceWidth(), block.sourceHeight());
		regions[0] = block.source();
		FloatBuffer from = source;
		for (int i = 0; i < operators.size(); i++) {
			final BlockOperator operator = operators.get(i);
			final boolean last = i == operators.size() - 1;
			if (!last)
				between[i] = Buffers.atLeast(between[i], regions[i + 1].size() * operator.targetChannels());
			final FloatBuffer to = last ? target : between[i];
			operator.compute(new Block(regions[i], widths[i], heights[i], regions[i + 1], //
				last ? block.room() : regions[i + 1]), from, to);
			from = to;
		}
	}

	@Override
	public void release() {
		Arrays.fill(between, null);
		operators.forEach(BlockOperator::release);
	}

	@Override
	public Region typicalSource(final int targetWidth, final int targetHeight) {
		Region needed = new Region(0, 0, targetWidth, targetHeight);
		for (int i = operators.size() - 1; i >= 0; i--)
			needed = operators.get(i).typicalSource(needed.width(), needed.height());
		return needed;
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		long sum = 0;
		int width = targetWidth;
		int height = targetHeight;
		for (int i = operators.size() - 1; i >= 0; i--) {
			final BlockOperator operator = operators.get(i);
			sum += operator.memory(width, height);
			final Region needed = operator.typicalSource(width, height);
			width = needed.width();
			height = needed.height();
		}
		return sum;
	}

	private Region[] regions(final Region target, final long sourceWidth, final long sourceHeight) {
		final long[] widths = widths(sourceWidth);
		final long[] heights = heights(sourceHeight);
		final Region[] regions = new Region[operators.size() + 1];
		regions[operators.size()] = target;
		for (int i = operators.size() - 1; i >= 0; i--)
			regions[i] = operators.get(i).source(regions[i + 1], widths[i], heights[i]);
		return regions;
	}

	private long[] widths(final long sourceWidth) {
		final long[] widths = new long[operators.size() + 1];
		widths[0] = sourceWidth;
		for (int i = 0; i < operators.size(); i++)
			widths[i + 1] = operators.get(i).targetWidth(widths[i]);
		return widths;
	}

	private long[] heights(final long sourceHeight) {
		final long[] heights = new long[operators.size() + 1];
		heights[0] = sourceHeight;
		for (int i = 0; i < operators.size(); i++)
			heights[i + 1] = operators.get(i).targetHeight(heights[i]);
		return heights;
	}
}
