package vernier.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A map from voxel indices (i, j, k; the centre of the first voxel is 0, 0, 0) to world coordinates, as three rows of
 * four numbers: world = row[0..2] . (i, j, k) + row[3]. In files of medical images the world is the scanner's or an
 * atlas', in millimetres, x to the right, y to the front, z up (RAS).
 *
 * <pre>
 * double[] world = affine.apply(10, 20, 30);
 * Affine ofResult = affine.rescaled(Geometry.scale(2, 2));
 * </pre>
 */
public final class Affine {

	private final double[] rows;

	private Affine(final double[] rows) {
		this.rows = rows;
	}

	/**
	 * @param rows 12 finite numbers, row by row
	 * @throws VernierException if they are not 12 or not finite
	 */
	public static Affine of(final double... rows) {
		if (rows.length != 12 || !Arrays.stream(rows).allMatch(Double::isFinite))
			throw new VernierException("A map from voxels to the world has " + rows.length + " numbers (" +
				Arrays.toString(rows) + "); 12 finite ones are needed: the file is damaged.");
		return new Affine(rows.clone());
	}

	/** Voxels of the given size along the axes of the world; the first one's centre is the origin. */
	public static Affine ofVoxelSize(final double x, final double y, final double z) {
		return of(x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0);
	}

	/** A number of the matrix, row 0 to 2, column 0 to 3. */
	public double at(final int row, final int column) {
		return rows[4 * row + column];
	}

	/** The world coordinates (x, y, z) of a position in voxels. */
	public double[] apply(final double i, final double j, final double k) {
		final double[] world = new double[3];
		for (int row = 0; row < 3; row++)
			world[row] = at(row, 0) * i + at(row, 1) * j + at(row, 2) * k + at(row, 3);
		return world;
	}

	/** How far apart voxels are along one of the voxel axes 0, 1, 2. */
	public double spacing(final int axis) {
		return Math.sqrt(at(0, axis) * at(0, axis) + at(1, axis) * at(1, axis) + at(2, axis) * at(2, axis));
	}

	/** Signed volume of a voxel; negative where the voxel axes are left-handed. */
	public double determinant() {
		return at(0, 0) * (at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1)) //
			- at(0, 1) * (at(1, 0) * at(2, 2) - at(1, 2) * at(2, 0)) //
			+ at(0, 2) * (at(1, 0) * at(2, 1) - at(1, 1) * at(2, 0));
	}

	/**
	 * The map back, from world coordinates to voxels.
	 *
	 * @throws VernierException if the voxels have no volume
	 */
	public Affine inverse() {
		final double determinant = determinant();
		if (!(Math.abs(determinant) > 0))
			throw new VernierException("The orientation of the volume has voxels without volume (" + this +
				"): correct it in the program that made the file.");
		final double[] inverse = new double[12];
		for (int row = 0; row < 3; row++)
			for (int column = 0; column < 3; column++) {
				// cofactor of the transposed element
				final int a = (column + 1) % 3;
				final int b = (column + 2) % 3;
				final int c = (row + 1) % 3;
				final int d = (row + 2) % 3;
				inverse[4 * row + column] = (at(a, c) * at(b, d) - at(a, d) * at(b, c)) / determinant;
			}
		for (int row = 0; row < 3; row++)
			inverse[4 * row + 3] = -(inverse[4 * row] * at(0, 3) + inverse[4 * row + 1] * at(1, 3) +
				inverse[4 * row + 2] * at(2, 3));
		return of(inverse);
	}

	/**
	 * The map of a result's voxels. The outlines of input and result coincide, so that the centre of the result's first
	 * voxel lies at (0.5 / scale - 0.5 + offset) of the input.
	 *
	 * @param geometry where the result lies in the image that this map is of
	 */
	public Affine rescaled(final Geometry geometry) {
		final double[] scale = { geometry.scaleX(), geometry.scaleY(), geometry.scaleZ() };
		final double[] first = apply(0.5 / scale[0] - 0.5 + geometry.offsetX(), //
			0.5 / scale[1] - 0.5 + geometry.offsetY(), 0.5 / scale[2] - 0.5);
		final double[] result = new double[12];
		for (int row = 0; row < 3; row++) {
			for (int axis = 0; axis < 3; axis++)
				result[4 * row + axis] = at(row, axis) / scale[axis];
			result[4 * row + 3] = first[row];
		}
		return of(result);
	}

	/** The 12 numbers, row by row. */
	public double[] toArray() {
		return rows.clone();
	}

	/** @throws VernierException if the text is not that of {@link #toString()} */
	static Affine parse(final String text) {
		try {
			return of(Arrays.stream(text.trim().split("[\\s,;]+")).mapToDouble(Double::parseDouble).toArray());
		}
		catch (final NumberFormatException e) {
			throw new VernierException("\"" + text + "\" is no map from voxels to the world: 12 numbers are needed.", e);
		}
	}

	/** Three rows, separated by semicolons. */
	@Override
	public String toString() {
		final StringJoiner joiner = new StringJoiner("; ");
		for (int row = 0; row < 3; row++)
			joiner.add(String.format(Locale.ROOT, "%s %s %s %s", at(row, 0), at(row, 1), at(row, 2), at(row, 3)));
		return joiner.toString();
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Affine affine && Arrays.equals(rows, affine.rows);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(rows);
	}
}
