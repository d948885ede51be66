package vernier.operators.exact;

/**
 * CIELAB (CIE 15) of sRGB pictures (IEC 61966-2-1), white point D65. A gray picture has lightness alone. Goes on
 * beyond 0 to 1 in the same formulas, without clipping.
 */
final class Lab {

	/** From linear red, green and blue to X, Y and Z. */
	private static final double[][] TO_XYZ = { { 0.4124564, 0.3575761, 0.1804375 }, { 0.2126729, 0.7151522, 0.0721750 },
		{ 0.0193339, 0.1191920, 0.9503041 } };
	private static final double[][] FROM_XYZ = { { 3.2404542, -1.5371385, -0.4985314 },
		{ -0.9692660, 1.8760108, 0.0415560 }, { 0.0556434, -0.2040259, 1.0572252 } };
	private static final double[] WHITE = { 0.9504700, 1.0000001, 1.0888300 };

	private static final double EPSILON = 216.0 / 24389;
	private static final double KAPPA = 24389.0 / 27;

	private final int width;
	private final int height;
	/** L / 100: 0 is black, 1 is white. */
	final float[] lightness;
	private final float[] a;
	private final float[] b;

	private Lab(final int width, final int height, final boolean colour) {
		this.width = width;
		this.height = height;
		lightness = new float[width * height];
		a = colour ? new float[width * height] : null;
		b = colour ? new float[width * height] : null;
	}

	static Lab of(final Picture picture) {
		final Lab lab = new Lab(picture.width(), picture.height(), picture.isColour());
		final float[][] channels = picture.channels();
		Parallel.rows(picture.height(), (from, to) -> {
			for (int i = from * picture.width(); i < to * picture.width(); i++)
				if (picture.isColour())
					lab.set(i, linear(channels[0][i]), linear(channels[1][i]), linear(channels[2][i]));
				else
					lab.lightness[i] = (float) (1.16 * root(linear(channels[0][i])) - 0.16);
		});
		return lab;
	}

	private void set(final int i, final double red, final double green, final double blue) {
		final double[] f = new double[3];
		for (int k = 0; k < 3; k++)
			f[k] = root((TO_XYZ[k][0] * red + TO_XYZ[k][1] * green + TO_XYZ[k][2] * blue) / WHITE[k]);
		lightness[i] = (float) (1.16 * f[1] - 0.16);
		a[i] = (float) (5 * (f[0] - f[1]));
		b[i] = (float) (2 * (f[1] - f[2]));
	}

	/**
	 * The picture of another lightness.
	 *
	 * @param newLightness L / 100
	 * @param saturation factor on a and b
	 */
	Picture picture(final float[] newLightness, final double saturation) {
		final Picture picture = Picture.of(width, height, a == null ? 1 : 3);
		Parallel.rows(height, (from, to) -> {
			final double[] xyz = new double[3];
			for (int i = from * width; i < to * width; i++) {
				final double f = (newLightness[i] + 0.16) / 1.16;
				if (a == null) {
					picture.channels()[0][i] = (float) encoded(cube(f));
					continue;
				}
				xyz[0] = WHITE[0] * cube(f + saturation * a[i] / 5);
				xyz[1] = WHITE[1] * cube(f);
				xyz[2] = WHITE[2] * cube(f - saturation * b[i] / 2);
				for (int c = 0; c < 3; c++)
					picture.channels()[c][i] =
						(float) encoded(FROM_XYZ[c][0] * xyz[0] + FROM_XYZ[c][1] * xyz[1] + FROM_XYZ[c][2] * xyz[2]);
			}
		});
		return picture;
	}

	private static double linear(final double encoded) {
		return encoded <= 0.04045 ? encoded / 12.92 : Math.pow((encoded + 0.055) / 1.055, 2.4);
	}

	private static double encoded(final double linear) {
		return linear <= 0.0031308 ? linear * 12.92 : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
	}

	private static double root(final double t) {
		return t > EPSILON ? Math.cbrt(t) : (KAPPA * t + 16) / 116;
	}

	private static double cube(final double f) {
		return f * f * f > EPSILON ? f * f * f : (116 * f - 16) / KAPPA;
	}
}
