package vernier.inference;

import java.nio.FloatBuffer;

import vernier.image.Region;

/** Doubles the size; each pixel is the mean of the 5 x 5 source pixels that exist around its source pixel. */
class BoxEnlarger implements BlockOperator {

	static final int RADIUS = 2;

	@Override
	public int sourceChannels() {
		return 1;
	}

	@Override
	public int targetChannels() {
		return 1;
	}

	@Override
	public long targetWidth(final long sourceWidth) {
		return 2 * sourceWidth;
	}

	@Override
	public long targetHeight(final long sourceHeight) {
		return 2 * sourceHeight;
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return Region.between(target.x() / 2, target.y() / 2, (target.endX() + 1) / 2, (target.endY() + 1) / 2) //
			.grow(RADIUS, RADIUS, sourceWidth, sourceHeight);
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final Region s = block.source();
		final Region t = block.target();
		for (int y = 0; y < t.height(); y++)
			for (int x = 0; x < t.width(); x++) {
				final Region window = new Region((t.x() + x) / 2, (t.y() + y) / 2, 1, 1) //
					.grow(RADIUS, RADIUS, block.sourceWidth(), block.sourceHeight());
				float sum = 0;
				for (long v = window.y(); v < window.endY(); v++)
					for (long u = window.x(); u < window.endX(); u++)
						sum += source.get((int) ((v - s.y()) * s.width() + u - s.x()));
				target.put(y * t.width() + x, sum / window.size());
			}
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		return 8L * targetWidth * targetHeight;
	}
}
