package vernier.superres;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

import vernier.image.Border;
import vernier.image.Region;
import vernier.inference.BlockOperator;

/**
 * A filter along x and one along y, applied one after the other in single precision; beyond its border the source is
 * mirrored with the edge pixel repeated. Every target pixel is the same sum in the same order whatever the block, so
 * that blocks equal the whole bit by bit.
 */
class SeparableFilter implements BlockOperator {

	private final AxisFilter filterX;
	private final AxisFilter filterY;
	private final double scaleX;
	private final double scaleY;
	private final int channels;

	/**
	 * @param filterX weights along x
	 * @param filterY weights along y
	 * @param scaleX target columns per source column
	 * @param scaleY target rows per source row
	 * @param channels values per pixel, each filtered alone
	 */
	SeparableFilter(final AxisFilter filterX, final AxisFilter filterY, final double scaleX, final double scaleY,
		final int channels)
	{
		this.filterX = filterX;
		this.filterY = filterY;
		this.scaleX = scaleX;
		this.scaleY = scaleY;
		this.channels = channels;
	}

	@Override
	public final int sourceChannels() {
		return channels;
	}

	@Override
	public final int targetChannels() {
		return channels;
	}

	@Override
	public final long targetWidth(final long sourceWidth) {
		return Scale.target(sourceWidth, scaleX);
	}

	@Override
	public final long targetHeight(final long sourceHeight) {
		return Scale.target(sourceHeight, scaleY);
	}

	@Override
	public final Optional<Shift> shift() {
		return filterX instanceof CubicKernel x && filterY instanceof CubicKernel y && x.phases() > 0 && x.phases() == y.phases()
			? Optional.of(new Shift(1, x.phases())) : Optional.empty();
	}

	@Override
	public final Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return Region.between(filterX.sourceStart(target.x(), target.endX(), sourceWidth), //
			filterY.sourceStart(target.y(), target.endY(), sourceHeight), //
			filterX.sourceEnd(target.x(), target.endX(), sourceWidth), //
			filterY.sourceEnd(target.y(), target.endY(), sourceHeight));
	}

	@Override
	public final long memory(final int targetWidth, final int targetHeight) {
		final long sourceWidth = (long) Math.ceil(targetWidth / scaleX) + filterX.taps() + 1;
		final long sourceHeight = (long) Math.ceil(targetHeight / scaleY) + filterY.taps() + 1;
		final long rows = (filterY.taps() + 2L) * Math.max(sourceWidth, targetWidth);
		final long weights = (filterX.taps() + 1L) * targetWidth + (filterY.taps() + 1L) * targetHeight;
		return Float.BYTES * (channels * (sourceWidth * sourceHeight + (long) targetWidth * targetHeight) + rows + weights);
	}

	@Override
	public final void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final Region from = block.source();
		final Region to = block.target();
		if (!from.contains(source(to, block.sourceWidth(), block.sourceHeight())))
			throw new IllegalArgumentException("Source block " + from + " does not hold what " + to + " needs");
		final Pass x = new Pass(filterX, to.x(), to.width(), block.sourceWidth(), from.x());
		final Pass y = new Pass(filterY, to.y(), to.height(), block.sourceHeight(), from.y());
		// rows are filtered along x where they are fewer: before the enlargement along y, or after the reduction
		final boolean xFirst = scaleY >= 1;
		final int width = xFirst ? to.width() : from.width();
		final Rows rows = new Rows(y.taps, width);
		final float[] padded = new float[x.paddedSize()];
		final float[] sum = new float[width];
		final float[] result = xFirst ? sum : new float[to.width()];
		for (int c = 0; c < channels; c++) {
			rows.clear();
			for (int i = 0; i < to.height(); i++) {
				for (int k = 0; k < y.taps; k++) {
					final int row = y.source(i, k);
					if (rows.has(row))
						continue;
					final float[] loaded = rows.claim(row);
					final int start = (c * from.height() + row) * from.width();
					if (xFirst) {
						x.load(source, start, padded);
						x.apply(padded, loaded);
					}
					else
						source.get(start, loaded, 0, width);
				}
				for (int k = 0; k < y.taps; k += 4)
					rows.add(y, i, k, sum);
				if (!xFirst) {
					x.load(FloatBuffer.wrap(sum), 0, padded);
					x.apply(padded, result);
				}
				target.put((c * to.height() + i) * to.width(), result, 0, to.width());
			}
		}
	}

	/** The sums of one block along one axis. */
	private static final class Pass {

		final int taps;
		final float[] weights;
		private final int[] first;
		private final long start;
		private final long sourceSize;
		private final long blockStart;

		Pass(final AxisFilter filter, final long targetStart, final int count, final long sourceSize,
			final long blockStart)
		{
			taps = filter.taps();
			weights = new float[count * taps];
			first = new int[count];
			start = filter.first(targetStart);
			this.sourceSize = sourceSize;
			this.blockStart = blockStart;
			for (int i = 0; i < count; i++) {
				first[i] = (int) (filter.first(targetStart + i) - start);
				filter.weights(targetStart + i, sourceSize, weights, i * taps);
			}
		}

		/** Source pixels from the first that is read to the last, those outside the plane included. */
		int paddedSize() {
			return first[first.length - 1] + taps;
		}

		/** Index in the block of the pixel that a tap of a sum reads. */
		int source(final int i, final int k) {
			return (int) (Border.mirrored(start + first[i] + k, sourceSize) - blockStart);
		}

		/** Takes the row that starts at an index and mirrors it beyond the border of the plane. */
		void load(final FloatBuffer source, final int index, final float[] padded) {
			final int inside = (int) Math.min(padded.length, Math.max(0, -start));
			final int outside = (int) Math.max(inside, Math.min(padded.length, sourceSize - start));
			source.get(index + (int) (start + inside - blockStart), padded, inside, outside - inside);
			for (int i = 0; i < inside; i++)
				padded[i] = source.get(index + (int) (Border.mirrored(start + i, sourceSize) - blockStart));
			for (int i = outside; i < padded.length; i++)
				padded[i] = source.get(index + (int) (Border.mirrored(start + i, sourceSize) - blockStart));
		}

		void apply(final float[] padded, final float[] target) {
			if (taps == 4)
				for (int i = 0, w = 0; i < first.length; i++, w += 4) {
					final int p = first[i];
					target[i] = weights[w] * padded[p] + weights[w + 1] * padded[p + 1] + //
						weights[w + 2] * padded[p + 2] + weights[w + 3] * padded[p + 3];
				}
			else
				for (int i = 0, w = 0; i < first.length; i++) {
					float sum = 0;
					for (int p = first[i]; p < first[i] + taps; p++)
						sum += weights[w++] * padded[p];
					target[i] = sum;
				}
		}
	}

	/** The last rows read, as many as one sum along y can need at once. */
	private static final class Rows {

		private final float[][] rows;
		private final int[] held;

		Rows(final int count, final int width) {
			rows = new float[count][width];
			held = new int[count];
		}

		void clear() {
			Arrays.fill(held, -1);
		}

		boolean has(final int row) {
			return held[row % held.length] == row;
		}

		float[] claim(final int row) {
			held[row % held.length] = row;
			return rows[row % held.length];
		}

		/** Adds up to four taps, from tap k on, to the sum; the first four start it. */
		void add(final Pass y, final int i, final int k, final float[] sum) {
			final int count = Math.min(4, y.taps - k);
			final float[] r0 = row(y, i, k);
			final float[] r1 = row(y, i, k + Math.min(1, count - 1));
			final float[] r2 = row(y, i, k + Math.min(2, count - 1));
			final float[] r3 = row(y, i, k + Math.min(3, count - 1));
			final int w = i * y.taps + k;
			final float w0 = y.weights[w];
			final float w1 = count > 1 ? y.weights[w + 1] : 0;
			final float w2 = count > 2 ? y.weights[w + 2] : 0;
			final float w3 = count > 3 ? y.weights[w + 3] : 0;
			if (k == 0)
				for (int x = 0; x < sum.length; x++)
					sum[x] = w0 * r0[x] + w1 * r1[x] + w2 * r2[x] + w3 * r3[x];
			else
				for (int x = 0; x < sum.length; x++)
					sum[x] += w0 * r0[x] + w1 * r1[x] + w2 * r2[x] + w3 * r3[x];
		}

		private float[] row(final Pass y, final int i, final int k) {
			return rows[y.source(i, k) % rows.length];
		}
	}
}
