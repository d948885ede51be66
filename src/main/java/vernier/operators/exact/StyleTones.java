package vernier.operators.exact;

import vernier.image.Progress;

/**
 * The few numbers that photographic style transfer needs of the whole picture.
 *
 * @param lumas distribution of the luma
 * @param steps distribution of the size of the step to the right and down neighbours in luma, once the luma is
 *          distributed as in the style
 */
public record StyleTones(Quantiles lumas, Quantiles steps) {

	/** Measures a picture. */
	public static StyleTones of(final Picture picture) {
		return of(picture, Progress.NONE);
	}

	/** @param progress asked between steps whether to stop */
	static StyleTones of(final Picture picture, final Progress progress) {
		progress.checkCancelled();
		final float[] luma = Luma.of(picture);
		final Quantiles lumas = Quantiles.of(luma);
		progress.checkCancelled();
		final float[] toned = PhotographicStyle.toneCurve(lumas).apply(luma);
		progress.checkCancelled();
		final float[] steps = Steps.sizes(toned, picture.width(), picture.height());
		progress.checkCancelled();
		return new StyleTones(lumas, Quantiles.of(steps));
	}
}
