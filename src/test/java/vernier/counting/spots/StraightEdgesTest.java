package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.Progress;

class StraightEdgesTest {

	private static final int SIDE = 120;
	private static final double SIGMA = 1.3;
	private static final double ANGLE = Math.toRadians(20);

	/** Signed distance from a line through the middle. */
	private static double distance(final double x, final double y) {
		return (x - SIDE / 2.0) * Math.cos(ANGLE) + (y - SIDE / 2.0) * Math.sin(ANGLE);
	}

	/** A place along the line, at a distance from it. */
	private static double[] place(final double along, final double distance, final double sigma) {
		return new double[] { SIDE / 2.0 + distance * Math.cos(ANGLE) - along * Math.sin(ANGLE), SIDE / 2.0 + distance * Math
			.sin(ANGLE) + along * Math.cos(ANGLE), 2000, sigma };
	}

	private static List<Spot> found(final List<double[]> places) {
		return places.stream().map(s -> new Spot(s[0], s[1], s[2], 50, s[3], Double.NaN, 0.9)).toList();
	}

	private static List<Spot> apart(final List<double[]> places, final float[] image) {
		final RandomAccessibleInterval<?> plane = SpotImages.image(SpotImages.noisy(image, 1, 7), SIDE);
		final List<Spot> spots = new ArrayList<>(found(places));
		spots.removeAll(StraightEdges.holding(spots, plane, PlaneNoise.of(plane, Progress.NONE), Progress.NONE));
		return spots;
	}

	private static List<double[]> row(final double distance, final double sigma) {
		final List<double[]> places = new ArrayList<>();
		for (int along = -50; along <= 50; along += 5)
			places.add(place(along, distance, sigma));
		return places;
	}

	private static float[] edge(final List<double[]> spots) {
		final float[] image = SpotImages.clean(SIDE, SIDE, 50, spots);
		for (int i = 0; i < image.length; i++)
			image[i] += distance(i % SIDE + 0.5, i / SIDE + 0.5) > 0 ? 950 : 0;
		return image;
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.5, 1.3, 4 })
	void maximaInARowOnAnEdgeAreNoSpots(final double sigma) {
		assertThat(apart(row(1.2 * Math.max(1, sigma), sigma), edge(List.of()))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.7, 1.3, 4 })
	void maximaInARowOnALineAreNoSpots(final double sigma) {
		final float[] image = SpotImages.clean(SIDE, SIDE, 30, List.of());
		for (int i = 0; i < image.length; i++)
			image[i] += (float) (300 * Math.exp(-Math.pow(distance(i % SIDE + 0.5, i / SIDE + 0.5) / sigma, 2) / 2));
		assertThat(apart(row(0, sigma), image)).isEmpty();
	}

	@Test
	void spotsBesideAnEdgeStay() {
		final List<double[]> places = List.of(place(-40, -7, SIGMA), place(-20, -6, SIGMA), place(0, -5, SIGMA), place(20, -5,
			SIGMA), place(40, -8, SIGMA));
		assertThat(apart(places, edge(places))).isEqualTo(found(places));
	}

	/** Touching ones, cut by the border too, and rows of three. */
	@Test
	void spotsOfACrowdStay() {
		final Random random = new Random(5);
		final List<double[]> crowd = new ArrayList<>();
		for (int i = 0; i < 0.08 * SIDE * SIDE; i++)
			crowd.add(new double[] { SIDE * random.nextDouble(), SIDE * random.nextDouble(), 500 + 3000 * random.nextDouble(),
				SIGMA });
		assertThat(apart(crowd, SpotImages.clean(SIDE, SIDE, 20, crowd)).size()).isGreaterThanOrEqualTo(crowd.size() - 2);
		final List<double[]> three = List.of(place(-3, 0, SIGMA), place(0, 0, SIGMA), place(3, 0, SIGMA));
		assertThat(apart(three, SpotImages.clean(SIDE, SIDE, 20, three))).isEqualTo(found(three));
	}

	/** So close that at their own width they are a line. */
	@ParameterizedTest
	@ValueSource(doubles = { 1.3, 4 })
	void spotsOfALongRowStay(final double sigma) {
		final List<double[]> places = new ArrayList<>();
		for (double along = -50; along <= 50; along += 3.1 * sigma) {
			places.add(place(along, 0, sigma));
			places.get(places.size() - 1)[2] = 1800 * sigma * sigma;
		}
		assertThat(apart(places, SpotImages.clean(SIDE, SIDE, 100, places))).isEqualTo(found(places));
	}

	/** Whose own noise is that of much light, around which there is little. */
	@Test
	void maximaOfNoiseOnABrightLineAreNoSpots() {
		final float[] image = SpotImages.clean(SIDE, SIDE, 100, List.of());
		for (int i = 0; i < image.length; i++)
			image[i] += (float) (30000 * Math.exp(-Math.pow(distance(i % SIDE + 0.5, i / SIDE + 0.5) / SIGMA, 2) / 2));
		final float[] seen = SpotImages.noisy(image, 1, 7);
		final List<double[]> maxima = row(0, SIGMA).stream().map(place -> highest(seen, place)).toList();
		assertThat(apart(maxima, image)).isEmpty();
	}

	/** The middle of the brightest pixel around. */
	private static double[] highest(final float[] image, final double[] place) {
		double[] highest = null;
		float most = 0;
		for (int y = (int) place[1] - 2; y <= place[1] + 2; y++)
			for (int x = (int) place[0] - 2; x <= place[0] + 2; x++)
				if (image[y * SIDE + x] > most) {
					most = image[y * SIDE + x];
					highest = new double[] { x + 0.5, y + 0.5, place[2], place[3] };
				}
		return highest;
	}
}
