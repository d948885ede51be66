package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import vernier.image.Region;
import vernier.inference.BlockOperator;
import vernier.inference.BlockOperator.Block;

class ResamplerTest {

	@Test
	void matchesReference() {
		final List<String> lines = Plane.lines("/superres/resize.csv");
		final Plane image = Plane.parse(lines.get(0));
		assertThat(lines).hasSize(7);
		for (final String line : lines.subList(1, lines.size())) {
			final double scale = Double.parseDouble(line.split(",")[0]);
			final Plane expected = Plane.parse(line);
			final Plane result = image.apply(new Resampler(scale, scale, 1));
			// the reference rounds sizes up; pixels that both have are the same
			assertThat(result.width).isBetween(expected.width - 1, expected.width);
			for (int y = 0; y < result.height; y++)
				for (int x = 0; x < result.width; x++)
					assertThat(result.get(0, x, y)).isCloseTo(expected.get(0, x, y), within(1e-6f));
		}
	}

	@Property(tries = 300)
	void blocksEqualWhole(@ForAll @IntRange(min = 1, max = 40) final int width,
		@ForAll @IntRange(min = 1, max = 40) final int height, //
		@ForAll @Scale(6) @DoubleRange(min = 0.125, max = 8) final double scaleX,
		@ForAll @Scale(6) @DoubleRange(min = 0.125, max = 8) final double scaleY,
		@ForAll @IntRange(min = 1, max = 50) final int blockX, @ForAll @IntRange(min = 1, max = 50) final int blockY)
	{
		final Plane image = Plane.random(2, width, height, 5);
		final Resampler resampler = new Resampler(scaleX, scaleY, 2);
		assertThat(image.apply(resampler, blockX, blockY).values).isEqualTo(image.apply(resampler).values);
	}

	@Property(tries = 100)
	void constantsStay(@ForAll @IntRange(min = 1, max = 30) final int size,
		@ForAll @Scale(6) @DoubleRange(min = 0.125, max = 8) final double scale)
	{
		final Plane image = new Plane(1, size, size + 3);
		Arrays.fill(image.values, 300);
		for (final float value : image.apply(new Resampler(scale, 1 / scale, 1)).values)
			assertThat(value).isCloseTo(300, within(1e-3f));
	}

	@Property(tries = 100)
	void rampsAreReproducedByTheHalfPixelRule(@ForAll @Scale(6) @DoubleRange(min = 1, max = 8) final double scaleX,
		@ForAll @Scale(6) @DoubleRange(min = 1, max = 8) final double scaleY)
	{
		final Plane image = new Plane(1, 20, 20);
		for (int i = 0; i < image.values.length; i++)
			image.values[i] = 2 * (i % 20) - 3 * (i / 20);
		final Plane result = image.apply(new Resampler(scaleX, scaleY, 1));
		int compared = 0;
		for (int y = 0; y < result.height; y++)
			for (int x = 0; x < result.width; x++) {
				final double sourceX = (x + 0.5) / scaleX - 0.5;
				final double sourceY = (y + 0.5) / scaleY - 0.5;
				if (Math.min(sourceX, sourceY) < 1 || Math.max(sourceX, sourceY) > 18)
					continue;
				assertThat((double) result.get(0, x, y)).isCloseTo(2 * sourceX - 3 * sourceY, within(1e-4));
				compared++;
			}
		assertThat(compared).isGreaterThan(200);
	}

	@Test
	void halvingCentresBetweenPixels() {
		final Plane image = new Plane(1, 40, 40);
		for (int i = 0; i < image.values.length; i++)
			image.values[i] = i % 40;
		assertThat(image.apply(new Resampler(0.5, 0.5, 1)).get(0, 10, 10)).isCloseTo(20.5f, within(1e-5f));
	}

	@Test
	void scaleOneIsIdentity() {
		final Plane image = Plane.random(1, 9, 7, 1);
		assertThat(image.apply(new Resampler(1, 1, 1)).values).isEqualTo(image.values);
	}

	@Test
	void worksFarOutInHugePlanes() {
		final long far = 1L << 33;
		final Resampler resampler = new Resampler(1.5, 1.5, 1);
		final Region target = new Region(far * 3 / 2, far * 3 / 2, 3, 3);
		final Region source = resampler.source(target, 2 * far, 2 * far);
		assertThat(source.x()).isEqualTo(far - 2);
		final FloatBuffer ramp = FloatBuffer.allocate((int) source.size());
		for (int i = 0; i < ramp.capacity(); i++)
			ramp.put(i, i % source.width());
		final FloatBuffer result = FloatBuffer.allocate(9);
		resampler.compute(new Block(source, 2 * far, 2 * far, target), ramp, result);
		assertThat(result.get(4)).isCloseTo(2.5f, within(1e-5f));
	}

	@Test
	void refusesABlockThatIsTooSmall() {
		final Region all = new Region(0, 0, 4, 4);
		assertThatThrownBy(() -> new Resampler(2, 2, 1).compute(new Block(new Region(0, 0, 2, 4), 4, 4, all), //
			FloatBuffer.allocate(16), FloatBuffer.allocate(16))).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void theWeightsOfWholeScalesRepeatBitByBit() {
		for (int scale = 2; scale <= 8; scale++) {
			final CubicKernel kernel = new CubicKernel(scale);
			for (long i = 0; i < scale; i++)
				for (final long far : new long[] { 1, 7, 1_000_003, 123_456_789_012L }) {
					assertThat(kernel.weights(i + far * scale)).containsExactly(kernel.weights(i));
					assertThat(kernel.first(i + far * scale)).isEqualTo(kernel.first(i) + far);
				}
			assertThat(new Resampler(scale, scale, 3).shift()).contains(new BlockOperator.Shift(1, scale));
		}
		assertThat(new Resampler(1.5, 1.5, 1).shift()).isEmpty();
		assertThat(new Resampler(2, 3, 1).shift()).isEmpty();
		assertThat(new Resampler(0.5, 0.5, 1).shift()).isEmpty();
	}
}
