package vernier.superres;

import java.nio.FloatBuffer;
import java.util.Optional;

import vernier.image.Region;
import vernier.inference.Around;
import vernier.inference.BlockOperator;
import vernier.inference.Buffers;

/**
 * A network that is told the factor to which its result will be reduced, by a second plane of 1 / factor (after
 * Meta-SR, Hu et al., CVPR 2019, where the factor feeds the weights of the last layer). The plane ends where the image
 * does, and blocks stay those of the whole.
 */
final class FactorAware extends Around {

	private final float value;
	private FloatBuffer planes;

	/**
	 * @param network takes two channels, image and 1 / factor
	 * @param factor wanted enlargement
	 */
	FactorAware(final BlockOperator network, final double factor) {
		super(network);
		if (network.sourceChannels() != 2)
			throw new IllegalArgumentException("Takes " + network.sourceChannels() + " channels, not 2");
		value = (float) (1 / factor);
	}

	@Override
	public int sourceChannels() {
		return 1;
	}

	@Override
	public Optional<Shift> shift() {
		return inner.shift();
	}

	@Override
	public Region room(final Region target, final long sourceWidth, final long sourceHeight) {
		return inner.room(target, sourceWidth, sourceHeight);
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final int size = (int) block.source().size();
		planes = Buffers.atLeast(planes, 2L * size);
		planes.put(0, source, 0, size);
		for (int i = size; i < 2 * size; i++)
			planes.put(i, value);
		inner.compute(block, planes, target);
	}

	@Override
	public void release() {
		super.release();
		planes = null;
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		return inner.memory(targetWidth, targetHeight) + Float.BYTES * typicalSource(targetWidth, targetHeight).size();
	}
}
