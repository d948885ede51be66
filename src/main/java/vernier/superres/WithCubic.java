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
	public final Optional<Shift> shift() {
		return inner.shift().flatMap(one -> cubic.shift().flatMap(one::and));
	}

	@Override
	public final Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return inner.source(target, sourceWidth, sourceHeight).union(cubic.source(target, sourceWidth, sourceHeight));
	}
}
