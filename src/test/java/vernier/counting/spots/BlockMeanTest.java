package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.Progress;

class BlockMeanTest {

	/** The last column and row are of what there is; what is not finite does not count. */
	@Test
	void everySquareIsItsMean() {
		final float[] pixels = { 1, 2, 3, 4, 10, //
			3, 4, 5, Float.NaN, 20, //
			Float.NaN, Float.POSITIVE_INFINITY, 7, 9, 30 };
		final RandomAccessibleInterval<FloatType> mean = BlockMean.of(ArrayImgs.floats(pixels, 5, 3), 2, Progress.NONE);
		assertThat(mean.dimensionsAsLongArray()).containsExactly(3, 2);
		final float[][] expected = { { 2.5f, 4, 15 }, { Float.NaN, 8, 30 } };
		for (int y = 0; y < 2; y++)
			for (int x = 0; x < 3; x++)
				assertThat(mean.getAt(x, y).get()).isEqualTo(Float.valueOf(expected[y][x]));
	}

	/** Wider than one cell of the result. */
	@Test
	void integersAndLargePlanesToo() {
		final short[] pixels = new short[1000 * 6];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (short) (60_000 + i % 1000);
		final RandomAccessibleInterval<FloatType> mean = BlockMean.of(ArrayImgs.unsignedShorts(pixels, 1000, 6), 3,
			Progress.NONE);
		assertThat(mean.dimensionsAsLongArray()).containsExactly(334, 2);
		for (int x = 0; x < 333; x++)
			assertThat(mean.getAt(x, 1).get()).isEqualTo(60_001 + 3 * x);
		assertThat(mean.getAt(333, 1).get()).isEqualTo(60_999);
	}

	@Test
	void canBeCancelled() {
		assertThatThrownBy(() -> BlockMean.of(ArrayImgs.bytes(4, 4), 2, Cancelled.PROGRESS)).isInstanceOf(
			CancelledException.class);
	}
}
