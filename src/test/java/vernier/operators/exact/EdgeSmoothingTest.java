package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vernier.operators.exact.TestPictures.largestDifference;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.Progress;

/** L0 smoothing and relative total variation. */
class EdgeSmoothingTest {

	private static final int WIDTH = 60;
	private static final int HEIGHT = 45;

	private static Picture step(final float contrast, final double noise, final int channels) {
		final Random random = new Random(3);
		final Picture picture = Picture.of(WIDTH, HEIGHT, channels);
		for (final float[] values : picture.channels())
			for (int i = 0; i < values.length; i++)
				values[i] = (float) (0.3 + (i % WIDTH < 25 ? 0 : contrast) + noise * random.nextGaussian());
		return picture;
	}

	@Test
	void l0KeepsALargeStepAndFlattensTheRest() {
		final Picture noisy = step(0.4f, 0.02, 3);
		final Picture result = new L0Smoothing().apply(noisy, 0.02, Progress.NONE);
		for (int c = 0; c < 3; c++) {
			final double left = mean(noisy.channels()[c], 0, 25), right = mean(noisy.channels()[c], 25, WIDTH);
			for (int i = 0; i < WIDTH * HEIGHT; i++)
				// a part of the noise stays at the step itself, the heights of which are taken as they were while beta was small
				assertThat((double) result.channels()[c][i]).isCloseTo(i % WIDTH < 25 ? left : right,
					within(Math.abs(i % WIDTH - 24.5) < 6 ? 0.015 : 4e-3));
		}
	}

	/** A side of 25 pixels gains less by a step of 0.04 than the step costs. */
	@Test
	void l0GivesUpASmallStep() {
		final float[] result = new L0Smoothing().apply(step(0.04f, 0, 1), 0.1, Progress.NONE).channels()[0];
		for (final float value : result)
			assertThat(value).isCloseTo(0.3f + 0.04f * 35 / WIDTH, within(1e-3f));
	}

	/** One colour's edge keeps the place of another's weaker one. */
	@Test
	void l0SharesEdgesBetweenColours() {
		final Picture picture = step(0.4f, 0, 3);
		for (int c = 1; c < 3; c++)
			for (int i = 0; i < WIDTH * HEIGHT; i++)
				picture.channels()[c][i] = i % WIDTH < 25 ? 0.5f : 0.53f;
		final Picture result = new L0Smoothing().apply(picture, 0.02, Progress.NONE);
		// of which a little is lost while beta is small
		assertThat(largestDifference(result, picture)).isLessThan(4e-3);
		final float[] alone = new L0Smoothing().apply(new Picture(WIDTH, HEIGHT, new float[][] {picture.channels()[1]}),
			0.02, Progress.NONE).channels()[0];
		assertThat(alone[WIDTH - 1] - alone[0]).isLessThan(1e-3f);
	}

	@Test
	void l0LowersItsEnergyAndKeepsTheMean() {
		final Picture picture = step(0.4f, 0.02, 3);
		final Picture result = new L0Smoothing().apply(picture, 0.02, Progress.NONE);
		// one step for each row and what the noise costs are about a tenth of a step for each pixel
		assertThat(l0(result, picture, 0.02)).isLessThan(0.12 * l0(picture, picture, 0.02));
		final Picture scene = TestPictures.scene(WIDTH, HEIGHT, 3, 5);
		for (final double lambda : new double[] {0.0005, 0.1}) {
			final Picture smooth = new L0Smoothing().apply(scene, lambda, Progress.NONE);
			for (int c = 0; c < 3; c++)
				assertThat(mean(smooth.channels()[c], 0, WIDTH)).isCloseTo(mean(scene.channels()[c], 0, WIDTH), within(1e-6));
		}
	}

	/** Squared differences and lambda for each pixel with a gradient that the last beta does not take for none. */
	private static double l0(final Picture u, final Picture f, final double lambda) {
		double sum = 0;
		for (int i = 0; i < WIDTH * HEIGHT; i++) {
			double gradient = 0;
			for (int c = 0; c < 3; c++) {
				final float[] s = u.channels()[c];
				sum += (s[i] - f.channels()[c][i]) * (double) (s[i] - f.channels()[c][i]);
				final double gx = i % WIDTH < WIDTH - 1 ? s[i + 1] - s[i] : 0;
				final double gy = i / WIDTH < HEIGHT - 1 ? s[i + WIDTH] - s[i] : 0;
				gradient += gx * gx + gy * gy;
			}
			sum += gradient > lambda / 1e5 ? lambda : 0;
		}
		return sum;
	}

	@Test
	void relativeTotalVariationAgreesWithADirectSolver() {
		final Reference reference = Reference.read("relative-total-variation.txt");
		final Picture result = new RelativeTotalVariation().apply(reference.inputPicture(), reference.parameters()[2],
			Progress.NONE);
		assertThat(largestDifference(result, reference.outputPicture())).isLessThan(1e-3);
		assertThat(largestDifference(result, reference.inputPicture())).isGreaterThan(0.1);
	}

	@Test
	void relativeTotalVariationRemovesTextureAndKeepsAWeakerEdge() {
		final Picture picture = step(0.25f, 0, 3);
		for (final float[] values : picture.channels())
			for (int i = 0; i < values.length; i++)
				values[i] += (i % WIDTH / 2 + i / WIDTH / 2) % 2 == 0 ? 0.15f : -0.15f;
		final float[] result = new RelativeTotalVariation().apply(picture, 0.0125, Progress.NONE).channels()[0];
		for (int i = 0; i < result.length; i++) {
			final int x = i % WIDTH;
			if (x < 20)
				assertThat(result[i]).isCloseTo(0.3f, within(0.03f));
			else if (x > 30)
				assertThat(result[i]).isCloseTo(0.55f, within(0.03f));
		}
	}

	@Test
	void relativeTotalVariationKeepsTheMeanAndGrowsWithItsStrength() {
		final Picture scene = TestPictures.scene(WIDTH, HEIGHT, 3, 6);
		double before = 0;
		for (final double lambda : new double[] {0.0005, 0.003, 0.0125, 0.05}) {
			final Picture result = new RelativeTotalVariation().apply(scene, lambda, Progress.NONE);
			final double change = largestDifference(result, scene);
			assertThat(change).isGreaterThan(1.1 * before);
			before = change;
			for (int c = 0; c < 3; c++)
				assertThat(mean(result.channels()[c], 0, WIDTH)).isCloseTo(mean(scene.channels()[c], 0, WIDTH), within(2e-4));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = {"rof", "tv-l1", "l0-smoothing", "relative-total-variation", "multiscale-tone",
		"multiscale-detail", "richardson-lucy"})
	void transposeWithThePicture(final String id) {
		final ExactOperator operator = ExactOperators.get(id);
		final Picture picture = step(0.3f, 0.01, 3);
		final Picture expected = TestPictures.transposed(operator.apply(picture, operator.info().initial(), Progress.NONE));
		final Picture actual = operator.apply(TestPictures.transposed(picture), operator.info().initial(), Progress.NONE);
		assertThat(largestDifference(actual, expected)).isLessThan(2e-3);
	}

	@ParameterizedTest
	@ValueSource(strings = {"multiscale-detail", "richardson-lucy"})
	void mirrorWithThePicture(final String id) {
		final ExactOperator operator = ExactOperators.get(id);
		final Picture picture = step(0.3f, 0.01, 3);
		final Picture expected = TestPictures.mirrored(operator.apply(picture, operator.info().initial(), Progress.NONE));
		final Picture actual = operator.apply(TestPictures.mirrored(picture), operator.info().initial(), Progress.NONE);
		assertThat(largestDifference(actual, expected)).isLessThan(2e-3);
	}

	@ParameterizedTest
	@ValueSource(strings = {"rof", "tv-l1", "l0-smoothing", "relative-total-variation", "multiscale-detail",
		"richardson-lucy"})
	void leaveConstantsAndTakeValuesOutside(final String id) {
		final ExactOperator operator = ExactOperators.get(id);
		final Picture constant = TestPictures.constant(37, 29, 0.2f, 1.7f, 0.8f);
		for (final double slider : new double[] {0, 1})
			assertThat(largestDifference(operator.apply(constant, operator.info().at(slider), Progress.NONE), constant))
				.isLessThan(1e-4);
	}

	private static double mean(final float[] values, final int from, final int to) {
		double sum = 0;
		int n = 0;
		for (int i = 0; i < values.length; i++)
			if (i % WIDTH >= from && i % WIDTH < to) {
				sum += values[i];
				n++;
			}
		return sum / n;
	}
}
