package vernier.superres.volume;

import java.util.Locale;

import vernier.image.VernierException;

/**
 * Distance of voxel centres along the axes of a volume, in the image's unit, millimetres for MRI.
 *
 * @param x between columns, above 0
 * @param y between rows, above 0
 * @param z between slices, above 0
 */
public record Spacing(double x, double y, double z) {

	public Spacing {
		if (!(x > 0 && y > 0 && z > 0) || Double.isInfinite(x * y * z))
			throw new VernierException("The voxel size is " + text(x, y, z) +
				", but sizes must be above 0: correct it in Image > Properties..., or state it (voxel, such as 0.7x0.7x3).");
	}

	/**
	 * Reads one number for all axes, or three. A comma is a decimal point in "0,8" and "0,7x0,7x3", and separates in
	 * "0.7,0.7,3".
	 *
	 * @param text such as "0.8" or "0.7x0.7x3"
	 * @param what name of the parameter, for the message
	 * @throws VernierException if it is neither
	 */
	public static Spacing parse(final String text, final String what) {
		final String plain = text.trim().toLowerCase(Locale.ROOT).replace('\u00d7', 'x');
		if (plain.matches(".*[0-9] *(mm|cm|m|um|\u00b5m|micron)( .*|x.*)?"))
			throw new VernierException("The " + what + " \"" + text.trim() + "\" has a unit: leave it out, numbers are in the " +
				"image's unit, such as 0.8 or 0.8x0.8x0.8.");
		final boolean decimalComma = !plain.contains(".") && (plain.matches(".*[x*].*") || plain.matches("[^,]*,[^,]*"));
		final String[] parts = (decimalComma ? plain.replace(',', '.') : plain).split("\\s*[x*, ]\\s*");
		final double[] sizes = new double[parts.length];
		try {
			for (int i = 0; i < parts.length; i++)
				sizes[i] = Double.parseDouble(parts[i]);
		}
		catch (final NumberFormatException e) {
			throw wrong(text, what);
		}
		if (sizes.length != 1 && sizes.length != 3)
			throw wrong(text, what);
		for (final double size : sizes)
			if (!(size > 0) || Double.isInfinite(size))
				throw new VernierException("The " + what + " \"" + text.trim() + "\" holds " + number(size) +
					", but sizes must be above 0: give them in the image's unit, such as 0.8 or 0.8x0.8x0.8.");
		return sizes.length == 1 ? new Spacing(sizes[0], sizes[0], sizes[0]) : new Spacing(sizes[0], sizes[1], sizes[2]);
	}

	private static VernierException wrong(final String text, final String what) {
		return new VernierException("The " + what + " \"" + text.trim() + "\" is neither one number nor three: give " +
			"sizes in the image's unit, such as 0.8 or 0.8x0.8x0.8.");
	}

	/** By axis: 0 is x, 1 is y, 2 is z. */
	public double along(final int axis) {
		return axis == 0 ? x : axis == 1 ? y : z;
	}

	/** The finest of the three. */
	public double finest() {
		return Math.min(x, Math.min(y, z));
	}

	/** The axis along which voxels are largest, z if all are alike. */
	int coarsest() {
		return z >= x && z >= y ? 2 : y >= x ? 1 : 0;
	}

	/** True if no axis is coarser than another by more than 2 %. */
	public boolean isIsotropic() {
		return Math.max(x, Math.max(y, z)) <= 1.02 * finest();
	}

	@Override
	public String toString() {
		return text(x, y, z);
	}

	private static String text(final double x, final double y, final double z) {
		return number(x) + " x " + number(y) + " x " + number(z);
	}

	/** At most four digits after the point, no zeros at the end. */
	static String number(final double value) {
		if (value != 0 && !(Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7))
			return String.format(Locale.ROOT, "%.4g", value).replaceAll("(\\.[0-9]*?)0+(e|$)", "$1$2").replaceAll("\\.(e|$)",
				"$1");
		return String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
	}
}
