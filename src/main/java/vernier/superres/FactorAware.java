package vernier.superres;

import java.nio.FloatBuffer;
import java.util.Optional;

import vernier.image.Region;
import vernier.inference.BlockOperator;
import vernier.inference.Buffers;

/**
 * A network that is told the factor to which its result will be reduced, by a second plane of 1 / factor (after
 * Meta-SR, Hu et al., CVPR 2019, where the factor feeds the weights of the last layer). The plane ends where the image
 * does, and blocks stay those of the whole.
 */
final class FactorAware implements BlockOperator {

	private final BlockOperator network;
	private final float value;
	private FloatBuffer planes;

	/**
	 * @param network takes two channels, image and 1 / factor
	 * @param factor wanted enlargement
	 */
	FactorAware(final BlockOperator network, final double factor) {
		if (network.sourceChannels() != 2)
			throw new IllegalArgumentException("Takes " + network.sourceChannels() + " channels, not 2");
		this.network = network;
		value = (float) (1 / factor);
	}

	@Override
	public int sourceChannels() {
		return 1;
	}

	@Override
	public int targetChannels() {
		return network.targetChannels();
	}

	@Override
	public long targetWidth(final long sourceWidth) {
		return network.targetWidth(sourceWidth);
	}

	@Override
	public long targetHeight(final long sourceHeight) {
		return network.targetHeight(sourceHeight);
	}

	@Override
	public Optional<String> wholeImageReason() {
		return network.wholeImageReason();
	}

	@Override
	public Optional<Shift> shift() {
		return network.shift();
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return network.source(target, sourceWidth, sourceHeight);
	}

	@Override
	public Region room(final Region target, final long sourceWidth, final long sourceHeight) {
		return network.room(target, sourceWidth, sourceHeight);
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final int size = (int) block.source().size();
		planes = Buffers.atLeast(planes, 2L * size);
		planes.put(0, source, 0, size);
		for (int i = size; i < 2 * size; i++)
			planes.put(i, value);
		network.compute(block, planes, target);
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		return network.memory(targetWidth, targetHeight) + Float.BYTES * typicalSource(targetWidth, targetHeight).size();
	}
}
