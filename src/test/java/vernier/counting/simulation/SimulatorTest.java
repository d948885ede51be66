package vernier.counting.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.VernierException;

class SimulatorTest {

	private static final SceneOptions DENSE = SceneOptions.dense(96, 80);

	@Test
	void sameSeedSamePicture() {
		final Simulator.Scene a = Simulator.simulate(DENSE, 5);
		final Simulator.Scene b = Simulator.simulate(DENSE, 5);
		final Simulator.Scene other = Simulator.simulate(DENSE, 6);
		assertThat(a.image().update(null).getCurrentStorageArray()).isEqualTo(b.image().update(null).getCurrentStorageArray())
			.isNotEqualTo(other.image().update(null).getCurrentStorageArray());
		assertThat(a.objects()).isEqualTo(b.objects()).isNotEqualTo(other.objects());
	}

	@Test
	void numberOfObjectsIsThatOfTheDensity() {
		double sum = 0;
		final int pictures = 60;
		for (int seed = 0; seed < pictures; seed++)
			sum += Simulator.simulate(DENSE, seed).objects().size();
		// Poisson: the mean of 60 pictures of 768 objects is good to 3.6
		assertThat(sum / pictures).isCloseTo(0.1 * 96 * 80, within(15.0));
	}

	@Test
	void lightOfThePictureIsThatOfObjectsAndBackground() {
		final SceneOptions options = new SceneOptions(SceneOptions.Kind.SPOTS, 400, 400, Span.of(0), Span.of(0.005),
			Span.of(1000), Span.of(1.3), Psf.GAUSSIAN, Span.of(7), 0, 0, Camera.SCMOS, 3, 2, 50);
		final Simulator.Scene scene = Simulator.simulate(options, 3);
		double sum = 0;
		for (final short value : (short[]) scene.image().update(null).getCurrentStorageArray())
			sum += ((value & 0xffff) - 50) / 3.0;
		assertThat(sum).isCloseTo(scene.objects().size() * 1000.0 + 7.0 * 400 * 400, Percentage.withPercentage(0.6));
	}

	@ParameterizedTest
	@EnumSource(Psf.class)
	void anObjectKeepsItsLightAndItsPlace(final Psf psf) {
		for (final double diameter : new double[] { 0, 1, 6 }) {
			final float[] picture = new float[81 * 81];
			new Optics(picture, 81, 81, 1.2, psf).draw(new SimulatedObject(40.3, 39.8, diameter, 500, 0));
			double sum = 0;
			double x = 0;
			double y = 0;
			for (int i = 0; i < picture.length; i++) {
				sum += picture[i];
				x += picture[i] * (i % 81 + 0.5);
				y += picture[i] * (i / 81 + 0.5);
			}
			assertThat(sum).isCloseTo(500, within(0.01));
			assertThat(x / sum).isCloseTo(40.3, within(0.02));
			assertThat(y / sum).isCloseTo(39.8, within(0.02));
		}
	}

	@Test
	void aBlurredDiscHasTheVarianceOfDiscAndBlur() {
		for (final double diameter : new double[] { 0.5, 3, 5, 8 }) {
			final float[] picture = new float[61 * 61];
			new Optics(picture, 61, 61, 1.2, Psf.GAUSSIAN).draw(new SimulatedObject(30.5, 30.5, diameter, 1, 0));
			double variance = 0;
			for (int i = 0; i < picture.length; i++)
				variance += picture[i] * Math.pow(i % 61 - 30, 2);
			// and a twelfth from the pixel
			assertThat(variance).isCloseTo(1.44 + diameter * diameter / 16 + 1 / 12.0, Percentage.withPercentage(12));
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.3, 4, 25, 3000 })
	void poissonNumbersHaveMeanAndVariance(final double mean) {
		final SplittableRandom random = new SplittableRandom(2);
		final int n = 40_000;
		double sum = 0;
		double squares = 0;
		for (int i = 0; i < n; i++) {
			final double k = Draws.poisson(mean, random);
			sum += k;
			squares += (k - mean) * (k - mean);
		}
		assertThat(sum / n).isCloseTo(mean, within(4 * Math.sqrt(mean / n)));
		assertThat(squares / n).isCloseTo(mean, Percentage.withPercentage(5));
	}

	@Test
	void electronMultiplicationDoublesTheVariance() {
		final SplittableRandom random = new SplittableRandom(2);
		double squares = 0;
		for (int i = 0; i < 40_000; i++)
			squares += Math.pow(Camera.EMCCD.electrons(50, 1, random) - 50, 2);
		assertThat(squares / 40_000).isCloseTo(100, Percentage.withPercentage(4));
	}

	@Test
	void rangesAreRead() {
		assertThat(Span.parse("2")).isEqualTo(Span.of(2));
		assertThat(Span.parse("0.5-3")).isEqualTo(new Span(0.5, 3));
		assertThat(Span.parse("1e-3-0.1")).isEqualTo(new Span(1e-3, 0.1));
		assertThat(Span.parse("0.2..1")).isEqualTo(new Span(0.2, 1));
		for (final String wrong : List.of("", "a", "1-2-3", "3-1", "-1"))
			assertThatThrownBy(() -> Span.parse(wrong)).isInstanceOf(VernierException.class);
	}

	@Test
	void impossibleScenesAreRefused() {
		assertThatThrownBy(() -> SceneOptions.dense(0, 10)).isInstanceOf(VernierException.class).hasMessageContaining("size");
		assertThatThrownBy(() -> new SceneOptions(SceneOptions.Kind.DENSE, 64, 64, Span.of(100), Span.of(0.1), Span.of(100),
			Span.of(1), Psf.GAUSSIAN, Span.of(1), 0, 0, Camera.SCMOS, 1, 1, 0)).isInstanceOf(VernierException.class)
				.hasMessageContaining("object size is 100.0; it must be above 0 and no larger than the picture");
	}
}
