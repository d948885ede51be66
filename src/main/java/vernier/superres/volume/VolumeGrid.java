package vernier.superres.volume;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import vernier.image.Geometry;
import vernier.image.VernierException;

/**
 * From which voxels to which: the spacing of a volume, the spacing wanted, and the axis that the network refines, which
 * is the one that needs it most. The outlines of input and result coincide at the first voxel's outer corner: result
 * voxel i has its centre at (i + 1/2) w - 1/2 s from the input's first centre, s and w being the spacings.
 *
 * @param from voxel size of the input
 * @param asked voxel size that was asked for, see {@link #to}
 * @param thick axis of the thick slices: 0 is x, 1 is y, 2 is z
 */
public record VolumeGrid(Spacing from, Spacing asked, int thick) {

	/** The word for the finest spacing of the input along all axes. */
	public static final String ISOTROPIC = "isotropic";

	/** Factors along the thick axis that the networks are trained for. */
	public static final double LARGEST_FACTOR = 6;
	static final double LEAST_FACTOR = 1.5;
	/** What is nearer to 1 than this is left as it is. */
	private static final double NOTHING = 1.01;

	/**
	 * @param wanted "isotropic", or one or three voxel sizes, see {@link Spacing#parse}
	 * @throws VernierException if the text is none of these, if nothing is to be refined, or too much
	 */
	public static VolumeGrid of(final Spacing from, final String wanted) {
		final Optional<Spacing> stated = stated(wanted);
		if (stated.isEmpty() && from.isIsotropic())
			throw new VernierException("The voxels are isotropic already (" + from + "): give the spacing that you want, " +
				"such as " + Spacing.number(from.finest() / 2) + ".");
		final double finest = from.finest();
		final Spacing to = stated.orElse(new Spacing(finest, finest, finest));
		int thick = 2;
		for (int axis = 1; axis >= 0; axis--)
			if (from.along(axis) / to.along(axis) > 1.001 * from.along(thick) / to.along(thick))
				thick = axis;
		final VolumeGrid grid = new VolumeGrid(from, to, thick);
		final double factor = grid.factor(thick);
		if (factor < NOTHING)
			throw new VernierException("The voxels are " + from + " and " + to + " is asked for, which is not finer: give a " +
				"smaller spacing.");
		if (factor > LARGEST_FACTOR * 1.001)
			throw new VernierException(String.format(Locale.ROOT, "From slices %s apart to %s is a factor of %.1f; up to %.0f " +
				"is possible: ask for a spacing of at least %s along %s.", Spacing.number(from.along(thick)), //
				Spacing.number(to.along(thick)), factor, LARGEST_FACTOR, //
				Spacing.number(Math.ceil(from.along(thick) / LARGEST_FACTOR * 100) / 100), "xyz".charAt(thick)));
		return grid;
	}

	/**
	 * @param wanted "isotropic", for which the result is empty, or one or three voxel sizes
	 * @throws VernierException if it is neither
	 */
	public static Optional<Spacing> stated(final String wanted) {
		return wanted.trim().equalsIgnoreCase(ISOTROPIC) ? Optional.empty() : Optional.of(Spacing.parse(wanted, "spacing"));
	}

	/** Voxel size of the result: as asked for, or that of the input where it is nearly that. */
	public Spacing to() {
		return new Spacing(to(0), to(1), to(2));
	}

	private double to(final int axis) {
		return factor(axis) == 1 ? from.along(axis) : asked.along(axis);
	}

	/** Result voxels per input voxel along an axis; exactly 1 where it is nearly that. */
	public double factor(final int axis) {
		final double factor = from.along(axis) / asked.along(axis);
		return factor < NOTHING && 1 / factor < NOTHING ? 1 : factor;
	}

	/** Where the result is coarser than the input: ", coarser along x and y", or nothing. */
	public String coarser() {
		final String axes = IntStream.range(0, 3).filter(axis -> factor(axis) < 1).mapToObj(axis -> "xyz".substring(axis, axis +
			1)).collect(Collectors.joining(" and "));
		return axes.isEmpty() ? "" : ", coarser along " + axes;
	}

	/** Result voxels along an axis for a number of input voxels. */
	public long size(final int axis, final long voxels) {
		// the tolerance of a plane's enlargement, so that both agree
		return Math.max(1, (long) Math.floor(voxels * factor(axis) + 0.5 + 1e-6));
	}

	/** Where the result lies in the input. */
	public Geometry geometry() {
		return Geometry.scale(factor(0), factor(1)).withScaleZ(factor(2));
	}

	/** What a result's title adds to that of its input, by what was asked for: "iso0.7" or "0.7x0.7x1.5". */
	public String suffix() {
		return asked.x() == asked.y() && asked.y() == asked.z() ? "iso" + Spacing.number(asked.x())
			: Spacing.number(asked.x()) + "x" + Spacing.number(asked.y()) + "x" + Spacing.number(asked.z());
	}
}
