package vernier.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.Region;
import vernier.inference.BlockOperator.Block;

class HotPixelsTest {

	private static final int SIDE = 20;

	private static float[] noise(final long seed) {
		final Random random = new Random(seed);
		final float[] noise = new float[SIDE * SIDE];
		for (int i = 0; i < noise.length; i++)
			noise[i] = (float) (100 + 5 * random.nextGaussian());
		return noise;
	}

	private static float[] run(final int sign, final float[] image, final Region target) {
		final HotPixels hot = new HotPixels();
		hot.set(sign);
		final Region source = hot.source(target, SIDE, SIDE);
		final FloatBuffer part = FloatBuffer.allocate((int) source.size());
		for (int i = 0; i < source.size(); i++)
			part.put(i, image[(int) ((source.y() + i / source.width()) * SIDE + source.x() + i % source.width())]);
		final float[] result = new float[(int) target.size()];
		hot.compute(new Block(source, SIDE, SIDE, target), part, FloatBuffer.wrap(result));
		return result;
	}

	private static float[] whole(final int sign, final float[] image) {
		return run(sign, image, new Region(0, 0, SIDE, SIDE));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, -1 })
	void singlePixelsAreLoweredAlsoAtTheCorner(final int sign) {
		final float[] image = noise(1);
		final int[] places = { 0, 7 * SIDE + 5, SIDE * SIDE - 1 };
		for (final int at : places)
			image[at] = 100 + sign * 3000;
		final float[] result = whole(sign, image);
		for (final int at : places)
			assertThat(result[at]).isBetween(75f, 125f);
		// to the other side nothing stands out
		assertThat(whole(-sign, image)).isEqualTo(image);
	}

	@Test
	void whatHasTwoPixelsOrNoneStays() {
		final float[] image = noise(2);
		assertThat(whole(1, image)).isEqualTo(image);
		image[100] = 3000;
		image[101] = 2900;
		image[210] = Float.NaN;
		assertThat(whole(1, image)).isEqualTo(image);
	}

	@Test
	void blocksEqualTheWhole() {
		final float[] image = noise(3);
		for (int i = 0; i < image.length; i += 37)
			image[i] = 900;
		final float[] whole = whole(1, image);
		final Region part = new Region(3, 5, 9, 8);
		final float[] block = run(1, image, part);
		for (int i = 0; i < block.length; i++)
			assertThat(block[i]).isEqualTo(whole[(5 + i / 9) * SIDE + 3 + i % 9]);
	}
}
