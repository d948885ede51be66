package vernier.counting;

import java.nio.FloatBuffer;
import java.util.Optional;

import vernier.image.Region;
import vernier.inference.BlockOperator;

/**
 * Lowers single pixels that stand far above all of their eight neighbours, as those of a camera do that count by themselves:
 * objects of several pixels have no such tops, and a network takes what is far beyond the values that it knows for many
 * objects. Such a pixel gets the greatest value of its neighbours.
 */
final class HotPixels implements BlockOperator {

	/** Above the greatest neighbour by so many times what the neighbours differ: nine deviations of white noise. */
	private static final float FAR = 3;

	private float sign = 1;

	/** Which way hot pixels stand out: 1 if objects are bright, -1 if they are dark. */
	void set(final int newSign) {
		sign = newSign;
	}

	@Override
	public int sourceChannels() {
		return 1;
	}

	@Override
	public int targetChannels() {
		return 1;
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return target.grow(1, 1, sourceWidth, sourceHeight);
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		return Float.BYTES * ((targetWidth + 2L) * (targetHeight + 2L) + (long) targetWidth * targetHeight);
	}

	@Override
	public Optional<Shift> shift() {
		return Optional.of(new Shift(1, 1));
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final Region from = block.source();
		final Region to = block.target();
		for (int y = 0; y < to.height(); y++)
			for (int x = 0; x < to.width(); x++)
				target.put(y * to.width() + x, lowered((int) (to.x() - from.x()) + x, (int) (to.y() - from.y()) + y, from, source));
	}

	/** The value at a column and row of the source block; neighbours beyond the plane and without a value are left out. */
	private float lowered(final int column, final int row, final Region from, final FloatBuffer source) {
		final float value = source.get(row * from.width() + column);
		float least = Float.POSITIVE_INFINITY;
		float greatest = Float.NEGATIVE_INFINITY;
		for (int y = Math.max(0, row - 1); y <= Math.min(from.height() - 1, row + 1); y++)
			for (int x = Math.max(0, column - 1); x <= Math.min(from.width() - 1, column + 1); x++) {
				if (x == column && y == row)
					continue;
				final float other = sign * source.get(y * from.width() + x);
				if (Float.isNaN(other))
					continue;
				least = Math.min(least, other);
				greatest = Math.max(greatest, other);
			}
		return least <= greatest && sign * value - greatest > FAR * (greatest - least) ? sign * greatest : value;
	}
}
