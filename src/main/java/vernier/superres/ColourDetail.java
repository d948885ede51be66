package vernier.superres;

import java.nio.FloatBuffer;

import vernier.inference.BlockOperator;
import vernier.inference.Buffers;

/**
 * Colour from a one-channel enlarger: each of red, green and blue is enlarged by cubic convolution and gets the detail
 * that the network adds to the luma (BT.601, full range). That is the usual "luma by the network, chroma bicubic".
 */
final class ColourDetail extends WithCubic {

	private FloatBuffer grey;
	private FloatBuffer detail;

	/**
	 * @param luma enlarger of one channel
	 * @param cubic enlarger of three channels to the same size
	 */
	ColourDetail(final BlockOperator luma, final BlockOperator cubic) {
		super(luma, cubic);
	}

	@Override
	public int sourceChannels() {
		return 3;
	}

	@Override
	public int targetChannels() {
		return 3;
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final int in = (int) block.source().size();
		final int out = (int) block.target().size();
		grey = Buffers.atLeast(grey, in);
		for (int i = 0; i < in; i++)
			grey.put(i, grey(source.get(i), source.get(i + in), source.get(i + 2 * in)));
		detail = Buffers.atLeast(detail, out);
		inner.compute(block, grey, detail);
		cubic.compute(block, source, target);
		for (int i = 0; i < out; i++) {
			final float r = target.get(i);
			final float g = target.get(i + out);
			final float b = target.get(i + 2 * out);
			final float added = detail.get(i) - grey(r, g, b);
			target.put(i, r + added);
			target.put(i + out, g + added);
			target.put(i + 2 * out, b + added);
		}
	}

	private static float grey(final float r, final float g, final float b) {
		return 0.299f * r + 0.587f * g + 0.114f * b;
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		// the colours are read as far around as the network reads, which the cubic enlarger does not know
		return inner.memory(targetWidth, targetHeight) + cubic.memory(targetWidth, targetHeight) +
			3L * Float.BYTES * typicalSource(targetWidth, targetHeight).size();
	}
}
