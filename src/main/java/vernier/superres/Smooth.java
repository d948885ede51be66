package vernier.superres;

import java.nio.FloatBuffer;

import vernier.image.Region;
import vernier.inference.BlockOperator;
import vernier.inference.Buffers;

/**
 * Keeps the error that every network makes, a few thousandths of the range, out of what is smooth: gradients, even areas,
 * the dark parts of an image with a wide range. There, an enlargement differs from cubic convolution by no more than the
 * source bends: the largest second difference, along rows, columns and diagonals, of the source pixel and those around it.
 * An even area so comes out even and a ramp as a ramp, also at the border. In 8-bit images, what bends by no more than
 * rounding can is enlarged by cubic convolution alone. Everywhere else the result is the network's, bit by bit; on
 * photographs this changes 0.0003 dB at most (2 and 3 x).
 */
final class Smooth extends WithCubic {

	/** What bends more than this is left alone: networks on smooth sources err by less than half as much. */
	private static final float LIMIT = 1 / 64f;

	/** The same of 8-bit images: rounding bends as much as the network errs, and less is to be looked at. */
	private static final float LIMIT_OF_BYTES = 3 / 255f;

	/** Side of the squares for which cubic convolution is computed where it is needed. */
	private static final int CELL = 32;

	private final double factorX;
	private final double factorY;
	private final boolean bytes;
	private final float limit;
	private FloatBuffer smooth;
	private float[] bend = new float[0];
	private float[] along = new float[0];

	/**
	 * @param network enlarger of one channel
	 * @param scale of the enlarger
	 * @param bytes whether the source's values are multiples of 1/255
	 */
	Smooth(final BlockOperator network, final Scale scale, final boolean bytes) {
		super(network, Resampler.enlarging(scale, 1));
		factorX = scale.x();
		factorY = scale.y();
		this.bytes = bytes;
		limit = bytes ? LIMIT_OF_BYTES : LIMIT;
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return inner.source(target, sourceWidth, sourceHeight).union( //
			cubic.source(target, sourceWidth, sourceHeight).grow(1, 1, sourceWidth, sourceHeight));
	}

	@Override
	public Region room(final Region target, final long sourceWidth, final long sourceHeight) {
		return inner.room(target, sourceWidth, sourceHeight);
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		inner.compute(block, source, target);
		findBends(source, block.source().width(), block.source().height());
		final Region wanted = block.target();
		final int[] columns = under(wanted.x(), wanted.width(), factorX, block.source().x(), block.sourceWidth());
		final int[] rows = under(wanted.y(), wanted.height(), factorY, block.source().y(), block.sourceHeight());
		for (int y = 0; y < rows.length; y += CELL)
			for (int x = 0; x < columns.length; x += CELL)
				hold(block, source, target, x, y, columns, rows);
	}

	/** Treats one square of the target, whose first pixel is (left, top) of the wanted region. */
	private void hold(final Block block, final FloatBuffer source, final FloatBuffer target, final int left, final int top,
		final int[] columns, final int[] rows)
	{
		final int endX = Math.min(columns.length, left + CELL);
		final int endY = Math.min(rows.length, top + CELL);
		final int stride = block.source().width();
		if (!isSmoothSomewhere(columns[left], columns[endX - 1], rows[top], rows[endY - 1], stride))
			return;
		final Region wanted = block.target();
		final Region cell = new Region(wanted.x() + left, wanted.y() + top, endX - left, endY - top);
		smooth = Buffers.atLeast(smooth, CELL * CELL);
		cubic.compute(new Block(block.source(), block.sourceWidth(), block.sourceHeight(), cell), source, smooth);
		for (int y = top, i = 0; y < endY; y++) {
			final int row = row(block, y);
			for (int x = left; x < endX; x++, i++) {
				final float most = bend[rows[y] * stride + columns[x]];
				if (most >= limit)
					continue;
				final float plain = smooth.get(i);
				final float added = Math.max(-most, Math.min(most, target.get(row + x) - plain));
				target.put(row + x, plain + (bytes ? added * beyondRounding(most) : added));
			}
		}
	}

	private boolean isSmoothSomewhere(final int left, final int right, final int top, final int bottom, final int stride) {
		for (int y = top; y <= bottom; y++)
			for (int x = left; x <= right; x++)
				if (bend[y * stride + x] < limit)
					return true;
		return false;
	}

	/** 0 for what the rounding of a straight slope can bend, two steps, and 1 from three steps on. */
	private static float beyondRounding(final float bend) {
		return Math.max(0, Math.min(1, bend * 255 - 2));
	}

	/** The largest second difference around each pixel of the source block; none reaches beyond it. */
	private void findBends(final FloatBuffer source, final int width, final int height) {
		final int size = width * height;
		if (bend.length < size) {
			bend = new float[size];
			along = new float[size];
		}
		final float[] values = bend;
		source.get(0, values, 0, size);
		for (int y = 0; y < height; y++)
			for (int x = 0, i = y * width; x < width; x++, i++) {
				float largest = 0;
				final float twice = 2 * values[i];
				final boolean within = x > 0 && x < width - 1;
				if (within)
					largest = Math.abs(values[i - 1] - twice + values[i + 1]);
				if (y > 0 && y < height - 1) {
					largest = Math.max(largest, Math.abs(values[i - width] - twice + values[i + width]));
					if (within)
						largest = Math.max(largest, Math.max( //
							Math.abs(values[i - width - 1] - twice + values[i + width + 1]),
							Math.abs(values[i - width + 1] - twice + values[i + width - 1])));
				}
				along[i] = largest;
			}
		widen(width, height);
	}

	/** From each pixel's own second difference to the largest of those around it. */
	private void widen(final int width, final int height) {
		for (int y = 0; y < height; y++)
			for (int x = 0, i = y * width; x < width; x++, i++)
				bend[i] = Math.max(along[i], Math.max(x > 0 ? along[i - 1] : 0, x < width - 1 ? along[i + 1] : 0));
		System.arraycopy(bend, 0, along, 0, width * height);
		for (int y = 0; y < height; y++)
			for (int x = 0, i = y * width; x < width; x++, i++)
				bend[i] = Math.max(along[i], //
					Math.max(y > 0 ? along[i - width] : 0, y < height - 1 ? along[i + width] : 0));
	}

	@Override
	public void release() {
		super.release();
		smooth = null;
		bend = new float[0];
		along = new float[0];
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		return inner.memory(targetWidth, targetHeight) + cubic.memory(CELL, CELL) + //
			2L * Float.BYTES * typicalSource(targetWidth, targetHeight).size();
	}
}
