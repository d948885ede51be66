package vernier.operators.exact;

import vernier.image.Progress;

/**
 * A pencil drawing of a picture: outlines of straight strokes times tones shaded with the pencil.
 * <p>
 * C. Lu, L. Xu, J. Jia, "Combining Sketch and Tone for Pencil Drawing Production", NPAR 2012: strokes as in section
 * 3.1, equations 1 to 4; tones as in section 3.2, by histogram matching to the mixture of a Laplacian, a uniform and
 * a Gaussian distribution with the published sigma_b = 9, u_a = 105, u_b = 225, mu_d = 90, sigma_d = 11 and the
 * weights 52 : 37 : 11; texture by the least squares there with theta = 0.2; the drawing is the product of strokes
 * and texture. Unlike there, the strokes are scaled by a quantile of the steps in luma instead of by their own
 * extremes, and the histogram is matched at {@link Quantiles} and with a slope of at most 4, so that few numbers
 * describe what is read of the whole picture ({@link PencilTones}); the texture is {@link PencilTexture}, which needs
 * no scanned picture.
 * <p>
 * Strength: the exponent of strokes and tones, 1 as matched, more is darker. Colour: the drawing takes the place of
 * the luma, chroma is kept and the channels are clipped to 0 to 1. Values outside 0 to 1 are drawn like the nearest
 * tone.
 */
public final class PencilDrawing implements ExactOperator {

	private static final double THETA = 0.2;

	/** Darkest tone that is shaded: its logarithm must exist. */
	private static final float DARKEST = 1f / 255;

	/** Largest slope of the tones over the luma, so that noise of even pictures is not drawn as black and white. */
	private static final float STEEPEST = 4;

	private static final Quantiles TONES = tones();

	private static final OperatorInfo INFO = new OperatorInfo("pencil-drawing", "Pencil drawing",
		"darkness of strokes and tones, exponent", 0.2, 2.2, 1, false, false,
		"Lu, Xu, Jia, Combining Sketch and Tone for Pencil Drawing Production, NPAR 2012");

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(input, strength);
		return apply(input, strength, PencilTones.of(input, progress), progress);
	}

	/** With the numbers of the whole of which the input is a part. The texture begins at the input's corner. */
	public Picture apply(final Picture input, final double strength, final PencilTones tones, final Progress progress) {
		INFO.check(input, strength);
		final int width = input.width(), height = input.height();
		final float[] luma = Luma.of(input);
		final float[] steps = Steps.sizes(luma, width, height);
		final float[] strokes = PencilStrokes.draw(steps, width, height, tones.reach(), progress.part(0, 0.6));
		final float[] shade = toneCurve(tones.lumas()).apply(luma);
		final float[] texture = shade(shade, PencilTexture.of(0, 0, width, height), width, height, progress.part(0.6, 1));
		final float[] drawing = new float[luma.length];
		Parallel.rows(height, (from, to) -> {
			for (int i = from * width; i < to * width; i++) {
				final double stroke = Math.max(0, 1 - strokes[i] / tones.steepest());
				drawing[i] = (float) Math.min(1, Math.pow(stroke * texture[i], strength));
			}
		});
		return clip(Luma.replace(input, luma, drawing));
	}

	/** Histogram matching of the luma to the tones of pencil drawings. */
	static ToneCurve toneCurve(final Quantiles lumas) {
		return TONES.curveFrom(lumas).atMost(STEEPEST, Quantiles.STEPS / 2);
	}

	/**
	 * Shades tones with a pencil: how often the texture must be drawn over itself at each pixel, smoothly.
	 *
	 * @return the texture to the power of that, about the tones
	 */
	private static float[] shade(final float[] tones, final float[] texture, final int width, final int height,
		final Progress progress)
	{
		final int n = tones.length;
		final float[] logarithm = new float[n], data = new float[n], rightSide = new float[n], times = new float[n],
				springs = new float[n];
		Parallel.rows(n, (from, to) -> {
			for (int i = from; i < to; i++) {
				logarithm[i] = (float) Math.log(texture[i]);
				final double tone = Math.log(Math.max(DARKEST, Math.min(1, tones[i])));
				data[i] = logarithm[i] * logarithm[i];
				rightSide[i] = (float) (logarithm[i] * tone);
				springs[i] = (float) THETA;
			}
		});
		new LatticeSolver(width, height, data, springs, springs).solve(rightSide, times, 1e-4, 100, progress);
		Parallel.rows(n, (from, to) -> {
			for (int i = from; i < to; i++)
				times[i] = (float) Math.exp(times[i] * logarithm[i]);
		});
		return times;
	}

	private static Picture clip(final Picture picture) {
		for (final float[] channel : picture.channels())
			for (int i = 0; i < channel.length; i++)
				channel[i] = Math.max(0, Math.min(1, channel[i]));
		return picture;
	}

	/** Quantiles of the tones of pencil drawings, from their density over gray levels. */
	private static Quantiles tones() {
		final double[] density = new double[256];
		for (int v = 0; v < 256; v++) {
			final double bright = Math.exp(-(255 - v) / 9.0) / 9;
			final double mild = v >= 105 && v <= 225 ? 1.0 / (225 - 105) : 0;
			final double dark = Math.exp(-(v - 90) * (v - 90) / (2 * 11.0 * 11)) / Math.sqrt(2 * Math.PI * 11);
			density[v] = 52 * bright + 37 * mild + 11 * dark;
		}
		return Quantiles.ofDensity(density);
	}
}
