package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static vernier.operators.exact.TestPictures.largestDifference;

import org.junit.jupiter.api.Test;

import vernier.image.Progress;

/** Local Laplacian filters and the style made with them. */
class PhotographicStyleTest {

	private static ToneCurve line(final float slope) {
		return ToneCurve.through(new float[] {0, 2}, new float[] {0, 2 * slope});
	}

	@Test
	void keepingStepsKeepsThePicture() {
		final float[] values = TestPictures.scene(75, 52, 1, 3).channels()[0];
		assertThat(largestDifference(LocalLaplacian.apply(values, 75, 52, line(1), Progress.NONE), values)).isLessThan(1e-5);
	}

	/** A linear remapping scales the Laplacian pyramid, so that only the coarsest level counts once. */
	@Test
	void doublingStepsDoublesAllButTheCoarsestLevel() {
		final int w = 75, h = 52;
		final float[] values = TestPictures.scene(w, h, 1, 3).channels()[0];
		final int[] widths = {75, 38, 19, 10, 5}, heights = {52, 26, 13, 7, 4};
		float[] coarse = values;
		for (int l = 0; l < 5; l++)
			coarse = Pyramid.reduce(coarse, widths[l], heights[l]);
		for (int l = 4; l >= 0; l--)
			coarse = Pyramid.expand(coarse, widths[l], heights[l]);
		final float[] expected = new float[values.length];
		for (int i = 0; i < expected.length; i++)
			expected[i] = 2 * values[i] - coarse[i];
		assertThat(largestDifference(LocalLaplacian.apply(values, w, h, line(2), Progress.NONE), expected)).isLessThan(1e-5);
		assertThat(largestDifference(values, expected)).isGreaterThan(0.1);
	}

	/** The point of local Laplacian filters: small steps grow, the edge gets no halo. */
	@Test
	void detailGrowsBesideAnEdgeWithoutHalo() {
		final int n = 64;
		final float[] values = new float[n * n];
		for (int i = 0; i < n * n; i++)
			values[i] = (i % n < n / 2 ? 0.2f : 0.8f) + 0.01f * ((i % n + i / n) % 2);
		final ToneCurve detail = ToneCurve.through(new float[] {0, 0.02f, 0.08f, 2}, new float[] {0, 0.06f, 0.08f, 2});
		final float[] result = LocalLaplacian.apply(values, n, n, detail, Progress.NONE);
		float least = 1, most = 0;
		for (int y = 16; y < 48; y++)
			for (int x = 28; x < 32; x++) {
				least = Math.min(least, result[y * n + x]);
				most = Math.max(most, result[y * n + x]);
			}
		// linear sharpening by 3 would go beyond by half of the edge
		assertThat(least).isBetween(0.16f, 0.2f);
		assertThat(most).isBetween(0.213f, 0.25f);
	}

	@Test
	void pyramidsKeepConstantsAndSlopes() {
		final float[] slope = new float[21 * 21];
		for (int i = 0; i < slope.length; i++)
			slope[i] = 0.3f + 0.01f * (i % 21) + 0.02f * (i / 21);
		final float[] back = Pyramid.expand(Pyramid.reduce(slope, 21, 21), 21, 21);
		for (int y = 4; y < 17; y++)
			for (int x = 4; x < 17; x++)
				assertThat(Math.abs(back[y * 21 + x] - slope[y * 21 + x])).isLessThan(1e-6f);
	}

	@Test
	void noShareOfTheStyleChangesNothing() {
		final Picture picture = TestPictures.scene(60, 50, 3, 8);
		picture.channels()[2][77] = 1.7f;
		picture.channels()[0][99] = -0.4f;
		assertThat(largestDifference(new PhotographicStyle().apply(picture, 0, Progress.NONE), picture)).isLessThan(1e-5);
	}

	@Test
	void constantsStayConstant() {
		final Picture result = new PhotographicStyle().apply(TestPictures.constant(30, 30, 0.3f), 1, Progress.NONE);
		final float[] values = result.channels()[0];
		for (final float value : values)
			assertThat(value).isBetween(values[0] - 1e-5f, values[0] + 1e-5f);
	}

	@Test
	void fullStyleHasTheTonesOfTheStyle() {
		final Picture picture = TestPictures.scene(128, 128, 1, 8);
		final float[] luma = picture.channels()[0];
		for (int i = 0; i < luma.length; i++)
			// dark, of little contrast
			luma[i] = 0.1f + 0.3f * luma[i];
		final float[] before = Quantiles.of(luma).values();
		final float[] after = Quantiles.of(new PhotographicStyle().apply(picture, 1, Progress.NONE).channels()[0]).values();
		final float[] half = Quantiles.of(new PhotographicStyle().apply(picture, 0.5, Progress.NONE).channels()[0]).values();
		assertThat(after[14] - after[2]).isGreaterThan(1.8f * (before[14] - before[2]));
		assertThat(half[14] - half[2]).isBetween(before[14] - before[2], after[14] - after[2]);
		assertThat(Math.abs(after[8] - 0.39f)).isLessThan(0.05f);
	}

	@Test
	void numbersOfTheWholeMakePartsFitTogether() {
		final Picture whole = TestPictures.scene(320, 40, 1, 8);
		final StyleTones tones = StyleTones.of(whole);
		final Picture part = Picture.of(192, 40, 1);
		for (int y = 0; y < 40; y++)
			System.arraycopy(whole.channels()[0], y * 320, part.channels()[0], y * 192, 192);
		final Picture expected = new PhotographicStyle().apply(whole, 0.8, tones, Progress.NONE);
		final Picture actual = new PhotographicStyle().apply(part, 0.8, tones, Progress.NONE);
		for (int y = 0; y < 40; y++)
			for (int x = 0; x < 64; x++)
				assertThat(Math.abs(actual.channels()[0][y * 192 + x] - expected.channels()[0][y * 320 + x])).isLessThan(1e-5f);
	}
}
