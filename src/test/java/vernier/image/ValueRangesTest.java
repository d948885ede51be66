package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;

class ValueRangesTest {

	private static ValueRange of(final RandomAccessibleInterval<?> image) {
		return ValueRanges.of(PlaneStack.of(image), 0, Progress.NONE);
	}

	@Test
	void bytesAndColourHaveTheirOwnRange() {
		assertThat(of(ArrayImgs.unsignedBytes(3, 3))).isEqualTo(ValueRange.BYTE);
		assertThat(of(ArrayImgs.argbs(3, 3))).isEqualTo(ValueRange.BYTE);
	}

	@Test
	void othersHaveTheirLeastAndGreatestValueOfAllPlanes() {
		assertThat(of(ArrayImgs.unsignedShorts(new short[] { 7, 100, 40000 - 65536, 9 }, 2, 1, 2)))
			.isEqualTo(new ValueRange(7, 40000, (7 + 100 + 40000 + 9) / 4.0));
		assertThat(of(ArrayImgs.shorts(new short[] { -7, 5, 12, 2 }, 2, 1, 2))).isEqualTo(new ValueRange(-7, 12, 3));
		assertThat(of(ArrayImgs.floats(new float[] { -0.5f, 1.5f, 0, 3 }, 2, 1, 2)))
			.isEqualTo(new ValueRange(-0.5, 3, 1));
		assertThat(of(Views.rotate(ArrayImgs.unsignedShorts(new short[] { 3, 5 }, 2, 1), 0, 1)))
			.isEqualTo(new ValueRange(3, 5, 4));
	}

	@Test
	void channelsHaveTheirOwnRanges() {
		final PlaneStack flat = PlaneStack.of(ArrayImgs.floats(new float[] { 0, 1, 10, 20, 2, 3, 30, 40 }, 2, 1, 4));
		final PlaneStack channels = new PlaneStack() {

			@Override
			public long width() {
				return 2;
			}

			@Override
			public long height() {
				return 1;
			}

			@Override
			public int size() {
				return 4;
			}

			@Override
			public RandomAccessibleInterval<?> plane(final int index) {
				return flat.plane(index);
			}

			@Override
			public int rangeGroup(final int index) {
				return index % 2;
			}
		};
		assertThat(ValueRanges.of(channels, 0, Progress.NONE)).isEqualTo(new ValueRange(0, 3, 1.5));
		assertThat(ValueRanges.of(channels, 1, Progress.NONE)).isEqualTo(new ValueRange(10, 40, 25));
		assertThat(ValueRanges.of(channels, 2, Progress.NONE)).isEqualTo(new ValueRange(0, 1, 0));
	}

	@Test
	void aHotPixelDoesNotSqueezeTheSignal() {
		final Random random = new Random(3);
		final short[] shorts = new short[100 * 100];
		final float[] floats = new float[100 * 100];
		for (int i = 0; i < shorts.length; i++)
			floats[i] = shorts[i] = (short) (1000 + random.nextInt(101));
		floats[17] = shorts[17] = 30000;
		floats[18] = shorts[18] = 0;
		for (final RandomAccessibleInterval<?> image : List.of(ArrayImgs.unsignedShorts(shorts, 100, 100),
			ArrayImgs.floats(floats, 100, 100)))
		{
			final ValueRange range = of(image);
			assertThat(range.max()).isCloseTo(1000 + 8 * 100, within(10.0));
			assertThat(range.min()).isCloseTo(1100 - 8 * 100, within(10.0));
			// what depends on the range's width is not to depend on them at all
			final ValueRange without = ValueRanges.withoutOutliers(PlaneStack.of(image), 0, Progress.NONE);
			assertThat(without.max()).isBetween(1099.0, 1100.0);
			assertThat(without.min()).isBetween(1000.0, 1001.0);
		}
		// without them the ends are exact
		floats[17] = floats[18] = 1000.5f;
		assertThat(of(ArrayImgs.floats(floats, 100, 100))).extracting(ValueRange::min, ValueRange::max)
			.containsExactly(1000.0, 1100.0);
	}

	@Test
	void brightSpotsAreNoOutliers() {
		final float[] floats = new float[256 * 256];
		final Random random = new Random(4);
		for (int i = 0; i < floats.length; i++) {
			final double x = i % 256 % 64 - 32, y = i / 256 % 64 - 32;
			floats[i] = (float) (100 + 5 * random.nextGaussian() + 400 * Math.exp(-(x * x + y * y) / (2 * 1.3 * 1.3)));
		}
		final PlaneStack image = PlaneStack.of(ArrayImgs.floats(floats, 256, 256));
		assertThat(ValueRanges.withoutOutliers(image, 0, Progress.NONE)).isEqualTo(ValueRanges.of(image, 0, Progress.NONE));
	}

	@Test
	void fewSpotsOnAConstantBackgroundAreTheSignal() {
		final short[] shorts = new short[100 * 100];
		shorts[5] = 500;
		assertThat(ValueRanges.withoutOutliers(PlaneStack.of(ArrayImgs.unsignedShorts(shorts, 100, 100)), 0, Progress.NONE)
			.max()).isEqualTo(500);
		assertThat(of(ArrayImgs.unsignedShorts(shorts, 100, 100))).isEqualTo(new ValueRange(0, 500, 0.05));
	}

	@Test
	void constantEmptyAndSingleValuesGiveAUsableRange() {
		assertThat(of(ArrayImgs.floats(new float[] { 4, 4, 4 }, 3, 1))).isEqualTo(new ValueRange(4, 4 + Math.ulp(4f), 4));
		assertThat(of(ArrayImgs.unsignedShorts(1, 1))).isEqualTo(new ValueRange(0, Float.MIN_VALUE, 0));
		final float[] none = new float[6];
		Arrays.fill(none, Float.NaN);
		none[2] = Float.POSITIVE_INFINITY;
		assertThat(of(ArrayImgs.floats(none, 3, 2))).isEqualTo(new ValueRange(0, 1, 0));
		none[3] = 8;
		none[4] = 10;
		assertThat(of(ArrayImgs.floats(none, 3, 2))).isEqualTo(new ValueRange(8, 10, 9));
		assertThat(of(ArrayImgs.doubles(new double[] { 1e20, 1e20 }, 2, 1)).width()).isPositive();
	}

	@Test
	void largeImagesAreSampledTheSameWayEveryTime() {
		final float[] floats = new float[2048 * 1024];
		final Random random = new Random(9);
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) random.nextGaussian();
		floats[0] = 1000;
		final ValueRange range = of(ArrayImgs.floats(floats, 2048, 1024));
		assertThat(range).isEqualTo(of(ArrayImgs.floats(floats, 2048, 1024)));
		assertThat(range.max()).isCloseTo(-3.09 + 8 * 6.18, within(1.0));
	}

	@Test
	void reportsProgressAndCanBeCancelled() {
		final List<Double> seen = new ArrayList<>();
		ValueRanges.of(PlaneStack.of(ArrayImgs.floats(4, 4, 5)), 0, seen::add);
		assertThat(seen).containsExactly(0.2, 0.4, 0.6, 0.8, 1.0);
		assertThatThrownBy(() -> ValueRanges.of(PlaneStack.of(ArrayImgs.floats(4, 4, 5)), 0, Cancelled.PROGRESS))
			.isInstanceOf(CancelledException.class);
	}
}
