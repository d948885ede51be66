package vernier.superres;

/**
 * Cubic resampling of planes by any scale along x and y, block by block: enlargement by cubic convolution, reduction by
 * the same kernel stretched against aliasing, as MATLAB's {@code imresize(image, scale, 'bicubic')} (Keys 1981,
 * a = -0.5).
 * <p>
 * Target sides are round(side * scale), at least 1. Target pixel i has its centre at (i + 0.5) / scale - 0.5 in source
 * pixels. The border is mirrored with the edge pixel repeated. Results may overshoot the range of the source and are
 * not clipped. Blocks equal the whole bit by bit.
 *
 * <pre>
 * BlockOperator twice = Resampler.enlarging(Scale.parse("2"), 1);
 * BlockOperator half = Resampler.reducing(Scale.parse("2"), 1);
 * </pre>
 */
public final class Resampler extends SeparableFilter {

	/**
	 * @param scaleX target columns per source column, above 0
	 * @param scaleY target rows per source row, above 0
	 * @param channels values per pixel, each resampled alone
	 */
	public Resampler(final double scaleX, final double scaleY, final int channels) {
		super(new CubicKernel(scaleX), new CubicKernel(scaleY), scaleX, scaleY, channels);
	}

	/** From the source grid to the one that is finer by the scale. */
	public static Resampler enlarging(final Scale scale, final int channels) {
		return new Resampler(scale.x(), scale.y(), channels);
	}

	/** From the grid that {@link #enlarging} gives back to that of its source, whose size it restores exactly. */
	public static Resampler reducing(final Scale scale, final int channels) {
		return new Resampler(1 / scale.x(), 1 / scale.y(), channels);
	}
}
