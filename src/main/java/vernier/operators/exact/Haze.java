package vernier.operators.exact;

/** The model of haze: picture = scene x transmission + air light x (1 - transmission). */
final class Haze {

	/** Where less of the scene than this comes through, no more is made of it: t0 of He et al., equation 16 (22). */
	static final float LEAST_TRANSMISSION = 0.1f;

	private Haze() {}

	/**
	 * The scene without the haze. Clipped to 0 to 1, or as far as the input's value itself went beyond.
	 *
	 * @param transmission share of the scene's light at each pixel
	 */
	static Picture remove(final Picture picture, final float[] transmission, final AirLight air) {
		final Picture result = Picture.of(picture.width(), picture.height(), 3);
		for (int c = 0; c < 3; c++) {
			final float[] from = picture.channels()[c], to = result.channels()[c];
			final float light = air.channel(c);
			for (int i = 0; i < to.length; i++) {
				final float through = Math.max(LEAST_TRANSMISSION, Math.min(1, transmission[i]));
				// exactly the input where nothing is to be removed
				final float scene = from[i] + (from[i] - light) * (1 / through - 1);
				to[i] = Math.max(Math.min(0, from[i]), Math.min(Math.max(1, from[i]), scene));
			}
		}
		return result;
	}
}
