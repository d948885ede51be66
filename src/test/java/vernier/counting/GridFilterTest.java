package vernier.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Random;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import vernier.image.CsvTable;
import vernier.image.Region;
import vernier.inference.BlockOperator.Block;

class GridFilterTest {

	@Property(tries = 200)
	void noMassIsLostOrMade(@ForAll @IntRange(min = 1, max = 40) final int width,
		@ForAll @IntRange(min = 1, max = 40) final int height, @ForAll @IntRange(min = 1, max = 60) final int toWidth,
		@ForAll @IntRange(min = 1, max = 60) final int toHeight, @ForAll final long seed)
	{
		final float[] source = random(width * height, seed);
		final GridFilter filter = new GridFilter(AxisWeights.mass(width, toWidth), AxisWeights.mass(height, toHeight), 1);
		final float[] target = run(filter, source, width, height, new Region(0, 0, toWidth, toHeight));
		assertThat(sum(target)).isCloseTo(sum(source), within(1e-5 * (1 + sum(source))));
	}

	/** Where pixels are cut into equal blocks, a block's mass is the pixel's, and back again. */
	@Test
	void blockSumsAreConserved() {
		final float[] source = random(6 * 4, 3);
		final float[] fine = run(new GridFilter(AxisWeights.mass(6, 18), AxisWeights.mass(4, 8), 1), source, 6, 4, new Region(
			0, 0, 18, 8));
		for (int y = 0; y < 4; y++)
			for (int x = 0; x < 6; x++) {
				double block = 0;
				for (int i = 0; i < 6; i++)
					block += fine[(2 * y + i / 3) * 18 + 3 * x + i % 3];
				assertThat(block).isCloseTo(source[y * 6 + x], within(1e-6));
			}
		final float[] back = run(new GridFilter(AxisWeights.mass(18, 6), AxisWeights.mass(8, 4), 1), fine, 18, 8, new Region(0,
			0, 6, 4));
		for (int i = 0; i < back.length; i++)
			assertThat(back[i]).isCloseTo(source[i], within(1e-6f));
	}

	@Property(tries = 100)
	void blocksEqualTheWhole(@ForAll @IntRange(min = 2, max = 30) final int width,
		@ForAll @IntRange(min = 2, max = 50) final int toWidth, @ForAll @IntRange(min = 0, max = 2) final int kind,
		@ForAll final long seed)
	{
		final AxisWeights axis = kind == 0 ? AxisWeights.mass(width, toWidth) : kind == 1 ? AxisWeights.mean(width, toWidth)
			: AxisWeights.linear(width, toWidth);
		final GridFilter filter = new GridFilter(axis, axis, 1);
		final float[] source = random(width * width, seed);
		final float[] whole = run(filter, source, width, width, new Region(0, 0, toWidth, toWidth));
		final Random random = new Random(seed);
		for (int i = 0; i < 5; i++) {
			final int x = random.nextInt(toWidth);
			final int y = random.nextInt(toWidth);
			final Region part = new Region(x, y, 1 + random.nextInt(toWidth - x), 1 + random.nextInt(toWidth - y));
			final float[] block = run(filter, source, width, width, part);
			for (int j = 0; j < block.length; j++)
				assertThat(block[j]).isEqualTo(whole[(y + j / part.width()) * toWidth + x + j % part.width()]);
		}
	}

	/** What models are trained on is resampled by OpenCV, see make_counting.py. */
	@Test
	void agreesWithOpenCv() {
		final int width = 37;
		final int height = 23;
		final float[] picture = new float[width * height];
		for (int i = 0; i < picture.length; i++) {
			final int x = i % width;
			final int y = i / width;
			picture[i] = (x * x + 3 * x * y + 7 * y * y) % 101;
		}
		final CsvTable known = CountingFixtures.table("resampling.csv");
		for (int i = 0; i < known.size(); i++) {
			final int toWidth = (int) known.number(i, "width");
			final int toHeight = (int) known.number(i, "height");
			final boolean larger = toWidth > width;
			final GridFilter filter = new GridFilter(larger ? AxisWeights.linear(width, toWidth) : AxisWeights.mean(width,
				toWidth), larger ? AxisWeights.linear(height, toHeight) : AxisWeights.mean(height, toHeight), 1);
			final Region pixel = new Region((long) known.number(i, "x"), (long) known.number(i, "y"), 1, 1);
			assertThat(run(filter, picture, width, height, pixel)[0]).as("row " + i).isCloseTo((float) known.number(i, "value"),
				within(2e-3f));
		}
	}

	@Test
	void meansAndLines() {
		final float[] row = { 1, 3, 5, 7 };
		assertThat(run(new GridFilter(AxisWeights.mean(4, 2), AxisWeights.same(1), 1), row, 4, 1, new Region(0, 0, 2, 1)))
			.containsExactly(2, 6);
		// of three pixels over four, the first covers one and a third
		assertThat(run(new GridFilter(AxisWeights.mean(4, 3), AxisWeights.same(1), 1), row, 4, 1, new Region(0, 0, 3, 1))[0])
			.isCloseTo(1.5f, within(1e-6f));
		assertThat(run(new GridFilter(AxisWeights.linear(4, 8), AxisWeights.same(1), 1), row, 4, 1, new Region(0, 0, 8, 1)))
			.containsExactly(1, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7);
		assertThat(run(new GridFilter(AxisWeights.linear(1, 3), AxisWeights.same(1), 1), new float[] { 4 }, 1, 1, new Region(0,
			0, 3, 1))).containsExactly(4, 4, 4);
	}

	/** Gives the filter just the block that it asks for. */
	private static float[] run(final GridFilter filter, final float[] source, final int width, final int height,
		final Region target)
	{
		final Region needed = filter.source(target, width, height);
		final FloatBuffer in = FloatBuffer.allocate((int) needed.size());
		for (int y = 0; y < needed.height(); y++)
			for (int x = 0; x < needed.width(); x++)
				in.put(y * needed.width() + x, source[(int) (needed.y() + y) * width + (int) needed.x() + x]);
		final float[] out = new float[(int) target.size()];
		filter.compute(new Block(needed, width, height, target), in, FloatBuffer.wrap(out));
		return out;
	}

	private static float[] random(final int n, final long seed) {
		final Random random = new Random(seed);
		final float[] values = new float[n];
		for (int i = 0; i < n; i++)
			values[i] = random.nextFloat();
		return values;
	}

	private static double sum(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += value;
		return sum;
	}
}
