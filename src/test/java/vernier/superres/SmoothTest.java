package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.inference.Around;
import vernier.inference.BlockOperator;

class SmoothTest {

	/** Cubic convolution and an error of some thousandths that changes from pixel to pixel, as networks make it. */
	private static class Erring extends Around {

		Erring(final Scale scale) {
			super(Resampler.enlarging(scale, 1));
		}

		@Override
		public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
			inner.compute(block, source, target);
			for (int y = 0, i = 0; y < block.target().height(); y++)
				for (int x = 0; x < block.target().width(); x++, i++)
					target.put(i, target.get(i) + 0.004f * ((block.target().x() + x + block.target().y() + y) % 3 - 1));
		}

		@Override
		public long memory(final int targetWidth, final int targetHeight) {
			return inner.memory(targetWidth, targetHeight);
		}
	}

	private interface Values {

		double at(int x, int y);
	}

	private static Plane plane(final int width, final int height, final Values values) {
		final Plane plane = new Plane(1, width, height);
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				plane.values[i++] = (float) values.at(x, y);
		return plane;
	}

	private static void assertCubic(final Plane plane, final boolean bytes) {
		final Scale scale = Scale.parse("2x1.5");
		final Plane found = plane.apply(new Smooth(new Erring(scale), scale, bytes));
		final Plane expected = plane.apply(Resampler.enlarging(scale, 1));
		for (int i = 0; i < expected.values.length; i++)
			assertThat(found.values[i]).isCloseTo(expected.values[i], within(1e-6f));
	}

	@Test
	void evenAreasAndRampsComeOutAsSuch() {
		assertCubic(plane(150, 90, (x, y) -> 0.3), false);
		assertCubic(plane(150, 90, (x, y) -> 0.004 * x + 0.002 * y), false);
		assertCubic(plane(1, 1, (x, y) -> 0.7), false);
		assertCubic(plane(2, 100, (x, y) -> 0.01 * y), false);
	}

	@Test
	void whatBytesBendByRoundingIsNoDetail() {
		final Plane rounded = plane(150, 90, (x, y) -> Math.rint(10 + 0.31 * x + 0.17 * y) / 255);
		assertCubic(rounded, true);
		final Scale scale = Scale.of(2);
		final Plane found = rounded.apply(new Smooth(new Erring(scale), scale, false));
		assertThat(found.values).isNotEqualTo(rounded.apply(Resampler.enlarging(scale, 1)).values);
	}

	@Test
	void whatIsNotSmoothIsLeftAlone() {
		final Scale scale = Scale.of(2);
		final Plane plane = Plane.random(1, 70, 80, 3);
		final Plane found = plane.apply(new Smooth(new Erring(scale), scale, true));
		assertThat(found.values).isEqualTo(plane.apply(new Erring(scale)).values);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.3", "2", "3x2", "4" })
	void blocksEqualTheWhole(final String factor) {
		final Scale scale = Scale.parse(factor);
		final Plane plane = plane(61, 47, (x, y) -> 0.5 + 0.02 * Math.sin(0.4 * x) * Math.cos(0.01 * y * y));
		final BlockOperator smooth = new Smooth(new Erring(scale), scale, true);
		assertThat(plane.apply(smooth, 23, 19).values).isEqualTo(plane.apply(smooth).values);
	}
}
