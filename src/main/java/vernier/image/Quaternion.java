package vernier.image;

/**
 * The rigid form of a volume's orientation in NIfTI ("method 2" of the format's definition, nifti1.h): a rotation as a
 * unit quaternion, the handedness of the third axis, voxel sizes and the position of the first voxel.
 *
 * @param b x part; the real part follows from unit length
 * @param c y part
 * @param d z part
 * @param handedness 1, or -1 to reverse the third axis ("qfac")
 */
record Quaternion(double b, double c, double d, double handedness) {

	/** The map from voxels to the world, for voxel sizes and the position of the first voxel's centre. */
	Affine affine(final double[] spacing, final double[] position) {
		double x = b;
		double y = c;
		double z = d;
		double w = 1 - (x * x + y * y + z * z);
		if (w < 1e-7) {
			// rounded to more than unit length: half a turn
			final double length = Math.sqrt(x * x + y * y + z * z);
			x /= length;
			y /= length;
			z /= length;
			w = 0;
		}
		else
			w = Math.sqrt(w);
		final double sx = spacing[0];
		final double sy = spacing[1];
		final double sz = spacing[2] * handedness;
		return Affine.of( //
			(w * w + x * x - y * y - z * z) * sx, 2 * (x * y - w * z) * sy, 2 * (x * z + w * y) * sz, position[0], //
			2 * (x * y + w * z) * sx, (w * w + y * y - x * x - z * z) * sy, 2 * (y * z - w * x) * sz, position[1], //
			2 * (x * z - w * y) * sx, 2 * (y * z + w * x) * sy, (w * w + z * z - x * x - y * y) * sz, position[2]);
	}

	/** The rotation in a map whose axes are perpendicular; see Shepperd, J. Guidance and Control 1, 1978. */
	static Quaternion of(final Affine affine) {
		final double handedness = affine.determinant() < 0 ? -1 : 1;
		final double[][] r = new double[3][3];
		for (int column = 0; column < 3; column++) {
			final double length = affine.spacing(column) * (column == 2 ? handedness : 1);
			for (int row = 0; row < 3; row++)
				r[row][column] = length == 0 ? row == column ? 1 : 0 : affine.at(row, column) / length;
		}
		final double[] squares = { 1 + r[0][0] + r[1][1] + r[2][2], 1 + r[0][0] - r[1][1] - r[2][2],
			1 - r[0][0] + r[1][1] - r[2][2], 1 - r[0][0] - r[1][1] + r[2][2] };
		int largest = 0;
		for (int i = 1; i < 4; i++)
			if (squares[i] > squares[largest])
				largest = i;
		final double s = Math.sqrt(squares[largest]) * 2;
		final double[] q = switch (largest) {
			case 0 -> new double[] { s / 4, (r[2][1] - r[1][2]) / s, (r[0][2] - r[2][0]) / s, (r[1][0] - r[0][1]) / s };
			case 1 -> new double[] { (r[2][1] - r[1][2]) / s, s / 4, (r[0][1] + r[1][0]) / s, (r[0][2] + r[2][0]) / s };
			case 2 -> new double[] { (r[0][2] - r[2][0]) / s, (r[0][1] + r[1][0]) / s, s / 4, (r[1][2] + r[2][1]) / s };
			default -> new double[] { (r[1][0] - r[0][1]) / s, (r[0][2] + r[2][0]) / s, (r[1][2] + r[2][1]) / s, s / 4 };
		};
		// q and -q are the same rotation; the file has no room for the sign of the real part
		final double sign = q[0] < 0 ? -1 : 1;
		return new Quaternion(sign * q[1], sign * q[2], sign * q[3], handedness);
	}
}
