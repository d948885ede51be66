package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;

class ExposureTest {

	private final Exposure exposure = new Exposure("counts are too low");

	private float add(final RandomAccessibleInterval<?> plane, final int sign) {
		return exposure.add(plane, sign, Progress.NONE);
	}

	@Test
	void ordinaryPlanesAreNothingToTell() {
		final byte[] ramp = new byte[200];
		for (int i = 0; i < ramp.length; i++)
			ramp[i] = (byte) i;
		assertThat(add(ArrayImgs.unsignedBytes(ramp, 20, 10), 1)).isEqualTo(199);
		assertThat(add(ArrayImgs.unsignedBytes(ramp, 20, 10), -1)).isZero();
		assertThat(exposure.lines()).isEmpty();
	}

	@Test
	void onePlaneOfOneValue() {
		add(ArrayImgs.unsignedShorts(7, 5), 1);
		assertThat(exposure.lines()).containsExactly("All pixels have the value 0: there is nothing to be found");
	}

	@Test
	void onePlaneWithoutValues() {
		assertThat(add(ArrayImgs.floats(new float[] { Float.NaN, Float.POSITIVE_INFINITY }, 2, 1), 1)).isEqualTo(
			Float.NEGATIVE_INFINITY);
		assertThat(exposure.lines()).containsExactly("No pixel has a finite value: nothing can be known");
	}

	@Test
	void aPlaneThatIsSaturatedThroughout() {
		final byte[] white = new byte[6];
		Arrays.fill(white, (byte) 255);
		add(ArrayImgs.unsignedBytes(white, 3, 2), 1);
		assertThat(exposure.isBlind()).isTrue();
		assertThat(exposure.lines()).containsExactly(
			"All pixels have the value 255, the greatest possible: the image is saturated, and nothing can be known");
		add(ArrayImgs.unsignedBytes(3, 2), 1);
		assertThat(exposure.isBlind()).isFalse();
		assertThat(exposure.lines()).endsWith("1 of 2 planes are saturated throughout or have no finite value: nothing can be " +
			"known of them");
	}

	@Test
	void aTwentiethAtTheTop() {
		final float[] values = new float[100];
		for (int i = 0; i < values.length; i++)
			values[i] = i < 5 ? 255 : i;
		add(ArrayImgs.floats(values, 10, 10), 1);
		assertThat(exposure.lines()).containsExactly(
			"5.0 % of the pixels have the greatest value: where an image is saturated, counts are too low");
	}

	/** For dark objects the lower end counts, and a white ground is as it should be. */
	@Test
	void severalPlanesAreOneLine() {
		final float[] values = new float[100];
		for (int i = 0; i < values.length; i++)
			values[i] = i < 4 ? 0 : i < 50 ? i : 255;
		add(ArrayImgs.floats(values, 10, 10), -1);
		add(ArrayImgs.floats(new float[100], 10, 10), -1);
		assertThat(exposure.lines()).containsExactly("1 of 2 planes have one value throughout: there is nothing to be found in " +
			"them", "In 1 of 2 planes up to 4.0 % of the pixels have one extreme value: where an image is saturated, counts are " +
				"too low");
	}
}
