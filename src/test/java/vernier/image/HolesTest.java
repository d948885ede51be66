package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class HolesTest {

	private static final ValueRange RANGE = new ValueRange(0, 100, 40);

	private static float[] read(final BlockReader reader, final Region region) {
		final FloatBuffer block = FloatBuffer.allocate((int) region.size());
		reader.read(region, block);
		return block.array();
	}

	private static float[] ramp(final int width, final int height) {
		final float[] pixels = new float[width * height];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = i % width + 2 * (i / width);
		return pixels;
	}

	@Test
	void aHoleInARampDoesNotShow() {
		final float[] whole = read(Planes.reader(ArrayImgs.floats(ramp(20, 15), 20, 15), RANGE), new Region(0, 0, 20, 15));
		for (final float none : new float[] { Float.NaN, Float.POSITIVE_INFINITY }) {
			final float[] pixels = ramp(20, 15);
			pixels[7 * 20 + 9] = none;
			final float[] found = read(Planes.reader(ArrayImgs.floats(pixels, 20, 15), RANGE), new Region(0, 0, 20, 15));
			for (int i = 0; i < found.length; i++)
				assertThat(found[i]).isCloseTo(whole[i], within(1e-6f));
		}
	}

	/** Next to the values as these are, and the mean far from all. */
	@Test
	void whatIsBeyondTheRimGoesOverToTheMean() {
		final float[] pixels = new float[60];
		Arrays.fill(pixels, 1, 60, Float.NaN);
		pixels[0] = 90;
		final float[] found = read(Planes.reader(ArrayImgs.floats(pixels, 60, 1), RANGE), new Region(0, 0, 60, 1));
		assertThat(found[8]).isEqualTo(0.9f);
		for (int i = 1; i < 60; i++)
			assertThat(found[i]).isBetween(0.4f, found[i - 1]);
		assertThat(found[17]).isEqualTo(0.4f);
	}

	@Test
	void everyPartIsReadAsThatOfTheWhole() {
		final Random random = new Random(5);
		final int width = 340, height = 290;
		final float[] pixels = ramp(width, height);
		for (int hole = 0; hole < 40; hole++) {
			final int size = 1 + random.nextInt(70), left = random.nextInt(width), top = random.nextInt(height);
			for (int y = top; y < Math.min(height, top + size); y++)
				for (int x = left; x < Math.min(width, left + size); x++)
					pixels[y * width + x] = hole % 5 == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
		}
		final BlockReader reader = Planes.reader(ArrayImgs.floats(pixels, width, height), RANGE);
		final Region all = new Region(0, 0, width, height);
		final float[] whole = read(reader, all);
		for (int part = 0; part < 200; part++) {
			final int x = random.nextInt(width), y = random.nextInt(height);
			final Region region = new Region(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
			final float[] found = read(reader, region);
			for (int i = 0; i < found.length; i++)
				if (found[i] != whole[all.index(x + i % region.width(), y + i / region.width())])
					assertThat(found[i]).as(region + " at " + i).isEqualTo(whole[all.index(x + i % region.width(), y + i / region
						.width())]);
		}
	}

	/** As its pixels are read: no mean where values reach into it. */
	@Test
	void aHoleIsConstantWhereNoValueReaches() {
		final float[] pixels = new float[100 * 100];
		Arrays.fill(pixels, Float.NaN);
		pixels[0] = 90;
		final BlockReader reader = Planes.reader(ArrayImgs.floats(pixels, 100, 100), RANGE);
		assertThat(reader.constant(new Region(17, 0, 83, 100))).hasValueSatisfying(value -> assertThat(value)
			.containsExactly(0.4f));
		assertThat(reader.constant(new Region(16, 0, 84, 100))).isEmpty();
		assertThat(read(reader, new Region(17, 0, 83, 100))).containsOnly(0.4f);
	}

	@Test
	void rawValuesStayAsTheyAre() {
		final float[] pixels = { 1, Float.NaN, 3 };
		assertThat(read(Planes.reader(ArrayImgs.floats(pixels, 3, 1), ValueRange.RAW), new Region(0, 0, 3, 1))) //
			.containsExactly(1, Float.NaN, 3);
	}
}
