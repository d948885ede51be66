package vernier.superres;

import java.util.Optional;

import vernier.image.Region;
import vernier.inference.Around;
import vernier.inference.BlockOperator;

/** A network and cubic convolution side by side, on the same planes. */
abstract class WithCubic extends Around {

	final BlockOperator cubic;

	/**
	 * @param network enlarger of one channel
	 * @param cubic enlarger to the same size
	 */
	WithCubic(final BlockOperator network, final BlockOperator cubic) {
		super(network);
		this.cubic = cubic;
	}

	@Override
	public void release() {
		super.release();
		cubic.release();
	}

	@Override
	public final Optional<Shift> shift() {
		return inner.shift().flatMap(one -> cubic.shift().flatMap(one::and));
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return inner.source(target, sourceWidth, sourceHeight).union(cubic.source(target, sourceWidth, sourceHeight));
	}

	/** Where a row of the wanted region begins in the target buffer. */
	static int row(final Block block, final int y) {
		return block.room().index(block.target().x(), block.target().y() + y);
	}

	/**
	 * The source pixels in which target pixels have their centres, along one axis.
	 *
	 * @param first target pixel
	 * @param count target pixels
	 * @param factor target pixels per source pixel
	 * @param start where the source block begins
	 * @param sourceSize of the plane
	 * @return indices into the source block
	 */
	static int[] under(final long first, final int count, final double factor, final long start, final long sourceSize) {
		final int[] indices = new int[count];
		for (int i = 0; i < count; i++)
			indices[i] = (int) (Math.min(sourceSize - 1, (long) Math.floor((first + i + 0.5) / factor)) - start);
		return indices;
	}
}
