package vernier.operators.exact;

import java.util.Arrays;

import vernier.image.Progress;

/**
 * The few numbers that a pencil drawing needs of the whole picture.
 *
 * @param lumas distribution of the luma, for the tones
 * @param steepest step between neighbours, in luma, that is drawn as the blackest stroke
 * @param reach length of a stroke to each side of its middle, in pixels
 */
public record PencilTones(Quantiles lumas, float steepest, int reach) {

	/** Share of the pixels whose steps are less steep than the blackest stroke. */
	private static final double STEEPEST = 0.98;

	/** Steps below this are never drawn black: noise of an even picture. */
	private static final float LEAST = 0.02f;

	/** Strokes are this part of the shorter side long: Lu et al., section 3.1. */
	private static final double STROKE = 1 / 30.0;

	/** Measures a picture. */
	public static PencilTones of(final Picture picture) {
		return of(picture, Progress.NONE);
	}

	/** @param progress asked between steps whether to stop */
	static PencilTones of(final Picture picture, final Progress progress) {
		progress.checkCancelled();
		final float[] luma = Luma.of(picture);
		final float[] steps = Steps.sizes(luma, picture.width(), picture.height());
		final int shorter = Math.min(picture.width(), picture.height());
		progress.checkCancelled();
		final Quantiles lumas = Quantiles.of(luma);
		progress.checkCancelled();
		return new PencilTones(lumas, Math.max(LEAST, quantile(steps)), Math.max(1, (int) Math.round(STROKE * shorter / 2)));
	}

	private static float quantile(final float[] values) {
		final float[] sorted = values.clone();
		Arrays.parallelSort(sorted);
		return sorted[(int) (STEEPEST * (sorted.length - 1))];
	}
}
