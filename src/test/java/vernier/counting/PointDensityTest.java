package vernier.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import vernier.image.CancelledException;
import vernier.image.PlanePoint;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.VernierException;

class PointDensityTest {

	@Property(tries = 100)
	void everyPointAddsOne(@ForAll @DoubleRange(min = 0, max = 29.99) final double x,
		@ForAll @DoubleRange(min = 0, max = 19.99) final double y, @ForAll @DoubleRange(min = 0, max = 8) final double sigma)
	{
		final PlaneStack density = PointDensity.of(List.of(new PlanePoint(x, y, 0, 0, 0)), PlaneStack.of(ArrayImgs.bytes(30,
			20)), sigma);
		assertThat(PointDensity.sum(density)).isCloseTo(1, within(1e-5));
	}

	@Test
	void pointsLieInTheirPixelAndPlane() {
		final PlaneStack density = PointDensity.of(List.of(new PlanePoint(2.9, 1, 0, 2, 0), new PlanePoint(2.1, 1.5, 0, 2, 0),
			new PlanePoint(-0.1, 3, 0, 1, 0), new PlanePoint(4, 0, 0, 1, 0)), PlaneStack.of(ArrayImgs.bytes(4, 4, 2)), 0);
		assertThat(((FloatType) density.plane(1).getAt(2, 1)).get()).isEqualTo(2);
		assertThat(PointDensity.sum(density)).isEqualTo(2);
	}

	@Test
	void endsBetweenPointsWhenItIsCancelled() {
		final Progress cancelled = new Progress() {

			@Override
			public void update(final double fraction) {
				throw new AssertionError("It went on");
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThatThrownBy(() -> PointDensity.of(List.of(new PlanePoint(1, 1, 0, 0, 0)), PlaneStack.of(ArrayImgs.bytes(4, 4)), 1,
			cancelled)).isInstanceOf(CancelledException.class);
	}

	@Test
	void impossibleSigmas() {
		for (final double sigma : new double[] { -1, Double.NaN, 1e6 })
			assertThatThrownBy(() -> PointDensity.of(List.of(), PlaneStack.of(ArrayImgs.bytes(4, 4)), sigma)).isInstanceOf(
				VernierException.class).hasMessageContaining("Sigma is");
	}
}
