package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;

import vernier.inference.Around;

class ColourDetailTest {

	private static final Scale TWICE = Scale.of(2);

	/** Knows the luma at the finer grid: an edge at a column. */
	private static final class Edge extends Around {

		private final int column;
		private final float left;
		private final float right;

		Edge(final int column, final float left, final float right) {
			super(Resampler.enlarging(TWICE, 1));
			this.column = column;
			this.left = left;
			this.right = right;
		}

		@Override
		public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
			for (int y = 0, i = 0; y < block.target().height(); y++)
				for (int x = 0; x < block.target().width(); x++)
					target.put(i++, block.target().x() + x < column ? left : right);
		}

		@Override
		public long memory(final int targetWidth, final int targetHeight) {
			return inner.memory(targetWidth, targetHeight);
		}
	}

	private static Plane coloured(final int edge, final float[] left, final float[] right) {
		final Plane plane = new Plane(3, 20, 12);
		for (int c = 0, i = 0; c < 3; c++)
			for (int y = 0; y < 12; y++)
				for (int x = 0; x < 20; x++)
					plane.values[i++] = x < edge ? left[c] : right[c];
		return plane;
	}

	private static float luma(final float r, final float g, final float b) {
		return 0.299f * r + 0.587f * g + 0.114f * b;
	}

	@Test
	void anEdgeBetweenOppositeColoursIsSharpInEach() {
		final Plane red = coloured(9, new float[] { 1, 0, 0 }, new float[] { 0, 1, 1 });
		final Plane found = red.apply(new ColourDetail(new Edge(18, 0.299f, 0.701f), TWICE));
		for (int x = 0; x < 40; x++)
			for (int c = 0; c < 3; c++)
				assertThat(found.get(c, x, 7)).isCloseTo(x < 18 == (c == 0) ? 1 : 0, within(0.1f));
	}

	@Test
	void theLumaIsThatOfTheNetworkAndBlocksAreThoseOfTheWhole() {
		final Plane random = Plane.random(3, 31, 23, 5);
		final ColourDetail operator = new ColourDetail(new Edge(30, 0.2f, 0.7f), TWICE);
		final Plane found = random.apply(operator);
		for (int y = 0; y < found.height; y++)
			for (int x = 0; x < found.width; x++)
				assertThat(luma(found.get(0, x, y), found.get(1, x, y), found.get(2, x, y)))
					.isCloseTo(x < 30 ? 0.2f : 0.7f, within(1e-4f));
		assertThat(random.apply(operator, 17, 13).values).isEqualTo(found.values);
	}

	@Test
	void grayStaysGray() {
		final Plane gray = coloured(9, new float[] { 0.2f, 0.2f, 0.2f }, new float[] { 0.7f, 0.7f, 0.7f });
		final Plane found = gray.apply(new ColourDetail(new Edge(18, 0.2f, 0.7f), TWICE));
		for (int x = 0; x < 40; x++)
			for (int c = 0; c < 3; c++)
				assertThat(found.get(c, x, 7)).isCloseTo(x < 18 ? 0.2f : 0.7f, within(1e-4f));
	}
}
