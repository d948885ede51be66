package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.Progress;

class SpotRenderingTest {

	private static double light(final double x, final double y, final double precision, final int magnification) {
		final Spot spot = new Spot(x, y, 100, 10, 1.3, precision, 1);
		final Localisation.Result result = new Localisation.Result(List.of(List.of(spot)), false, Map.of());
		double sum = 0;
		for (final Object pixel : (Img<?>) SpotRendering.GAUSSIAN.draw(result, SpotLayout.plain(), 20, 16, magnification,
			Progress.NONE).plane(0))
			sum += ((FloatType) pixel).get();
		return sum;
	}

	@Test
	void aSpotInTheMiddleHasALightOfOne() {
		assertThat(light(10.2, 8.1, 0.1, 8)).isCloseTo(1, within(1e-3));
		assertThat(light(10.2, 8.1, Double.NaN, 8)).isCloseTo(1, within(1e-3));
	}

	@Test
	void ofASpotAtTheCornerAQuarterIsInThePicture() {
		assertThat(light(0, 0, 0.5, 4)).isCloseTo(0.25, within(1e-3));
		assertThat(light(20, 16, 0.5, 4)).isCloseTo(0.25, within(1e-3));
	}

	@Test
	void drawingEndsWhenTheUserWantsIt() {
		final Localisation.Result result = new Localisation.Result(List.of(List.of(new Spot(5, 5, 100, 10, 1.3, 1, 1))), false, Map
			.of());
		assertThatThrownBy(() -> SpotRendering.HISTOGRAM.draw(result, SpotLayout.plain(), 20, 16, 1, Cancelled.PROGRESS))
			.isInstanceOf(CancelledException.class);
	}

	/** Of a spot with hardly any light the bound of its place is wider than any picture. */
	@Test
	void aSpotThatMayBeAnywhereIsSpreadBeyondThePicture() {
		assertThat(light(10, 8, 1e3, 100)).isBetween(1e-6, 1e-3);
		assertThat(light(10, 8, 1e12, 100)).isBetween(0.0, 1e-6);
		assertThat(light(10, 8, Double.POSITIVE_INFINITY, 100)).isBetween(0.0, 1e-6);
	}
}
