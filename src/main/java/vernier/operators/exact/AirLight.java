package vernier.operators.exact;

import java.util.Arrays;

import vernier.image.Progress;

/**
 * The colour of the haze itself, in the values of the picture: the few numbers that dehazing needs of the whole
 * picture.
 *
 * @param red red of the air light
 * @param green green of it
 * @param blue blue of it
 */
public record AirLight(float red, float green, float blue) {

	/** Share of the pixels taken to be haze alone. */
	private static final double HAZIEST = 0.001;

	/** Air darker than this is no light. */
	private static final float LEAST = 1f / 255;

	public AirLight {
		red = Math.max(LEAST, red);
		green = Math.max(LEAST, green);
		blue = Math.max(LEAST, blue);
	}

	/**
	 * Estimates the air light as in section 4.3 (4.4 of the journal's version) of He, Sun, Tang, "Single Image Haze
	 * Removal Using Dark Channel Prior", CVPR 2009: the brightest of the 0.1 % of pixels whose dark channel is largest.
	 *
	 * @param picture 3 channels
	 */
	public static AirLight of(final Picture picture) {
		return of(picture, Progress.NONE);
	}

	/** @param progress asked between steps whether to stop */
	static AirLight of(final Picture picture, final Progress progress) {
		final float[][] rgb = picture.channels();
		progress.checkCancelled();
		final float[] dark = DarkChannel.of(picture, new AirLight(1, 1, 1));
		final float[] sorted = dark.clone();
		progress.checkCancelled();
		Arrays.parallelSort(sorted);
		progress.checkCancelled();
		final float threshold = sorted[sorted.length - (int) Math.max(1, sorted.length * HAZIEST)];
		int best = -1;
		for (int i = 0; i < dark.length; i++)
			if (dark[i] >= threshold && (best < 0 || brighter(rgb, i, best)))
				best = i;
		return new AirLight(rgb[0][best], rgb[1][best], rgb[2][best]);
	}

	/** Among equally bright ones by colour, so that the place does not matter. */
	private static boolean brighter(final float[][] rgb, final int i, final int other) {
		final double a = (double) rgb[0][i] + rgb[1][i] + rgb[2][i];
		final double b = (double) rgb[0][other] + rgb[1][other] + rgb[2][other];
		if (a != b)
			return a > b;
		return rgb[0][i] != rgb[0][other] ? rgb[0][i] > rgb[0][other] : rgb[1][i] > rgb[1][other];
	}

	/** One of the three, in the order of the channels. */
	float channel(final int index) {
		return index == 0 ? red : index == 1 ? green : blue;
	}
}
