package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class NonFiniteTest {

	@Property(tries = 200)
	void everyPixelOfANonFiniteSourcePixelIsRestoredAndNoOther(@ForAll @IntRange(min = 1, max = 12) final int width,
		@ForAll @IntRange(min = 1, max = 12) final int height,
		@ForAll @DoubleRange(min = 0.3, max = 5) final double factorX,
		@ForAll @DoubleRange(min = 0.3, max = 5) final double factorY, @ForAll final int seed)
	{
		final Random random = new Random(seed);
		final float[] special = { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1 };
		final float[] source = new float[width * height];
		for (int i = 0; i < source.length; i++)
			source[i] = special[random.nextInt(4)];
		final int targetWidth = Math.max(1, (int) Math.ceil(width * factorX));
		final int targetHeight = Math.max(1, (int) Math.round(height * factorY));
		final float[] target = new float[targetWidth * targetHeight];
		final long restored = NonFinite.restore(ArrayImgs.floats(source, width, height),
			ArrayImgs.floats(target, targetWidth, targetHeight), factorX, factorY);
		long expected = 0;
		for (int y = 0; y < targetHeight; y++)
			for (int x = 0; x < targetWidth; x++) {
				final int fromX = Math.min(width - 1, (int) Math.floor((x + 0.5) / factorX));
				final int fromY = Math.min(height - 1, (int) Math.floor((y + 0.5) / factorY));
				final float from = source[fromY * width + fromX];
				assertThat((Float) target[y * targetWidth + x]).isEqualTo((Float) (Float.isFinite(from) ? 0 : from));
				if (!Float.isFinite(from))
					expected++;
			}
		assertThat(restored).isEqualTo(expected);
	}

	@Test
	void integerAndColourPlanesAreLeftAlone() {
		assertThat(NonFinite.restore(ArrayImgs.unsignedBytes(3, 3), ArrayImgs.unsignedBytes(6, 6), 2, 2)).isZero();
		assertThat(NonFinite.restore(ArrayImgs.argbs(3, 3), ArrayImgs.argbs(6, 6), 2, 2)).isZero();
	}

	@Test
	void doublesAreRestoredToo() {
		final double[] target = new double[4];
		final double[] source = { 2, Double.NaN };
		NonFinite.restore(ArrayImgs.doubles(source, 2, 1), ArrayImgs.doubles(target, 4, 1), 2, 1);
		assertThat(target).containsExactly(0, 0, Double.NaN, Double.NaN);
	}
}
