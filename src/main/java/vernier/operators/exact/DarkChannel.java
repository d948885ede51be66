package vernier.operators.exact;

/** The dark channel of a picture: He, Sun, Tang, CVPR 2009, equation 5. */
final class DarkChannel {

	/** Patches of 7 x 7 pixels. */
	private static final int RADIUS = 3;

	private DarkChannel() {}

	/** The smallest value of all channels, each divided by the air light, over the patch about each pixel. */
	static float[] of(final Picture picture, final AirLight air) {
		return WindowExtremes.least(smallest(picture, air), picture.width(), picture.height(), RADIUS);
	}

	/** The smallest value of all channels at each pixel, each divided by the air light. */
	static float[] smallest(final Picture picture, final AirLight air) {
		final float[] smallest = new float[picture.channels()[0].length];
		for (int c = 0; c < 3; c++) {
			final float[] channel = picture.channels()[c];
			final float light = air.channel(c);
			for (int i = 0; i < smallest.length; i++)
				smallest[i] = c == 0 ? channel[i] / light : Math.min(smallest[i], channel[i] / light);
		}
		return smallest;
	}
}
