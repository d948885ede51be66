package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vernier.operators.exact.TestPictures.largestDifference;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;

import vernier.image.Progress;

class MultiscaleTest {

	@Property(tries = 200)
	void labGoesThereAndBack(@ForAll @FloatRange(min = -0.5f, max = 2) final float red,
		@ForAll @FloatRange(min = -0.5f, max = 2) final float green,
		@ForAll @FloatRange(min = -0.5f, max = 2) final float blue)
	{
		final Picture colour = TestPictures.constant(2, 2, red, green, blue), gray = TestPictures.constant(2, 2, red);
		for (final Picture picture : new Picture[] {colour, gray}) {
			final Lab lab = Lab.of(picture);
			assertThat(largestDifference(lab.picture(lab.lightness, 1), picture)).isLessThan(2e-4);
		}
	}

	/** Lightness of the sRGB primaries and of a middle gray, as tables have it. */
	@Example
	void labHasTheLightnessOfTheStandard() {
		assertThat(lightness(1, 0, 0)).isCloseTo(0.5324f, within(1e-4f));
		assertThat(lightness(0, 1, 0)).isCloseTo(0.8774f, within(1e-4f));
		assertThat(lightness(0, 0, 1)).isCloseTo(0.3230f, within(1e-4f));
		assertThat(lightness(119 / 255f)).isCloseTo(0.5003f, within(1e-4f));
		assertThat(lightness(1, 1, 1)).isCloseTo(1, within(1e-5f));
		assertThat(lightness(0)).isCloseTo(0, within(1e-6f));
	}

	private static float lightness(final float... values) {
		return Lab.of(TestPictures.constant(1, 1, values)).lightness[0];
	}

	@Property(tries = 100)
	void sigmoidsKeepThreePointsAndHaveTheirSlope(@ForAll @DoubleRange(min = 1, max = 10) final double slope) {
		final Sigmoid curve = Sigmoid.ofSlope(slope);
		assertThat(curve.at(0)).isCloseTo(0, within(1e-12));
		assertThat(curve.at(0.5)).isCloseTo(0.5, within(1e-9));
		assertThat(curve.at(-0.5)).isCloseTo(-0.5, within(1e-9));
		assertThat(curve.at(1e-5) / 1e-5).isCloseTo(slope, within(1e-4 * slope));
	}

	@Example
	void layersAddUpAndTheBaseIsTheSmoothest() {
		final float[] lightness = TestPictures.scene(50, 40, 1, 2).channels()[0];
		final DetailLayers layers = DetailLayers.of(50, 40, lightness, Progress.NONE);
		double fine = 0, both = 0;
		for (int i = 0; i < lightness.length; i++) {
			assertThat(layers.fine()[i] + layers.coarse()[i] + layers.base()[i]).isCloseTo(lightness[i], within(1e-6f));
			fine += layers.fine()[i] * layers.fine()[i];
			both += Math.pow(layers.fine()[i] + layers.coarse()[i], 2);
		}
		assertThat(fine).isPositive();
		assertThat(both).isGreaterThan(1.1 * fine);
	}

	/** Two pixels: (1 + 2 w) d' = d, where w = lambda / (|step of the logarithm|^1.2 + 0.0001). */
	@Example
	void smoothingSolvesTheEquationOfTwoPixels() {
		final float[] lightness = {0.3f, 0.6f}, result = lightness.clone();
		DetailLayers.smooth(2, 1, lightness, 0.7, result, Progress.NONE);
		final double weight = 0.7 / (Math.pow(Math.log(0.6001 / 0.3001), 1.2) + 1e-4);
		assertThat(result[1] - result[0]).isCloseTo((float) (0.3 / (1 + 2 * weight)), within(1e-5f));
		assertThat(result[1] + result[0]).isCloseTo(0.9f, within(1e-5f));
	}

	@Example
	void weakestLeaveThePicture() {
		final Picture scene = TestPictures.scene(40, 30, 3, 7);
		for (final ExactOperator operator : new ExactOperator[] {new MultiscaleTone(), new MultiscaleDetail()})
			assertThat(largestDifference(operator.apply(scene, operator.info().min(), Progress.NONE), scene)).isLessThan(2e-4);
	}

	/** Small details grow by the strength; a large step stays as large as it is, without a halo. */
	@Example
	void detailGrowsByTheStrengthAndEdgesStay() {
		final int width = 80, height = 40;
		final Picture picture = Picture.of(width, height, 1);
		final float[] lightness = new float[width * height];
		for (int i = 0; i < lightness.length; i++) {
			final int x = i % width;
			lightness[i] = (x < 40 ? 0.3f : 0.7f) + (i / width % 2 == 0 ? 0.003f : -0.003f);
		}
		picture.channels()[0] = Lab.of(picture).picture(lightness, 1).channels()[0];
		final float[] result = Lab.of(new MultiscaleDetail().apply(picture, 4, Progress.NONE)).lightness;
		for (final int x : new int[] {5, 37, 42, 75}) {
			final int i = 20 * width + x;
			assertThat(result[i] - result[i + width]).isCloseTo(4 * 0.006f, within(0.003f));
			assertThat((result[i] + result[i + width]) / 2).isCloseTo(x < 40 ? 0.3f : 0.7f, within(0.03f));
		}
	}

	/** scikit-image clips its result. */
	@Example
	void toneAgreesWithScikitImageAndADirectSolver() {
		final Reference reference = Reference.read("multiscale-tone.txt");
		final Picture result = new MultiscaleTone().apply(reference.inputPicture(), 1, Progress.NONE);
		for (final float[] channel : result.channels())
			for (int i = 0; i < channel.length; i++)
				channel[i] = Math.max(0, Math.min(1, channel[i]));
		assertThat(largestDifference(result, reference.outputPicture())).isLessThan(3e-3);
		assertThat(largestDifference(result, reference.inputPicture())).isGreaterThan(0.1);
	}

	/** A flat picture has no details: its lightness goes through the three curves of the base, its colour gets richer. */
	@Example
	void toneOfAFlatPictureIsThatOfTheBase() {
		final Picture flat = TestPictures.constant(9, 9, 0.7f, 0.5f, 0.4f);
		final double base = Lab.of(flat).lightness[0];
		final Lab result = Lab.of(new MultiscaleTone().apply(flat, 1, Progress.NONE));
		final double expected = 0.56 + (2 * Math.tanh((base - 0.56) / 2) / (2 * Math.tanh(0.25)) +
			Math.tanh(7.5 * (1.1 * base - 0.56)) / (2 * Math.tanh(3.75))) / 3;
		assertThat((double) result.lightness[40]).isCloseTo(expected, within(1e-4));
		assertThat(Math.abs(expected - base)).isGreaterThan(0.01);
	}
}
