package vernier.superres.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.img.array.ArrayImgs;
import vernier.image.Progress;

class ThickStackTest {

	/** Every fourth voxel is looked at here, and rows are as long as many times four voxels. */
	@Test
	void theRangeOfALargeVolumeIsThatOfAllItsColumns() {
		final int side = 256;
		final byte[] plane = new byte[side * side];
		for (int i = 0; i < plane.length; i++)
			plane[i] = (byte) (i % 4 == 0 ? 0 : i % 4 == 1 ? 50 : 100);
		final ThickStack stack = ThickStack.load(Collections.nCopies(64, ArrayImgs.unsignedBytes(plane, side, side)), 2,
			Progress.NONE);
		assertThat(stack.range().min()).isZero();
		assertThat(stack.range().max()).isEqualTo(100);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1e9, -3e12, 0.25, 0 })
	void smallStepsOnALargeOffsetAreKept(final double offset) {
		final double[] values = new double[60];
		for (int i = 0; i < values.length; i++)
			values[i] = offset + i * 37 % 31;
		values[40] = Double.POSITIVE_INFINITY;
		values[41] = Double.NEGATIVE_INFINITY;
		values[42] = Double.NaN;
		for (int thick = 0; thick < 3; thick++) {
			final var planes = IntStream.range(0, 3).mapToObj(z -> ArrayImgs.doubles(Arrays.copyOfRange(values, 20 * z, 20 * (z +
				1)), 5, 4)).toList();
			final ThickStack stack = ThickStack.load(planes, thick, Progress.NONE);
			assertThat(stack.range().min()).isEqualTo(offset);
			for (int i = 0; i < values.length; i++) {
				final int[] at = { i % 5, i / 5 % 4, i / 20 };
				final float found = stack.slices()[at[thick]][at[ThickStack.vAxis(thick)] * stack.nu() + at[ThickStack.uAxis(
					thick)]];
				assertThat(found * stack.range().width() + stack.range().min()).isEqualTo(values[i], within(1e-3));
			}
		}
	}

	@Test
	void whatIsConstantHasARange() {
		for (final double value : new double[] { 1e9, -5e12, 1e17, 0 }) {
			final ThickStack stack = ThickStack.load(Collections.nCopies(2, ArrayImgs.doubles(new double[] { value, value }, 2,
				1)), 2, Progress.NONE);
			assertThat(stack.range().min()).isEqualTo(value, within(Math.abs(value) * 1e-7));
			assertThat(stack.slices()[1]).containsExactly(0, 0);
		}
	}
}
