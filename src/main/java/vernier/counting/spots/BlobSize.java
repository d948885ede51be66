package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.OptionalDouble;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;
import vernier.image.GrayReader;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.inference.BlockOperator;
import vernier.inference.Buffers;

/**
 * How wide the objects of a plane look: the diameter whose Laplacian of Gaussian, scale-normalised, varies most over the
 * middle of the plane. It is within a factor of 1.5 for cells and nuclei that touch, and tells nothing where the variation
 * has no clear peak, as in haze, noise and tissue, or where it peaks at a few pixels, which may be the blur of smaller
 * ones.
 */
public final class BlobSize {

	/** Of diameters, in pixels; each is the root of 2 times the one before. */
	private static final double FIRST = 3;
	private static final double STEP = Math.sqrt(2);
	private static final double LEAST = 8;
	/** A plane has to be so many diameters wide. */
	private static final int SIDE = 4;
	/** Of the middle of the plane that is looked at, in pixels. */
	private static final int MOST = 512;
	/** What variation there may be three steps below the peak, and at the greatest diameter, as parts of it. */
	private static final double BELOW = 0.75, ABOVE = 0.8;
	private static final int STEPS_BELOW = 3;

	private BlobSize() {}

	/**
	 * @param plane axes (x, y), gray or colour; colour counts as its luma
	 * @param progress asked whether to stop
	 * @return diameter in pixels; empty unless it is clear
	 */
	public static OptionalDouble of(final RandomAccessibleInterval<?> plane, final Progress progress) {
		final double side = Math.min(MOST, Math.min(plane.dimension(0), plane.dimension(1)));
		final int steps = 1 + (int) Math.floor(Math.log(side / SIDE / FIRST) / Math.log(STEP));
		if (steps <= STEPS_BELOW)
			return OptionalDouble.empty();
		final double[] variation = new double[steps];
		int best = 0;
		for (int i = 0; i < steps; i++) {
			progress.checkCancelled();
			variation[i] = variation(plane, diameter(i), progress);
			if (variation[i] > variation[best])
				best = i;
		}
		final boolean clear = diameter(best) >= LEAST && best < steps - 1 && variation[best - STEPS_BELOW] <= BELOW *
			variation[best] && variation[steps - 1] <= ABOVE * variation[best];
		return clear ? OptionalDouble.of(diameter(best)) : OptionalDouble.empty();
	}

	private static double diameter(final int step) {
		return FIRST * Math.pow(STEP, step);
	}

	/** Root mean square of the response to discs of a diameter. */
	private static double variation(final RandomAccessibleInterval<?> plane, final double diameter, final Progress progress) {
		final double sigma = diameter / Math.sqrt(8);
		final int reduction = (int) Math.max(1, Math.floor(sigma));
		final LogOperator operator = new LogOperator(sigma / reduction);
		final long columns = (plane.dimension(0) + reduction - 1) / reduction;
		final long rows = (plane.dimension(1) + reduction - 1) / reduction;
		final int width = (int) Math.min(MOST / reduction, columns);
		final int height = (int) Math.min(MOST / reduction, rows);
		final Region target = new Region((columns - width) / 2, (rows - height) / 2, width, height);
		final Region needed = operator.source(target, columns, rows);
		final FloatBuffer source = Buffers.allocate(needed.size());
		new GrayReader(BlockMean.of(part(plane, needed, reduction), reduction, progress), ValueRange.RAW).read(Region.between(0,
			0, needed.width(), needed.height()), source);
		final FloatBuffer filtered = Buffers.allocate(LogOperator.CHANNELS * target.size());
		operator.compute(new BlockOperator.Block(needed, columns, rows, target), source, filtered);
		double squares = 0;
		int n = 0;
		for (int i = 0; i < target.size(); i++) {
			final double value = filtered.get((int) (LogOperator.RESPONSE * target.size()) + i);
			if (Double.isFinite(value)) {
				squares += value * value;
				n++;
			}
		}
		return n == 0 ? 0 : Math.sqrt(squares / n);
	}

	/** What squares of some pixels, in a region of them, are made of: a large plane is not read for its middle. */
	private static RandomAccessibleInterval<?> part(final RandomAccessibleInterval<?> plane, final Region squares,
		final int side)
	{
		return Views.zeroMin(Views.interval(plane, new long[] { plane.min(0) + side * squares.x(), plane.min(1) + side * squares
			.y() }, new long[] { Math.min(plane.max(0), plane.min(0) + side * squares.endX() - 1), Math.min(plane.max(1), plane.min(
				1) + side * squares.endY() - 1) }));
	}
}
