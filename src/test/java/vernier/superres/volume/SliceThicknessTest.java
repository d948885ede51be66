package vernier.superres.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.Progress;

/** On textures that look the same in every direction, whose thick slices are known in closed form. */
class SliceThicknessTest {

	private static final int SIDE = 60;
	private static final int WAVES = 12;
	private static final int[][] ORDERS = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	/** Waves in random directions, each along every axis in turn; a Gaussian profile damps each by its frequency along z. */
	private static Img<FloatType> texture(final double factor, final double thickness, final long seed) {
		final Random random = new Random(seed);
		final int slices = (int) (SIDE / factor);
		final float[] values = new float[SIDE * SIDE * slices];
		Arrays.fill(values, 1000);
		final double sigma = thickness * factor / 2.3548;
		for (int wave = 0; wave < WAVES; wave++) {
			final double[] direction = { random.nextGaussian(), random.nextGaussian(), random.nextGaussian() };
			// wavelengths from 5 to 40 voxels
			final double frequency = 2 * Math.PI / (5 * Math.pow(8, random.nextDouble())) / //
				Math.hypot(Math.hypot(direction[0], direction[1]), direction[2]);
			for (final int[] order : ORDERS) {
				final double[] k = new double[3];
				for (int d = 0; d < 3; d++)
					k[d] = frequency * direction[order[d]];
				final double phase = 2 * Math.PI * random.nextDouble();
				final double damped = 50 * Math.exp(-Math.pow(sigma * k[2], 2) / 2);
				for (int z = 0; z < slices; z++)
					for (int y = 0; y < SIDE; y++)
						for (int x = 0; x < SIDE; x++)
							values[(z * SIDE + y) * SIDE + x] += (float) (damped * Math.sin(k[0] * x + k[1] * y + k[2] * ((z + 0.5) *
								factor - 0.5) + phase));
			}
		}
		return ArrayImgs.floats(values, SIDE, SIDE, slices);
	}

	private static double estimate(final Img<FloatType> slices, final double factor) {
		return SliceThickness.estimate(ThickStack.load(VolumeImage.of(slices, new Spacing(1, 1, factor)).volume(0, 0), 2,
			Progress.NONE), factor, factor);
	}

	@ParameterizedTest
	@CsvSource({ "3, 1, 1", "3, 0.7, 2", "4, 1, 3", "4, 0.5, 4", "5, 0, 5" })
	void isThatOfTheProfile(final double factor, final double thickness, final long seed) {
		assertThat(estimate(texture(factor, thickness, seed), factor)).isCloseTo(thickness, within(0.3));
	}

	@Test
	void isTheSliceDistanceWhereNothingCanBeTold() {
		assertThat(estimate(ArrayImgs.floats(20, 20, 5), 3)).isEqualTo(1);
		assertThat(estimate(ArrayImgs.floats(4, 4, 2), 3)).isEqualTo(1);
	}
}
