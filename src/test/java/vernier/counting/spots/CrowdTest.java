package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import vernier.quality.CramerRao;

/** Spots of 1,000 photons, on 10 in a pixel. */
class CrowdTest {

	private static final NoiseModel SHOT = new NoiseModel(1, 1, 0);

	/** The spots as known in an image of them without noise; their background is yet to be found. */
	private static List<Spot> known(final double... columns) {
		final List<Spot> spots = new ArrayList<>();
		final List<double[]> truth = new ArrayList<>();
		for (final double x : columns) {
			spots.add(new Spot(x, 20.6, 1000, -35, 1.3, Double.NaN, 1));
			truth.add(new double[] { x, 20.6, 1000, 1.3 });
		}
		final Crowd crowd = new Crowd(SpotImages.image(SpotImages.clean(41, 41, 10, truth), 41), spots, SHOT);
		return spots.stream().map(crowd::known).toList();
	}

	private static double bound(final double x) {
		return CramerRao.within(41, 41, x, 20.6, 1000, 10, 1.3, SHOT::variance).lateral();
	}

	@Test
	void aSpotThatStandsApartHasItsOwnBound() {
		assertThat(known(20.3).get(0).precision()).isCloseTo(bound(20.3), within(1e-4));
		assertThat(known(0.4).get(0).precision()).isCloseTo(bound(0.4), within(1e-3));
		assertThat(known(5.3, 30.2).get(0).precision()).isCloseTo(bound(20.3), within(1e-4));
	}

	@Test
	void theNearerAnotherTheLessPreciseIsASpot() {
		double before = bound(20.3);
		for (final double distance : new double[] { 6, 4, 3, 2, 1.5, 1 }) {
			final double precision = known(20.3, 20.3 + distance).get(0).precision();
			assertThat(precision).isGreaterThan(before);
			before = precision;
		}
		assertThat(before).isBetween(5 * bound(20.3), 1.3);
		// two in one place: about its width, and still a number
		assertThat(known(20.3, 20.3).get(0).precision()).isBetween(before, 1.4);
	}

	@Test
	void theBackgroundOfACrowdIsWhatItsSpotsLeave() {
		assertThat(known(14.2, 17.3, 20.1, 22.4, 26.0)).allSatisfy(spot -> assertThat(spot.background()).isCloseTo(10, within(
			0.05)));
	}
}
