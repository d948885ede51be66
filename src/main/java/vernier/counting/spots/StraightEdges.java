package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.Border;
import vernier.image.GrayReader;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.inference.Buffers;

/**
 * Tells spots from straight edges and lines, along which noise makes maxima in a row. There the gradients around all point
 * along one axis (structure tensor; J. Bigun, G. H. Granlund, Optimal Orientation Detection of Linear Symmetry, ICCV 1987),
 * and the maximum itself is curved across and hardly along (ratio of the Hessian's eigenvalues, as D. G. Lowe, Distinctive
 * Image Features from Scale-Invariant Keypoints, IJCV 60, 2004). Both have to be so: a spot beside an edge is curved both
 * ways, and touching spots have gradients of all directions around them. Seen at the spots' own width, of a pixel at
 * least; wide spots in the plane made smaller. At that width spots in a close row look like a line: they stay for their
 * {@link LineDips}.
 */
final class StraightEdges {

	/**
	 * Least part of the gradients' power along one axis, as the difference of both over the sum. Of spots, up to 0.1 in a
	 * pixel, at most 0.72; of edges and lines 0.97 or more.
	 */
	private static final double PARALLEL = 0.8;
	/** Most of the curvature along, as a part of that across. */
	private static final double FLAT = 0.3;
	/** Width of the surroundings, in sigmas, and where they end. */
	private static final double AROUND = 3;
	private static final double END = 6;
	/** Depth of dips that noise does not make beside one of its maxima: their mean, and so many standard deviations. */
	private static final double SELECTED = 0.5;
	private static final double DEEP = 3;
	/** Maxima that are so near, in sigmas, are of one row or line: together they tell more. */
	private static final double ROW = 10;
	/** Kernels end here, in sigmas. */
	private static final double RADIUS = 4;
	private static final double SMALLEST = 1;
	/** Wider spots are seen in the plane made smaller. */
	private static final double WIDE = 3;

	private final GrayReader reader;
	private final int reduction;
	private final int radius;
	private final int end;
	private final double scale;
	/** Gaussian and its derivatives. */
	private final double[][] kernels;
	private final double[] weights;
	private FloatBuffer buffer;

	private StraightEdges(final RandomAccessibleInterval<?> plane, final PlaneNoise level, final double sigma,
		final Progress progress)
	{
		reduction = (int) Math.max(1, Math.ceil(sigma / WIDE));
		reader = new GrayReader(reduction == 1 ? plane : BlockMean.of(plane, reduction, progress), level.range());
		scale = Math.max(SMALLEST, sigma / reduction);
		radius = (int) Math.ceil(RADIUS * scale);
		end = (int) Math.ceil(END * scale);
		kernels = new double[3][2 * radius + 1];
		for (int k = -radius; k <= radius; k++) {
			final double g = Math.exp(-k * k / (2 * scale * scale));
			kernels[0][k + radius] = g;
			kernels[1][k + radius] = k * g;
			kernels[2][k + radius] = (k * k - scale * scale) * g;
		}
		weights = new double[2 * end + 1];
		for (int k = -end; k <= end; k++)
			weights[k + end] = Math.exp(-k * k / (2 * AROUND * AROUND * scale * scale));
	}

	/**
	 * The spots that lie on a straight edge or line, in the order given.
	 *
	 * @param spots of the plane
	 * @param plane axes (x, y), bright spots on dark ground; colour counts as its luma
	 * @param level background and noise of the plane
	 * @param progress asked whether to stop
	 */
	static List<Spot> holding(final List<Spot> spots, final RandomAccessibleInterval<?> plane, final PlaneNoise level,
		final Progress progress)
	{
		if (spots.isEmpty())
			return spots;
		final StraightEdges edges = new StraightEdges(plane, level, Spot.usualSigma(spots), progress);
		final List<Spot> straight = new ArrayList<>();
		final List<Double> depths = new ArrayList<>();
		for (final Spot spot : spots) {
			progress.checkCancelled();
			final OptionalDouble depth = edges.depth(spot);
			if (depth.isPresent()) {
				straight.add(spot);
				depths.add(depth.getAsDouble());
			}
		}
		final double reach = ROW * edges.scale * edges.reduction;
		final SpotIndex index = new SpotIndex(straight, reach);
		final List<Spot> holding = new ArrayList<>();
		for (int i = 0; i < depths.size(); i++) {
			final Spot spot = straight.get(i);
			final double[] row = index.around(spot.x(), spot.y()).stream().filter(k -> straight.get(k).distance(spot) <= reach)
				.mapToDouble(depths::get).toArray();
			if (depths.get(i) < limit(1) && Arrays.stream(row).sum() < row.length * limit(row.length))
				holding.add(spot);
		}
		return holding;
	}

	/** The mean depth of dips that noise does not make, for so many maxima. */
	private static double limit(final int maxima) {
		return SELECTED + DEEP / Math.sqrt(maxima);
	}

	/** Of the dips beside a spot where the plane is straight, else none. */
	private OptionalDouble depth(final Spot spot) {
		final long x = place(spot.x(), reader.width());
		final long y = place(spot.y(), reader.height());
		if (!isFlat(new Patch(x, y, 0)))
			return OptionalDouble.empty();
		final Patch around = new Patch(x, y, end);
		final double[] tensor = tensor(around);
		if (!isParallel(tensor))
			return OptionalDouble.empty();
		final double middle = end + radius - 0.5;
		// the mean of pixels has less noise than one
		return OptionalDouble.of(new LineDips(around.values, 2 * (end + radius) + 1, scale).depth(middle + spot.x() / reduction -
			x, middle + spot.y() / reduction - y, Math.atan2(2 * tensor[2], tensor[0] - tensor[1]) / 2, 1.0 / reduction));
	}

	private long place(final double at, final long size) {
		return Math.max(0, Math.min(size - 1, (long) Math.floor(at / reduction)));
	}

	private static boolean isFlat(final Patch patch) {
		final double xx = patch.filtered(2, 0)[0];
		final double yy = patch.filtered(0, 2)[0];
		final double xy = patch.filtered(1, 1)[0];
		final double mean = (xx + yy) / 2;
		final double half = Math.hypot((xx - yy) / 2, xy);
		// across a maximum is the more negative one
		return mean - half < 0 && mean + half > FLAT * (mean - half);
	}

	/** Power of the gradients: xx, yy, xy. */
	private double[] tensor(final Patch patch) {
		final double[] gx = patch.filtered(1, 0);
		final double[] gy = patch.filtered(0, 1);
		final double[] tensor = new double[3];
		for (int k = 0; k < gx.length; k++) {
			final double weight = weights[k % weights.length] * weights[k / weights.length];
			tensor[0] += weight * gx[k] * gx[k];
			tensor[1] += weight * gy[k] * gy[k];
			tensor[2] += weight * gx[k] * gy[k];
		}
		return tensor;
	}

	private static boolean isParallel(final double[] tensor) {
		return Math.hypot(tensor[0] - tensor[1], 2 * tensor[2]) > PARALLEL * (tensor[0] + tensor[1]);
	}

	/** The plane around a pixel, mirrored at its border. */
	private final class Patch {

		private final int side;
		private final double[] values;

		/** @param reach how far around the pixel filtered values are wanted */
		Patch(final long x, final long y, final int reach) {
			side = 2 * reach + 1;
			final int grown = reach + radius;
			final Region region = new Region(x, y, 1, 1).grow(grown, grown, reader.width(), reader.height());
			buffer = Buffers.atLeast(buffer, region.size());
			reader.read(region, buffer);
			final int wide = 2 * grown + 1;
			values = new double[wide * wide];
			for (int j = 0; j < wide; j++)
				for (int i = 0; i < wide; i++)
					values[j * wide + i] = buffer.get((int) (Border.mirrored(y - grown + j, reader.height()) - region.y()) * region
						.width() +
						(int) (Border.mirrored(x - grown + i, reader.width()) - region.x()));
		}

		/** Derivatives of an order along x and y. */
		double[] filtered(final int byX, final int byY) {
			final int wide = side + 2 * radius;
			final double[] rows = new double[wide * side];
			for (int j = 0; j < wide; j++)
				for (int i = 0; i < side; i++)
					for (int k = 0; k <= 2 * radius; k++)
						rows[j * side + i] += kernels[byX][k] * values[j * wide + i + k];
			final double[] filtered = new double[side * side];
			for (int j = 0; j < side; j++)
				for (int k = 0; k <= 2 * radius; k++)
					for (int i = 0; i < side; i++)
						filtered[j * side + i] += kernels[byY][k] * rows[(j + k) * side + i];
			return filtered;
		}
	}
}
