package vernier.operators.exact;

/**
 * Paper evenly shaded by a pencil: long grains across one diagonal and the grain of the paper, out of a hash of the
 * coordinates. It goes on for ever and never repeats visibly; any part of it can be computed by itself.
 */
public final class PencilTexture {

	private static final double DARKEST = 0.35, LIGHTEST = 0.95;

	private PencilTexture() {}

	/**
	 * The lightness of a part of the shaded paper.
	 *
	 * @param x0 first column
	 * @param y0 first row
	 * @return height x width values above 0 and below 1, x fastest
	 */
	public static float[] of(final int x0, final int y0, final int width, final int height) {
		final float[] result = new float[width * height];
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++)
				for (int x = 0; x < width; x++)
					result[y * width + x] = (float) at(x0 + x, y0 + y);
		});
		return result;
	}

	private static double at(final int x, final int y) {
		// strokes go up to the right, about 60 pixels long and 2 wide, with finer ones among them
		final double along = (x - y) * Math.sqrt(0.5), across = (x + y) * Math.sqrt(0.5);
		final double strokes = 0.6 * noise(along / 40, across / 2.2, 1) + 0.4 * noise(along / 15, across / 1.1, 2);
		final double grain = noise(x, y, 3);
		final double value = 0.7 * strokes + 0.3 * grain;
		// sums of noises keep to the middle
		final double spread = Math.max(0, Math.min(1, 0.5 + 1.8 * (value - 0.5)));
		return DARKEST + (LIGHTEST - DARKEST) * spread;
	}

	/** Smooth noise, 0 to 1, with one random value at each pair of whole numbers. */
	private static double noise(final double u, final double v, final int layer) {
		final int i = (int) Math.floor(u), j = (int) Math.floor(v);
		final double s = smooth(u - i), t = smooth(v - j);
		final double top = hash(i, j, layer) * (1 - s) + hash(i + 1, j, layer) * s;
		final double bottom = hash(i, j + 1, layer) * (1 - s) + hash(i + 1, j + 1, layer) * s;
		return top * (1 - t) + bottom * t;
	}

	private static double smooth(final double t) {
		return t * t * (3 - 2 * t);
	}

	/** A random number, 0 to 1, for a place: the finaliser of MurmurHash3 (A. Appleby, public domain). */
	private static double hash(final int i, final int j, final int layer) {
		int h = i * 0x9e3779b1 + Integer.rotateLeft(j * 0x85ebca77, 13) + layer * 0xc2b2ae3d;
		h = (h ^ h >>> 16) * 0x85ebca6b;
		h = (h ^ h >>> 13) * 0xc2b2ae35;
		h ^= h >>> 16;
		return (h >>> 8) / (double) (1 << 24);
	}
}
