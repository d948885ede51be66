package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import vernier.image.Progress;
import vernier.inference.MemoryBudget;

class LogDetectorTest {

	private static List<Spot> detect(final RandomAccessibleInterval<?> image, final double sigma, final int tile) {
		return detect(image, sigma, tile, 0.5);
	}

	private static List<Spot> detect(final RandomAccessibleInterval<?> image, final double sigma, final int tile,
		final double probability)
	{
		try (LogDetector detector = new LogDetector(sigma, MemoryBudget.ofFreeMemory(), tile)) {
			return detector.detect(image, probability, Progress.NONE);
		}
	}

	@ParameterizedTest
	@CsvSource({ "20.5,20.5", "20.31,19.84", "19.0,20.0", "20.5,21.499" })
	void aSpotIsFoundToATwentiethOfAPixel(final double x, final double y) {
		final float[] clean = SpotImages.clean(41, 40, 100, List.of(new double[] { x, y, 5000, 1.3 }));
		final List<Spot> spots = detect(SpotImages.image(SpotImages.noisy(clean, 1, 1), 41), 1.3, 0);
		assertThat(spots).hasSize(1);
		assertThat(spots.get(0).x()).isCloseTo(x, within(0.06));
		assertThat(spots.get(0).y()).isCloseTo(y, within(0.06));
		assertThat(spots.get(0).intensity()).isCloseTo(5000, within(300.0));
		assertThat(spots.get(0).background()).isCloseTo(100, within(6.0));
	}

	@Test
	void noiseHasAsManySpotsAsTheProbabilitySays() {
		int images = 0;
		for (int i = 0; i < 40; i++)
			images += detect(SpotImages.image(SpotImages.noisy(new float[100 * 100], 5, i), 100), 1.3, 0).isEmpty() ? 0 : 1;
		// 20 expected, with a standard deviation of 3.2
		assertThat(images).isBetween(8, 32);
	}

	/** As in a mosaic, or where a lamp lights a part: spots of the dim part are found, the noise of the bright one is none. */
	@Test
	void whereThereIsMoreLightThereIsMoreNoise() {
		final List<double[]> dim = List.of(new double[] { 40.5, 60.5, 400, 1.3 }, new double[] { 90.2, 160.7, 400, 1.3 });
		final float[] noisy = SpotImages.noisy(SpotImages.clean(300, 200, 20, dim), 3, 1);
		final List<double[]> clear = List.of(new double[] { 250.5, 100.5, 8000, 1.3 });
		final float[] bright = SpotImages.noisy(SpotImages.clean(300, 200, 4000, clear), 60, 2);
		for (int y = 0; y < 200; y++)
			System.arraycopy(bright, y * 300 + 180, noisy, y * 300 + 180, 120);
		final List<Spot> spots = detect(SpotImages.image(noisy, 300), 1.3, 0, 0.99);
		// the step itself is an edge, which the test of straight lines leaves out later on
		assertThat(spots.stream().filter(spot -> Math.abs(spot.x() - 180) > 5).map(spot -> (int) spot.x()))
			.containsExactlyInAnyOrder(40, 90, 250);
	}

	/** Padding and missing values say nothing of the noise, whatever part of the plane they are. */
	@ParameterizedTest
	@CsvSource({ "0,0.25", "0,0.4", "0,0.5", "0,0.6", "NaN,0.5", "NaN,0.75" })
	void whatIsFlatIsNoNoise(final float value, final double part) {
		final List<double[]> truth = List.of(new double[] { 12.5, 20.5, 800, 1.3 }, new double[] { 25.5, 100.5, 800, 1.3 });
		final float[] noisy = SpotImages.noisy(SpotImages.clean(128, 128, 50, truth), 2, 6);
		for (int i = 0; i < noisy.length; i++)
			if (i % 128 >= (1 - part) * 128)
				noisy[i] = value;
		final List<Spot> spots = detect(SpotImages.image(noisy, 128), 1.3, 0, 0.99);
		assertThat(spots.stream().filter(spot -> spot.x() < (1 - part) * 128 - 4).map(spot -> (int) spot.y()))
			.containsExactlyInAnyOrder(20, 100);
	}

	/** The plane is mirrored there, and the response to noise greater. */
	@Test
	void noiseHasNoMoreSpotsAtTheBorder() {
		int border = 0;
		int all = 0;
		for (int i = 0; i < 60; i++)
			for (final Spot spot : detect(SpotImages.image(SpotImages.noisy(new float[80 * 60], 5, i), 80), 2, 0)) {
				all++;
				if (Math.min(spot.x(), 80 - spot.x()) < 1 || Math.min(spot.y(), 60 - spot.y()) < 1)
					border++;
			}
		// 30 to 42 expected, of them 2 to 4
		assertThat(border).isLessThan(12);
		assertThat(all).isBetween(15, 60);
	}

	@ParameterizedTest
	@ValueSource(ints = { 7, 16, 33, 50, 300 })
	void tilesDoNotMatter(final int tile) {
		final Random random = new Random(3);
		final List<double[]> truth = new ArrayList<>();
		for (int i = 0; i < 60; i++)
			truth.add(new double[] { 97 * random.nextDouble(), 83 * random.nextDouble(), 2000, 1.3 });
		final float[] image = SpotImages.noisy(SpotImages.clean(97, 83, 50, truth), 2, 4);
		final List<Spot> whole = detect(SpotImages.image(image, 97), 1.3, 1000);
		assertThat(whole).hasSizeGreaterThan(30);
		assertThat(detect(SpotImages.image(image, 97), 1.3, tile)).isEqualTo(whole);
	}

	@Test
	void aCrowdIsNoNoise() {
		final Random random = new Random(8);
		final List<double[]> truth = new ArrayList<>();
		for (int i = 0; i < 0.03 * 120 * 120; i++)
			truth.add(new double[] { 120 * random.nextDouble(), 120 * random.nextDouble(), 1000, 1.3 });
		final float[] image = SpotImages.noisy(SpotImages.clean(120, 120, 10, truth), 1, 9);
		assertThat(detect(SpotImages.image(image, 120), 1.3, 0)).hasSizeGreaterThan(truth.size() / 3);
	}

	@Test
	void aSlopeAndALevelDoNotMatter() {
		final float[] clean = SpotImages.clean(64, 64, 0, List.of(new double[] { 30.2, 33.7, 3000, 1.5 }));
		final float[] sloped = clean.clone();
		for (int i = 0; i < sloped.length; i++)
			sloped[i] += 1000 + 3f * (i % 64) + 2f * (i / 64);
		final Spot plain = detect(SpotImages.image(SpotImages.noisy(clean, 5, 1), 64), 1.5, 0).get(0);
		final Spot other = detect(SpotImages.image(SpotImages.noisy(sloped, 5, 1), 64), 1.5, 0).get(0);
		assertThat(other.distance(plain)).isLessThan(0.2);
	}

	@Test
	void flatPlanesHaveNoSpots() {
		assertThat(detect(ArrayImgs.unsignedBytes(32, 20), 1.3, 0)).isEmpty();
		final byte[] white = new byte[32 * 20];
		java.util.Arrays.fill(white, (byte) 255);
		assertThat(detect(ArrayImgs.unsignedBytes(white, 32, 20), 1.3, 0)).isEmpty();
		assertThat(detect(ArrayImgs.floats(new float[] { Float.NaN, 1, 1, 1 }, 2, 2), 1.3, 0)).isEmpty();
		assertThat(detect(ArrayImgs.unsignedBytes(1, 1), 2.5, 0)).isEmpty();
	}

	@Test
	void colourCountsAsItsLuma() {
		final float[] clean = SpotImages.clean(40, 40, 20, List.of(new double[] { 12.5, 25.25, 1500, 1.3 }));
		final int[] rgb = new int[clean.length];
		for (int i = 0; i < rgb.length; i++)
			rgb[i] = 0x010101 * Math.round(clean[i]) | (i * 7 % 5 == 0 ? 0x010101 : 0);
		final List<Spot> spots = detect(ArrayImgs.argbs(rgb, 40, 40), 1.3, 0);
		assertThat(spots).isNotEmpty();
		assertThat(spots.get(0).x()).isCloseTo(12.5, within(0.1));
		assertThat(spots.get(0).y()).isCloseTo(25.25, within(0.1));
	}

	@Test
	void theNoiseIsThatOfTheImageWithSpots() {
		final Random random = new Random(5);
		final List<double[]> truth = new ArrayList<>();
		for (int i = 0; i < 30; i++)
			truth.add(new double[] { 128 * random.nextDouble(), 128 * random.nextDouble(), 3000, 1.3 });
		final float[] image = SpotImages.noisy(SpotImages.clean(128, 128, 36, truth), 8, 6);
		final PlaneNoise level = PlaneNoise.of(SpotImages.image(image, 128), Progress.NONE);
		assertThat(level.background()).isCloseTo(36, within(3.0));
		assertThat(level.noise()).isCloseTo(10, within(1.0));
	}
}
