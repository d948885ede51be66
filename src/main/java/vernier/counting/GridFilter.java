package vernier.counting;

import java.nio.FloatBuffer;
import java.util.Arrays;

import vernier.image.Region;
import vernier.inference.BlockOperator;

/**
 * From one grid to another that covers the same area, by weights along x and along y. Every target pixel is the same sum
 * in the same order whatever the block, so that blocks equal the whole bit by bit.
 */
final class GridFilter implements BlockOperator {

	private final AxisWeights x;
	private final AxisWeights y;
	private final int channels;

	GridFilter(final AxisWeights x, final AxisWeights y, final int channels) {
		this.x = x;
		this.y = y;
		this.channels = channels;
	}

	@Override
	public int sourceChannels() {
		return channels;
	}

	@Override
	public int targetChannels() {
		return channels;
	}

	@Override
	public long targetWidth(final long sourceWidth) {
		// the memory estimate asks for planes that are not ours
		return sourceWidth == x.source() ? x.target() : Math.max(1, Math.round((double) sourceWidth * x.target() / x.source()));
	}

	@Override
	public long targetHeight(final long sourceHeight) {
		return sourceHeight == y.source() ? y.target() : Math.max(1, Math.round((double) sourceHeight * y.target() / y
			.source()));
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return Region.between(x.first(target.x()), y.first(target.y()), end(x, target.endX()), end(y, target.endY()));
	}

	private static long end(final AxisWeights axis, final long targetEnd) {
		return axis.first(targetEnd - 1) + axis.weights(targetEnd - 1).length;
	}

	@Override
	public Region typicalSource(final int targetWidth, final int targetHeight) {
		return Region.between(0, 0, covered(x, targetWidth), covered(y, targetHeight));
	}

	private static long covered(final AxisWeights axis, final int target) {
		return (target * axis.source() + axis.target() - 1) / axis.target() + 2;
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		final Region source = typicalSource(targetWidth, targetHeight);
		return Float.BYTES * channels * (source.size() + (long) targetWidth * targetHeight) + Double.BYTES *
			(long) targetWidth * 2 + 64L * (targetWidth + targetHeight);
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final Region from = block.source();
		final Region to = block.target();
		final double[][] weights = new double[to.width()][];
		final int[] first = new int[to.width()];
		for (int i = 0; i < first.length; i++) {
			weights[i] = x.weights(to.x() + i);
			first[i] = (int) (x.first(to.x() + i) - from.x());
		}
		final float[] row = new float[from.width()];
		final double[] column = new double[from.width()];
		final float[] result = new float[to.width()];
		for (int c = 0; c < channels; c++)
			for (int j = 0; j < to.height(); j++) {
				final double[] down = y.weights(to.y() + j);
				final int top = (int) (y.first(to.y() + j) - from.y());
				Arrays.fill(column, 0);
				for (int k = 0; k < down.length; k++) {
					source.get((c * from.height() + top + k) * from.width(), row);
					for (int i = 0; i < row.length; i++)
						column[i] += down[k] * row[i];
				}
				for (int i = 0; i < result.length; i++) {
					double sum = 0;
					for (int k = 0; k < weights[i].length; k++)
						sum += weights[i][k] * column[first[i] + k];
					result[i] = (float) sum;
				}
				target.put((c * to.height() + j) * to.width(), result);
			}
	}
}
