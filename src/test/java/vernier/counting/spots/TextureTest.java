package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.Progress;

class TextureTest {

	private static final int SIDE = 150;
	private static final double SIGMA = 1.3;

	/** Spots of a given intensity at a distance of 25 pixels from each other. */
	private static List<double[]> grid(final double intensity) {
		final List<double[]> spots = new ArrayList<>();
		for (int y = 13; y < SIDE; y += 25)
			for (int x = 13; x < SIDE; x += 25)
				spots.add(new double[] { x + 0.3, y + 0.8, intensity, SIGMA });
		return spots;
	}

	private static List<Spot> found(final List<double[]> places) {
		return places.stream().map(s -> new Spot(s[0], s[1], s[2], 20, s[3], Double.NaN, 0.9)).toList();
	}

	private static List<Spot> standingOut(final List<Spot> spots, final RandomAccessibleInterval<?> plane) {
		return Texture.standingOut(spots, List.of(), plane, PlaneNoise.of(plane, Progress.NONE), Progress.NONE);
	}

	/** Speckles as wide as spots, of a standard deviation in gray levels. */
	private static float[] speckles(final double deviation, final long seed) {
		final Random random = new Random(seed);
		final float[] white = new float[SIDE * SIDE];
		for (int i = 0; i < white.length; i++)
			white[i] = (float) (random.nextGaussian() * deviation * 2 * Math.sqrt(Math.PI) * SIGMA);
		return smoothed(smoothed(white, 1), SIDE);
	}

	/** A Gaussian along one axis, whose pixels lie a step apart; around the edges. */
	private static float[] smoothed(final float[] image, final int step) {
		final float[] smooth = new float[image.length];
		for (int k = -6; k <= 6; k++) {
			final float weight = (float) (Math.exp(-k * k / (2 * SIGMA * SIGMA)) / (Math.sqrt(2 * Math.PI) * SIGMA));
			for (int i = 0; i < image.length; i++)
				smooth[i] += weight * image[Math.floorMod(i + k * step, image.length)];
		}
		return smooth;
	}

	private static float[] sum(final float[] a, final float[] b) {
		final float[] sum = a.clone();
		for (int i = 0; i < sum.length; i++)
			sum[i] += b[i];
		return sum;
	}

	@Test
	void inNoiseAloneTheFaintestSpotsPass() {
		final List<double[]> faint = grid(120);
		final float[] image = SpotImages.noisy(SpotImages.clean(SIDE, SIDE, 20, faint), 1, 1);
		assertThat(standingOut(found(faint), SpotImages.image(image, SIDE))).isEqualTo(found(faint));
	}

	/** Bright spots and the rings around them are no texture in which the faint ones among them drown. */
	@ParameterizedTest
	@CsvSource({ "0.003", "0.005", "0.01" })
	void amongBrightSpotsTheFaintOnesPass(final double density) {
		final Random random = new Random(11);
		final List<double[]> spots = new ArrayList<>();
		for (int i = 0; i < density * SIDE * SIDE; i++)
			spots.add(new double[] { SIDE * random.nextDouble(), SIDE * random.nextDouble(), 100 + 4900 * random.nextDouble(),
				SIGMA });
		for (final double[] faint : grid(320))
			if (spots.stream().noneMatch(s -> Math.hypot(s[0] - faint[0], s[1] - faint[1]) < 6))
				spots.add(faint);
		final float[] image = SpotImages.noisy(SpotImages.clean(SIDE, SIDE, 20, spots), 1, 12);
		final List<Spot> apart = found(spots).stream().filter(spot -> found(spots).stream().noneMatch(other -> other.distance(
			spot) > 0 && other.distance(spot) < 6)).toList();
		final List<Spot> kept = standingOut(found(spots), SpotImages.image(image, SIDE));
		assertThat(apart).hasSizeGreaterThan(70);
		assertThat(apart.stream().filter(spot -> !kept.contains(spot)).count()).isLessThanOrEqualTo(1);
	}

	@Test
	void ofSpecklesOnlyTheSpotsThatStandOutPass() {
		final List<double[]> bright = grid(1500);
		final float[] image = SpotImages.noisy(sum(SpotImages.clean(SIDE, SIDE, 40, bright), speckles(6, 2)), 1, 3);
		final List<double[]> places = new ArrayList<>(bright);
		final Random random = new Random(4);
		for (int i = 0; i < 200; i++) {
			final double[] place = { SIDE * random.nextDouble(), SIDE * random.nextDouble(), 100, SIGMA };
			if (bright.stream().noneMatch(s -> Math.hypot(s[0] - place[0], s[1] - place[1]) < 4))
				places.add(place);
		}
		assertThat(places).hasSizeGreaterThan(200);
		final List<Spot> kept = standingOut(found(places), SpotImages.image(image, SIDE));
		assertThat(kept).containsAll(found(bright));
		assertThat(kept.size() - bright.size()).isLessThanOrEqualTo(6);
	}

	@Test
	void aCrowdIsNoTexture() {
		final Random random = new Random(5);
		final List<double[]> crowd = new ArrayList<>();
		for (int i = 0; i < 0.05 * SIDE * SIDE; i++)
			crowd.add(new double[] { SIDE * random.nextDouble(), SIDE * random.nextDouble(), 1000, SIGMA });
		final float[] image = SpotImages.noisy(SpotImages.clean(SIDE, SIDE, 20, crowd), 1, 6);
		assertThat(standingOut(found(crowd), SpotImages.image(image, SIDE))).isEqualTo(found(crowd));
	}

	@Test
	void placesAtAndBeyondTheBorderAreRead() {
		final List<double[]> places = List.of(new double[] { -0.2, 0.1, 900, SIGMA }, new double[] { SIDE, SIDE - 0.01, 900,
			SIGMA });
		final float[] image = SpotImages.noisy(SpotImages.clean(SIDE, SIDE, 20, places), 1, 7);
		assertThat(standingOut(found(places), SpotImages.image(image, SIDE))).isEqualTo(found(places));
		assertThat(standingOut(List.of(), SpotImages.image(image, SIDE))).isEmpty();
	}

	/** A pattern of waves as wide as spots has many heights, and none beyond its depths. */
	@Test
	void heightsOfAPatternAreNoSpots() {
		final float[] image = SpotImages.noisy(SpotImages.clean(SIDE, SIDE, 60, List.of()), 1, 8);
		final List<double[]> places = new ArrayList<>();
		for (int i = 0; i < image.length; i++) {
			final int x = i % SIDE;
			final int y = i / SIDE;
			image[i] += (float) (25 * (Math.cos(2 * Math.PI * x / 8) + Math.cos(2 * Math.PI * y / 8)));
			if (x % 8 == 0 && y % 8 == 0)
				places.add(new double[] { x + 0.5, y + 0.5, 500, SIGMA });
		}
		assertThat(standingOut(found(places), SpotImages.image(image, SIDE))).isEmpty();
	}

	/** The heights of blurred noise, however strong it is, and spots above it. */
	@Test
	void heightsOfBlurredNoiseAreNoSpots() {
		final List<double[]> bright = grid(6000);
		final float[] image = sum(SpotImages.clean(SIDE, SIDE, 400, bright), speckles(20, 9));
		final List<double[]> places = new ArrayList<>(bright);
		for (int y = 2; y < SIDE; y += 3)
			for (int x = 2; x < SIDE; x += 3) {
				final double[] place = { x + 0.5, y + 0.5, 500, SIGMA };
				if (bright.stream().noneMatch(s -> Math.hypot(s[0] - place[0], s[1] - place[1]) < 6))
					places.add(place);
			}
		final List<Spot> kept = standingOut(found(places), SpotImages.image(image, SIDE));
		assertThat(kept).containsAll(found(bright));
		assertThat(kept.size() - bright.size()).isLessThanOrEqualTo(6);
	}

	/** A bright vessel that crosses blurred noise makes it no crowd. */
	@Test
	void aLineInTextureIsNoCrowd() {
		final float[] image = sum(SpotImages.clean(SIDE, SIDE, 400, List.of()), speckles(20, 9));
		final List<Spot> lined = new ArrayList<>();
		for (int i = 0; i < image.length; i++)
			image[i] += (float) (600 * Math.exp(-Math.pow((i % 30 + 0.5 - 15) / 3, 2) / 2));
		for (int x = 15; x < SIDE; x += 30)
			for (int y = 0; y < SIDE; y += 2)
				lined.add(new Spot(x, y, 3000, 400, SIGMA, Double.NaN, 0.9));
		final List<Spot> grain = new ArrayList<>();
		for (int y = 2; y < SIDE; y += 3)
			for (int x = 30; x < SIDE; x += 30)
				grain.add(new Spot(x + 0.5, y + 0.5, 500, 400, SIGMA, Double.NaN, 0.9));
		final RandomAccessibleInterval<?> plane = SpotImages.image(image, SIDE);
		final PlaneNoise level = PlaneNoise.of(plane, Progress.NONE);
		assertThat(Texture.standingOut(grain, List.of(), plane, level, Progress.NONE)).hasSizeGreaterThan(20);
		assertThat(Texture.standingOut(grain, lined, plane, level, Progress.NONE)).hasSizeLessThan(10);
	}

	@Test
	void noiseThatNeighboursShareIsTold() {
		final PlaneNoise blurred = noise(sum(SpotImages.clean(SIDE, SIDE, 400, grid(6000)), speckles(20, 9)));
		assertThat(blurred.noise()).isGreaterThan(15);
		final float[] white = SpotImages.noisy(SpotImages.clean(SIDE, SIDE, 20, grid(5000)), 1, 3);
		assertThat(noise(white)).isEqualTo(PlaneNoise.of(SpotImages.image(white, SIDE), Progress.NONE));
		final Random random = new Random(5);
		final List<double[]> crowd = new ArrayList<>();
		for (int i = 0; i < 0.1 * SIDE * SIDE; i++)
			crowd.add(new double[] { SIDE * random.nextDouble(), SIDE * random.nextDouble(), 1000, SIGMA });
		final float[] crowded = SpotImages.noisy(SpotImages.clean(SIDE, SIDE, 20, crowd), 1, 6);
		assertThat(noise(crowded)).isEqualTo(PlaneNoise.of(SpotImages.image(crowded, SIDE), Progress.NONE));
	}

	/** In a plane that is smaller than a window, too. */
	@Test
	void aSmallPlaneHasItsNoise() {
		final float[] image = SpotImages.noisy(SpotImages.clean(9, 7, 20, List.of()), 1, 3);
		final PlaneNoise level = PlaneNoise.of(SpotImages.image(image, 9), Progress.NONE);
		assertThat(Texture.shared(SpotImages.image(image, 9), level, SIGMA, Progress.NONE)).isEqualTo(level);
	}

	private static PlaneNoise noise(final float[] image) {
		final RandomAccessibleInterval<?> plane = SpotImages.image(image, SIDE);
		return Texture.shared(plane, PlaneNoise.of(plane, Progress.NONE), SIGMA, Progress.NONE);
	}
}
