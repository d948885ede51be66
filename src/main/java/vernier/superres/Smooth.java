package vernier.superres;

import java.nio.FloatBuffer;
import java.util.Arrays;

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

	/** Rows of the target for which cubic convolution is computed at a time, where it is needed. */
	private static final int STRIP = 128;

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
		for (int y = 0; y < rows.length; y += STRIP)
			hold(block, source, target, y, columns, Arrays.copyOfRange(rows, y, Math.min(rows.length, y + STRIP)));
	}

	/** Treats rows of the target from the given one of the wanted region on, of which the source rows are given. */
	private void hold(final Block block, final FloatBuffer source, final FloatBuffer target, final int top,
		final int[] columns, final int[] rows)
	{
		final int stride = block.source().width();
		if (!isSmoothSomewhere(rows[0] * stride, (rows[rows.length - 1] + 1) * stride))
			return;
		final Region wanted = block.target();
		final int width = wanted.width();
		final Region strip = new Region(wanted.x(), wanted.y() + top, width, rows.length);
		smooth = Buffers.atLeast(smooth, (long) width * STRIP);
		cubic.compute(new Block(block.source(), block.sourceWidth(), block.sourceHeight(), strip), source, smooth);
		final float[] plain = new float[width];
		final float[] result = new float[width];
		for (int y = 0; y < rows.length; y++) {
			final int row = row(block, top + y);
			smooth.get(y * width, plain);
			target.get(row, result);
			for (int x = 0; x < width; x++) {
				final float most = bend[rows[y] * stride + columns[x]];
				if (most >= limit)
					continue;
				final float added = Math.max(-most, Math.min(most, result[x] - plain[x]));
				result[x] = plain[x] + (bytes ? added * beyondRounding(most) : added);
			}
			target.put(row, result);
		}
	}

	private boolean isSmoothSomewhere(final int start, final int end) {
		for (int i = start; i < end; i++)
			if (bend[i] < limit)
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
		source.get(0, bend, 0, size);
		for (int y = 0; y < height; y++)
			if (y > 0 && y < height - 1)
				bendsWithin(y * width, width);
			else
				bendsOfEdge(y * width, width);
		widenRows(width, height);
		widenColumns(width, height);
		final float[] found = along;
		along = bend;
		bend = found;
	}

	/** Of a row that has one above and one below; plain loops over arrays are what Java makes vectors of. */
	private void bendsWithin(final int row, final int width) {
		final float[] v = bend;
		final float[] largest = along;
		for (int i = row + 1; i < row + width - 1; i++) {
			final float twice = 2 * v[i];
			largest[i] = Math.max( //
				Math.max(Math.abs(v[i - 1] - twice + v[i + 1]), Math.abs(v[i - width] - twice + v[i + width])), //
				Math.max(Math.abs(v[i - width - 1] - twice + v[i + width + 1]), //
					Math.abs(v[i - width + 1] - twice + v[i + width - 1])));
		}
		for (final int i : new int[] { row, row + width - 1 })
			largest[i] = Math.abs(v[i - width] - 2 * v[i] + v[i + width]);
	}

	/** Of the first or the last row. */
	private void bendsOfEdge(final int row, final int width) {
		for (int i = row + 1; i < row + width - 1; i++)
			along[i] = Math.abs(bend[i - 1] - 2 * bend[i] + bend[i + 1]);
		along[row] = along[row + width - 1] = 0;
	}

	/** The largest of each value and those beside it. */
	private void widenRows(final int width, final int height) {
		final float[] from = along;
		final float[] to = bend;
		final int step = Math.min(1, width - 1);
		for (int y = 0; y < height; y++) {
			final int first = y * width;
			final int last = first + width - 1;
			for (int i = first + 1; i < last; i++)
				to[i] = Math.max(from[i], Math.max(from[i - 1], from[i + 1]));
			to[first] = Math.max(from[first], from[first + step]);
			to[last] = Math.max(from[last], from[last - step]);
		}
	}

	/** The largest of each value and those above and below. */
	private void widenColumns(final int width, final int height) {
		final float[] from = bend;
		final float[] to = along;
		for (int y = 0; y < height; y++) {
			final int row = y * width;
			final int above = Math.max(0, y - 1) * width;
			final int below = Math.min(height - 1, y + 1) * width;
			for (int x = 0; x < width; x++)
				to[row + x] = Math.max(from[row + x], Math.max(from[above + x], from[below + x]));
		}
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
		return inner.memory(targetWidth, targetHeight) + cubic.memory(targetWidth, STRIP) + //
			2L * Float.BYTES * typicalSource(targetWidth, targetHeight).size();
	}
}
