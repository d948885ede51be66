package vernier.superres;

import java.nio.FloatBuffer;

import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.inference.BlockOperator;
import vernier.inference.Buffers;

/**
 * Keeps values beyond the range, such as hot pixels or what another network has made too steep, from a network, which has
 * learned nothing about them and would spoil all that lies around them, by up to hundreds of times the range. It sees them
 * at the range's end; what they have in excess of that is enlarged by cubic convolution and added. Within the range, too,
 * there may be patterns that a network has not learned, such as full-scale points and thin lines on dark noise: where its
 * own result leaves the range by more than {@value #WILD} times, that of cubic convolution stands instead. Elsewhere the
 * result is the network's, bit by bit.
 */
final class Outliers extends WithCubic {

	/** What a network makes of an edge leaves the range by less than this. */
	private static final float WILD = 0.5f;

	private long made;
	private long replaced;
	private FloatBuffer excess;
	/** Result of the cubic convolution. */
	private FloatBuffer added;

	/**
	 * @param network enlarger of one channel
	 * @param cubic enlarger of one channel to the same size
	 */
	Outliers(final BlockOperator network, final BlockOperator cubic) {
		super(network, cubic);
	}

	@Override
	public Region room(final Region target, final long sourceWidth, final long sourceHeight) {
		return inner.room(target, sourceWidth, sourceHeight);
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final int size = (int) block.source().size();
		int first = 0;
		while (first < size && ValueRange.beyond(source.get(first)) == 0)
			first++;
		if (first == size) {
			tamed(block, source, target);
			return;
		}
		excess = Buffers.atLeast(excess, size);
		for (int i = 0; i < size; i++) {
			final float value = source.get(i), beyond = ValueRange.beyond(value);
			excess.put(i, beyond);
			if (beyond != 0)
				source.put(i, beyond > 0 ? 1 : 0);
		}
		tamed(block, source, target);
		for (int i = first; i < size; i++)
			if (excess.get(i) != 0)
				// whoever gave the block may need it again
				source.put(i, excess.get(i) + (excess.get(i) > 0 ? 1 : 0));
		add(block, target);
	}

	/** What the network gives, and the cubic value where that is none. */
	private void tamed(final Block block, final FloatBuffer source, final FloatBuffer target) {
		inner.compute(block, source, target);
		final Region wanted = block.target();
		boolean cubicKnown = false;
		made += wanted.size();
		for (int y = 0; y < wanted.height(); y++) {
			final int row = row(block, y);
			for (int x = 0; x < wanted.width(); x++) {
				final float value = target.get(row + x);
				if (value >= -WILD && value <= 1 + WILD)
					continue;
				if (!cubicKnown)
					enlarge(block, source);
				cubicKnown = true;
				replaced++;
				target.put(row + x, added.get((int) (y * wanted.width() + x)));
			}
		}
	}

	/** The part of all pixels so far, 0 to 1, where the cubic value stands. */
	double replaced() {
		return made == 0 ? 0 : (double) replaced / made;
	}

	private void add(final Block block, final FloatBuffer target) {
		final Region wanted = block.target();
		enlarge(block, excess);
		for (int y = 0, i = 0; y < wanted.height(); y++) {
			final int row = row(block, y);
			for (int x = 0; x < wanted.width(); x++, i++)
				target.put(row + x, target.get(row + x) + added.get(i));
		}
	}

	/** Enlarges a block by cubic convolution. */
	private void enlarge(final Block block, final FloatBuffer source) {
		added = Buffers.atLeast(added, block.target().size());
		cubic.compute(new Block(block.source(), block.sourceWidth(), block.sourceHeight(), block.target()), source, added);
	}

	@Override
	public void release() {
		super.release();
		excess = null;
		added = null;
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		// the excess is read as far around as the network reads, which the cubic enlarger does not know
		return inner.memory(targetWidth, targetHeight) + cubic.memory(targetWidth, targetHeight) +
			Float.BYTES * typicalSource(targetWidth, targetHeight).size();
	}
}
