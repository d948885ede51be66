package vernier.operators.exact;

/** The luma of a picture (ITU-R BT.601), for operators that change tones and leave colours alone. */
public final class Luma {

	private static final float RED = 0.299f, BLUE = 0.114f, SOFT = 0.1f;

	private Luma() {}

	/** The luma of each pixel; of a gray picture its own values, not a copy. */
	public static float[] of(final Picture picture) {
		final float[][] rgb = picture.channels();
		if (rgb.length == 1)
			return rgb[0];
		final float[] luma = new float[rgb[0].length];
		for (int i = 0; i < luma.length; i++)
			// written so that equal channels give exactly their value
			luma[i] = rgb[1][i] + RED * (rgb[0][i] - rgb[1][i]) + BLUE * (rgb[2][i] - rgb[1][i]);
		return luma;
	}

	/** The picture with another luma and the same chroma (Cb and Cr): every channel is moved by the change of luma. */
	static Picture replace(final Picture picture, final float[] before, final float[] after) {
		final Picture result = Picture.of(picture.width(), picture.height(), picture.channels().length);
		for (int c = 0; c < result.channels().length; c++) {
			final float[] from = picture.channels()[c], to = result.channels()[c];
			for (int i = 0; i < to.length; i++)
				to[i] = after[i] + (from[i] - before[i]);
		}
		return result;
	}

	/**
	 * The picture with another luma and about the same saturation: the chroma is scaled by the ratio of the lumas,
	 * softened near black, where the ratio would blow up noise.
	 */
	public static Picture scale(final Picture picture, final float[] before, final float[] after) {
		final Picture result = Picture.of(picture.width(), picture.height(), picture.channels().length);
		for (int c = 0; c < result.channels().length; c++) {
			final float[] from = picture.channels()[c], to = result.channels()[c];
			for (int i = 0; i < to.length; i++)
				to[i] = after[i] + (from[i] - before[i]) * (Math.max(0, after[i]) + SOFT) / (Math.max(0, before[i]) + SOFT);
		}
		return result;
	}
}
