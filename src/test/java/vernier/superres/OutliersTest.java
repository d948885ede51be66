package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;

import vernier.inference.Around;
import vernier.inference.BlockOperator;

class OutliersTest {

	private static final Scale TWICE = Scale.of(2);

	/** Stands for a network that is spoilt by all that it has not learned. */
	private static class Strict extends Around {

		Strict() {
			super(Resampler.enlarging(TWICE, 1));
		}

		@Override
		public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
			for (int i = 0; i < block.source().size(); i++)
				assertThat(source.get(i)).isBetween(-0.001f, 1.001f);
			inner.compute(block, source, target);
		}

		@Override
		public long memory(final int targetWidth, final int targetHeight) {
			return inner.memory(targetWidth, targetHeight);
		}
	}

	@Test
	void theNetworkSeesTheRangeAloneAndNothingIsLost() {
		final Plane plane = Plane.random(1, 40, 30, 2);
		for (int i = 0; i < plane.values.length; i++)
			plane.values[i] = 1.4f * plane.values[i] - 0.2f;
		final BlockOperator cubic = Resampler.enlarging(TWICE, 1);
		final Plane found = plane.apply(new Outliers(new Strict(), cubic));
		final Plane expected = plane.apply(cubic);
		for (int i = 0; i < expected.values.length; i++)
			assertThat(found.values[i]).isCloseTo(expected.values[i], within(1e-5f));
	}

	@Test
	void whereTheNetworkGoesWildTheCubicValueStands() {
		final Plane plane = Plane.random(1, 40, 30, 2);
		final BlockOperator cubic = Resampler.enlarging(TWICE, 1);
		final Plane expected = plane.apply(cubic);
		final Outliers tamed = new Outliers(new Strict() {

			@Override
			public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
				inner.compute(block, source, target);
				for (int i = 0; i < block.room().size(); i += 7)
					target.put(i, i % 2 == 0 ? 30 : -0.6f);
				target.put(1, 1.4f);
			}
		}, cubic);
		final Plane found = plane.apply(tamed);
		assertThat(tamed.replaced()).isCloseTo(1 / 7.0, within(1e-3));
		for (int i = 2; i < expected.values.length; i++)
			assertThat(found.values[i]).isEqualTo(expected.values[i]);
		assertThat(found.values[1]).isEqualTo(1.4f);
	}
}
