package vernier.operators.exact;

import vernier.image.Progress;

/**
 * Photographic style transfer: gives a picture the tones and the local contrast of a fine black-and-white print.
 * <p>
 * M. Aubry, S. Paris, S. Hasinoff, J. Kautz, F. Durand, "Fast Local Laplacian Filters: Theory and Applications", ACM
 * TOG 33(5), 2014, section 7: the histogram of the luma is matched to that of the model; a local Laplacian filter
 * remaps the steps by the curve that matches the histogram of the sizes of the gradients, of bounded slope so that
 * noise is not blown up. Unlike there, the model is not a photograph but two distributions in numbers (deep shadows
 * and bright lights; sizes of the gradients after Weibull, as those of natural pictures are), histograms are matched
 * at {@link Quantiles}, and both transfers are done once, tones first, so that few numbers describe what is read of
 * the whole picture ({@link StyleTones}).
 * <p>
 * Strength: the share of the way from the picture's distributions to the style's. Colour: luma alone, chroma is
 * scaled with it. Values outside 0 to 1 are moved like the nearest tone.
 */
public final class PhotographicStyle implements ExactOperator {

	/** Luma of the style's print below which each sixteenth of its area lies. */
	private static final Quantiles LUMAS = new Quantiles(new float[] {0, 0.03f, 0.06f, 0.1f, 0.14f, 0.19f, 0.25f, 0.32f,
		0.39f, 0.46f, 0.53f, 0.6f, 0.67f, 0.74f, 0.81f, 0.89f, 1});

	/** Shape and scale of the Weibull distribution of the style's gradients. */
	private static final double SHAPE = 0.8, SCALE = 0.06;

	private static final Quantiles STEPS = steps();

	private static final float STEEPEST_TONE = 2.5f, STEEPEST_DETAIL = 3;

	private static final OperatorInfo INFO = new OperatorInfo("photographic-style", "Photographic style",
		"share of the way to the style", 0, 1, 0.7, false, false, OperatorInfo.Neutral.at(0),
		"Aubry, Paris, Hasinoff, Kautz, Durand, Fast Local Laplacian Filters, ACM TOG 2014");

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	@Override
	public boolean scalesChroma() {
		return true;
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(input, strength);
		return apply(input, strength, StyleTones.of(input, progress), progress);
	}

	/** With the numbers of the whole of which the input is a part. */
	public Picture apply(final Picture input, final double strength, final StyleTones tones, final Progress progress) {
		INFO.check(input, strength);
		final float[] luma = Luma.of(input);
		final float[] toned = toneCurve(tones.lumas()).share(strength).apply(luma);
		final ToneCurve remap = stepCurve(tones.steps()).share(strength);
		final float[] styled = LocalLaplacian.apply(toned, input.width(), input.height(), remap, progress);
		progress.update(1);
		return Luma.scale(input, luma, styled);
	}

	/** Histogram matching of the luma, at full strength. */
	static ToneCurve toneCurve(final Quantiles lumas) {
		return LUMAS.curveFrom(lumas).atMost(STEEPEST_TONE, Quantiles.STEPS / 2);
	}

	/** Histogram matching of the steps, at full strength; steps of 0 stay 0. */
	static ToneCurve stepCurve(final Quantiles steps) {
		final int n = Quantiles.STEPS + 1;
		final float[] x = new float[n + 1], y = new float[n + 1];
		for (int k = 0; k < n; k++) {
			x[k + 1] = steps.values()[k];
			// what is even stays even, however much of it there is
			y[k + 1] = x[k + 1] > 0 ? STEPS.values()[k] : 0;
		}
		return ToneCurve.through(x, y).atMost(STEEPEST_DETAIL, 0);
	}

	private static Quantiles steps() {
		final float[] values = new float[Quantiles.STEPS + 1];
		for (int k = 0; k < values.length; k++) {
			// the largest step would be infinite: that of the last half sixteenth
			final double share = Math.min((double) k / Quantiles.STEPS, 1 - 0.5 / Quantiles.STEPS);
			values[k] = (float) (SCALE * Math.pow(-Math.log(1 - share), 1 / SHAPE));
		}
		return new Quantiles(values);
	}
}
