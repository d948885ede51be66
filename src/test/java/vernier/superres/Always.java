package vernier.superres;

import java.nio.FloatBuffer;

import vernier.image.Region;
import vernier.inference.BlockOperator;

/** Gives one plane, whatever the source: an enlarger whose result is known. */
record Always(Plane plane, Scale scale) implements BlockOperator {

	@Override
	public int sourceChannels() {
		return plane.channels;
	}

	@Override
	public int targetChannels() {
		return plane.channels;
	}

	@Override
	public long targetWidth(final long sourceWidth) {
		return scale.targetWidth(sourceWidth);
	}

	@Override
	public long targetHeight(final long sourceHeight) {
		return scale.targetHeight(sourceHeight);
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return new Region(0, 0, 1, 1);
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		plane.read(block.target(), target);
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		return 0;
	}
}
