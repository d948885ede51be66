package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.io.Opener;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import vernier.inference.Device;

/** The networks that travel in the plugin do what their cards say. */
class BundledNetworksTest {

	private static Plane enlarged(final Options options, final Plane plane) {
		try (SuperResolution sr = new SuperResolution(options.withDevice(Device.CPU))) {
			final RandomAccessibleInterval<FloatType> large = //
				sr.enlarge(ArrayImgs.floats(plane.values, plane.width, plane.height));
			final Plane result = new Plane(1, (int) large.dimension(0), (int) large.dimension(1));
			int i = 0;
			for (final FloatType pixel : Views.flatIterable(large))
				result.values[i++] = pixel.get();
			assertThat(i).isEqualTo((int) Intervals.numElements(large));
			return result;
		}
	}

	private static Options options(final String family, final double scale) {
		return Options.defaults().withModel(family).withScale(Scale.of(scale));
	}

	/** A part of the sample, 120 x 90 pixels, from 0 to 1. */
	private static Plane nuclei() {
		final ImageProcessor sample = new Opener().openTiff(
			BundledNetworksTest.class.getResourceAsStream("/vernier/sample/nuclei.tif"), "nuclei").getProcessor();
		sample.setRoi(40, 60, 120, 90);
		final ImageProcessor part = sample.crop().convertToFloatProcessor();
		final Plane plane = new Plane(1, 120, 90);
		for (int i = 0; i < plane.values.length; i++)
			plane.values[i] = (float) ((part.getf(i) - part.getMin()) / (part.getMax() - part.getMin()));
		return plane;
	}

	private static double squaredError(final Plane a, final Plane b) {
		double sum = 0;
		for (int y = 4; y < 80; y++)
			for (int x = 4; x < 110; x++)
				sum += Math.pow(a.get(0, x, y) - b.get(0, x, y), 2);
		return sum;
	}

	@ParameterizedTest
	@CsvSource({ "sr-fast, 1.25", "sr-fast, 1.5", "sr-fast, 2", "sr-fast, 2.5", "sr-fast, 3", "sr-quality, 1.5",
		"sr-quality, 2", "sr-quality, 3" })
	void nucleiComeOutBetterThanByCubicConvolution(final String family, final double scale) {
		final Plane original = nuclei();
		final Plane small = original.apply(new Resampler(1 / scale, 1 / scale, 1));
		final Plane network = enlarged(options(family, scale), small);
		final Plane cubic = small.apply(new Resampler(scale, scale, 1));
		assertThat(squaredError(network, original)).isLessThan(0.8 * squaredError(cubic, original));
	}

	/** A hot pixel and a pair of them: networks that have seen none make blotches of them, twenty pixels wide. */
	@ParameterizedTest
	@CsvSource({ "sr-fast, 1.5", "sr-fast, 2", "sr-fast, 3", "sr-fast, 4", "sr-quality, 2", "sr-quality, 3" })
	void fullScalePointsStayPoints(final String family, final double scale) {
		final Plane plane = new Plane(1, 60, 50);
		final Random random = new Random(4);
		for (int i = 0; i < plane.values.length; i++)
			plane.values[i] = (float) (0.06 + 0.02 * random.nextGaussian());
		for (final int[] at : new int[][] { { 12, 14 }, { 40, 30 }, { 41, 31 } })
			plane.values[60 * at[1] + at[0]] = 1;
		final Plane result = enlarged(options(family, scale), plane);
		for (int y = 0; y < result.height; y++)
			for (int x = 0; x < result.width; x++)
				if (Math.hypot(x / scale - 12.5, y / scale - 14.5) > 4 && Math.hypot(x / scale - 41, y / scale - 31) > 5)
					assertThat(result.get(0, x, y)).isBetween(-0.25f, 0.4f);
	}

	/** Points and a diagonal as bright as can be in dark noise, of which networks make up to thirty times the range. */
	@ParameterizedTest
	@ValueSource(doubles = { 2, 3, 4, 6 })
	void fullScalePointsInDarkNoiseStayNearTheRange(final double scale) {
		final Plane plane = new Plane(1, 60, 50);
		final Random random = new Random(4);
		for (int i = 0; i < plane.values.length; i++)
			plane.values[i] = (float) (0.06 + 0.02 * random.nextGaussian());
		for (int k = 0; k < 6; k++) {
			plane.values[60 * (6 + 7 * k) + 8 + 7 * k] = 1;
			plane.values[60 * (25 + k % 2) + 30 + k] = 1;
		}
		for (final float value : enlarged(options("sr-fast", scale), plane).values)
			assertThat(value).isBetween(-1f, 2f);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1.5, 2, 3, 4 })
	void turningTheInputTurnsTheResultOfTheQualityFamily(final double scale) {
		final Plane plane = Plane.random(1, 26, 26, 3);
		final Plane turned = turned(plane);
		final Plane expected = turned(enlarged(options("sr-quality", scale), plane));
		assertClose(enlarged(options("sr-quality", scale), turned), expected, 2e-5f);
		final Options fast = options("sr-fast", scale);
		assertThat(largestDifference(enlarged(fast, turned), turned(enlarged(fast, plane)))).isGreaterThan(1e-3f);
	}

	/** A quarter turn and a mirroring, (x, y) to (y, -x) and then to (-y, -x). */
	private static Plane turned(final Plane plane) {
		final Plane result = new Plane(1, plane.height, plane.width);
		for (int y = 0; y < result.height; y++)
			for (int x = 0; x < result.width; x++)
				result.values[y * result.width + x] = plane.get(0, plane.width - 1 - y, plane.height - 1 - x);
		return result;
	}

	@ParameterizedTest
	@CsvSource({ "sr-fast, 1.5", "sr-fast, 1.27", "sr-quality, 1.9", "sr-quality, 2", "sr-quality, 3" })
	void tilesGiveThePixelsOfTheWhole(final String family, final double scale) {
		final Plane plane = Plane.random(1, 71, 53, 8);
		assertClose(enlarged(options(family, scale).withTile(40), plane),
			enlarged(options(family, scale).withTile(10_000), plane), 1e-5f);
	}

	@Test
	void theFactorThatTheNetworkIsToldMatters() {
		final Plane plane = Plane.random(1, 30, 30, new Random(5).nextLong());
		final Plane told = enlarged(options("sr-fast", 1.5), plane);
		final Plane reduced = enlarged(options("sr-fast", 2), plane).apply(new Resampler(0.75, 0.75, 1));
		assertThat(largestDifference(told, reduced)).isGreaterThan(1e-2f);
	}

	/** Two networks, one after the other: the second sees what the first one makes of hard edges. */
	@ParameterizedTest
	@CsvSource({ "sr-fast, 6", "sr-fast, 8", "sr-quality, 5" })
	void edgesOfAMaskAreNoneTheWorseForASecondNetwork(final String family, final double scale) {
		final Plane mask = new Plane(1, 40, 40);
		final Random random = new Random(9);
		for (int spot = 0; spot < 12; spot++) {
			final int left = random.nextInt(34), top = random.nextInt(34), size = 1 + random.nextInt(6);
			for (int y = top; y < top + size; y++)
				for (int x = left; x < left + size; x++)
					if (Math.hypot(x - left - (size - 1) / 2.0, y - top - (size - 1) / 2.0) <= size / 2.0)
						mask.values[40 * y + x] = 1;
		}
		for (final float value : enlarged(options(family, scale), mask).values)
			assertThat(value).isBetween(-1f, 2f);
	}

	private static float largestDifference(final Plane a, final Plane b) {
		float largest = 0;
		for (int i = 0; i < a.values.length; i++)
			largest = Math.max(largest, Math.abs(a.values[i] - b.values[i]));
		return largest;
	}

	private static void assertClose(final Plane found, final Plane expected, final float tolerance) {
		assertThat(found.values).hasSameSizeAs(expected.values);
		assertThat(largestDifference(found, expected)).isCloseTo(0, offset(tolerance));
	}
}
