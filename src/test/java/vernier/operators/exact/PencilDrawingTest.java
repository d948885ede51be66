package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vernier.operators.exact.TestPictures.largestDifference;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import vernier.image.Progress;

class PencilDrawingTest {

	private static double mean(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += value;
		return sum / values.length;
	}

	/** A long straight edge is one stroke as dark as its step; a dot is a stroke of its share of the line. */
	@Test
	void edgesBecomeStrokes() {
		final int n = 60, reach = 6;
		final float[] steps = new float[n * n];
		for (int x = 0; x < n; x++)
			steps[20 * n + x] = 0.5f;
		steps[45 * n + 30] = 0.26f;
		final float[] strokes = PencilStrokes.draw(steps, n, n, reach, Progress.NONE);
		for (int x = 12; x < 48; x++) {
			assertThat((double) strokes[20 * n + x]).isCloseTo(0.5, within(1e-5));
			assertThat(strokes[22 * n + x]).isZero();
		}
		int covered = 0;
		for (int y = 35; y < 56; y++)
			for (int x = 20; x < 41; x++)
				if (strokes[y * n + x] > 0) {
					covered++;
					assertThat((double) strokes[y * n + x]).isCloseTo(0.02, within(1e-6));
				}
		assertThat(covered).isEqualTo(2 * reach + 1);
	}

	@Test
	void strokesFollowTheDirectionOfTheEdge() {
		final int n = 40;
		final float[] steps = new float[n * n];
		for (int k = 0; k < n; k++)
			steps[k * n + k] = 1;
		final float[] strokes = PencilStrokes.draw(steps, n, n, 4, Progress.NONE);
		assertThat((double) strokes[20 * n + 20]).isCloseTo(1, within(1e-5));
		assertThat(strokes[20 * n + 22] + strokes[22 * n + 20] + strokes[20 * n + 17]).isZero();
	}

	@Test
	void textureGoesOnForEver() {
		final float[] whole = PencilTexture.of(-20, 7, 90, 80), part = PencilTexture.of(10, 27, 15, 12);
		for (int y = 0; y < 12; y++)
			for (int x = 0; x < 15; x++)
				assertThat(part[y * 15 + x]).isEqualTo(whole[(y + 20) * 90 + x + 30]);
		for (final float value : whole)
			assertThat(value).isBetween(0.3f, 0.99f);
		assertThat(mean(PencilTexture.of(0, 0, 200, 200))).isCloseTo(0.65, within(0.03));
	}

	/** The tone as far as the pencil can be light; the texture stays visible. */
	@Test
	void shadesAnEvenToneOnAverage() {
		final int n = 120;
		final Picture gray = TestPictures.constant(n, n, 0.5f);
		final float[] spread = new float[17];
		for (int k = 0; k < 17; k++)
			spread[k] = k / 16f;
		// a curve through (0.5, 0.88): the eighth of the sixteen tones of pencil drawings
		final PencilTones tones = new PencilTones(new Quantiles(spread), 0.1f, 3);
		final float[] drawing = new PencilDrawing().apply(gray, 1, tones, Progress.NONE).channels()[0];
		double logarithms = 0;
		for (final float value : drawing)
			logarithms += Math.log(value) / drawing.length;
		final double light = Math.exp(logarithms);
		assertThat(light).isBetween(0.7, 0.92);
		final float[] sorted = drawing.clone();
		Arrays.sort(sorted);
		assertThat(sorted[sorted.length * 9 / 10] - sorted[sorted.length / 10]).isGreaterThan(0.05f);
	}

	@Test
	void strengthDarkens() {
		final Picture picture = TestPictures.scene(80, 60, 3, 2);
		double lighter = 2;
		for (final double slider : new double[] {0, 0.25, 0.5, 0.75, 1}) {
			final PencilDrawing operator = new PencilDrawing();
			final Picture drawing = operator.apply(picture, operator.info().at(slider), Progress.NONE);
			final double light = mean(Luma.of(drawing));
			assertThat(light).isLessThan(lighter - 0.02);
			lighter = light;
		}
	}

	@Test
	void staysWithinBlackAndWhite() {
		final Picture picture = TestPictures.scene(50, 50, 3, 2);
		picture.channels()[0][500] = 9;
		picture.channels()[1][700] = -9;
		for (final float[] channel : new PencilDrawing().apply(picture, 2, Progress.NONE).channels())
			for (final float value : channel)
				assertThat(value).isBetween(0f, 1f);
	}

	@Test
	void brightnessAndContrastOfThePictureDoNotMatter() {
		final Picture picture = TestPictures.scene(70, 60, 1, 2), pale = picture.copy();
		for (int i = 0; i < 70 * 60; i++)
			pale.channels()[0][i] = 0.3f + 0.6f * picture.channels()[0][i];
		final Picture a = new PencilDrawing().apply(picture, 1, Progress.NONE);
		final Picture b = new PencilDrawing().apply(pale, 1, Progress.NONE);
		assertThat(largestDifference(a, picture)).isGreaterThan(0.3);
		double difference = 0;
		for (int i = 0; i < 70 * 60; i++)
			difference += Math.abs(a.channels()[0][i] - b.channels()[0][i]) / (70 * 60);
		assertThat(difference).isLessThan(0.02);
	}
}
