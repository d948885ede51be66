package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import vernier.image.Progress;

class RichardsonLucyTest {

	/** Started as scikit-image starts, from one half everywhere. */
	@Test
	void agreesWithScikitImage() {
		final Reference reference = Reference.read("richardson-lucy.txt");
		final float[] half = new float[reference.input().length];
		Arrays.fill(half, 0.5f);
		final float[] u = RichardsonLucy.deconvolve(reference.width(), reference.height(), reference.input(), half,
			reference.parameters()[2], (int) reference.parameters()[3], Progress.NONE);
		assertThat(TestPictures.largestDifference(u, reference.output())).isLessThan(2e-4);
	}

	@Test
	void keepsTheSumAndLowersTheDivergence() {
		final Picture scene = TestPictures.scene(50, 37, 1, 3);
		final float[] f = scene.channels()[0];
		final GaussianFilter blur = new GaussianFilter(1.5, 6);
		double before = divergence(f, blur.apply(f, 50, 37));
		for (int iterations = 1; iterations <= 20; iterations++) {
			final float[] u = RichardsonLucy.deconvolve(50, 37, f, f, 1.5, iterations, Progress.NONE);
			assertThat(sum(u)).isCloseTo(sum(f), within(1e-4 * sum(f)));
			final double divergence = divergence(f, blur.apply(u, 50, 37));
			assertThat(divergence).isLessThan(before);
			before = divergence;
		}
	}

	@Test
	void separatesTwoPointsThatABlurHasJoined() {
		final Picture truth = Picture.of(41, 31, 1);
		truth.channels()[0][15 * 41 + 18] = 10;
		truth.channels()[0][15 * 41 + 22] = 10;
		final float[] blurred = new GaussianFilter(2, 8).apply(truth.channels()[0], 41, 31);
		assertThat(blurred[15 * 41 + 20]).isGreaterThan(0.99f * blurred[15 * 41 + 18]);
		final float[] sharp = new RichardsonLucy().apply(new Picture(41, 31, new float[][] {blurred}), 2, Progress.NONE)
			.channels()[0];
		assertThat(sharp[15 * 41 + 20]).isLessThan(0.95f * sharp[15 * 41 + 18]);
		assertThat(sharp[15 * 41 + 18]).isGreaterThan(2 * blurred[15 * 41 + 18]);
	}

	@Test
	void takesNegativeValuesAsBlack() {
		final Picture picture = TestPictures.scene(20, 20, 1, 4), black = picture.copy();
		picture.channels()[0][210] = -0.5f;
		black.channels()[0][210] = 0;
		assertThat(TestPictures.largestDifference(new RichardsonLucy().apply(picture, 1, Progress.NONE),
			new RichardsonLucy().apply(black, 1, Progress.NONE))).isZero();
	}

	/** Sum and adjoint of the blur, right to the border. */
	@Test
	void blurIsItsOwnAdjoint() {
		final float[] a = TestPictures.scene(13, 9, 1, 1).channels()[0], b = TestPictures.scene(13, 9, 1, 2).channels()[0];
		final GaussianFilter blur = new GaussianFilter(3.7, 15);
		final float[] blurredA = blur.apply(a, 13, 9), blurredB = blur.apply(b, 13, 9);
		double left = 0, right = 0;
		for (int i = 0; i < a.length; i++) {
			left += blurredA[i] * b[i];
			right += a[i] * blurredB[i];
		}
		assertThat(left).isCloseTo(right, within(1e-5));
		assertThat(sum(blurredA)).isCloseTo(sum(a), within(1e-4));
	}

	/** Kullback-Leibler divergence, for sums that may differ. */
	private static double divergence(final float[] f, final float[] model) {
		double sum = 0;
		for (int i = 0; i < f.length; i++)
			sum += f[i] * Math.log(f[i] / model[i]) - f[i] + model[i];
		return sum;
	}

	private static double sum(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += value;
		return sum;
	}
}
