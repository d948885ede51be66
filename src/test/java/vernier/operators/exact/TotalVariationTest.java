package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import org.junit.jupiter.api.Test;

import vernier.image.Progress;

/** Rudin-Osher-Fatemi and TV-L1. */
class TotalVariationTest {

	@Test
	void rofAgreesWithScikitImage() {
		final Reference reference = Reference.read("rof.txt");
		final float[] u = RudinOsherFatemi.channel(reference.width(), reference.height(), reference.input(),
			reference.parameters()[2], 1e-5, Progress.NONE);
		assertThat(TestPictures.largestDifference(u, reference.output())).isLessThan(2e-4);
		assertThat(TestPictures.largestDifference(u, reference.input())).isGreaterThan(0.1);
	}

	/** A side of a step moves by theta times the length of the edge over its area. */
	@Test
	void rofShrinksAStepByTheKnownAmount() {
		final int width = 64, height = 20, edge = 16;
		final Picture step = Picture.of(width, height, 1);
		for (int i = 0; i < width * height; i++)
			step.channels()[0][i] = i % width < edge ? 0.2f : 0.8f;
		final double theta = 0.4;
		final float[] u = new RudinOsherFatemi().apply(step, theta, Progress.NONE).channels()[0];
		for (int i = 0; i < u.length; i++)
			assertThat((double) u[i]).isCloseTo(
				i % width < edge ? 0.2 + theta / edge : 0.8 - theta / (width - edge), within(1e-3));
	}

	/** No change makes the energy smaller: neither a random one, nor to move towards the input or towards the mean. */
	@Test
	void rofFindsTheLeastEnergy() {
		final int width = 40, height = 33;
		final float[] f = TestPictures.scene(width, height, 1, 2).channels()[0];
		final double theta = 0.08;
		final float[] u = RudinOsherFatemi.channel(width, height, f, theta, 1e-5, Progress.NONE);
		final double least = rof(width, height, u, f, theta);
		final Random random = new Random(5);
		for (final double size : new double[] {1e-3, 1e-2, 0.1}) {
			final float[] noisy = u.clone(), weaker = u.clone(), stronger = u.clone();
			for (int i = 0; i < u.length; i++) {
				noisy[i] += (float) (size * random.nextGaussian());
				weaker[i] += (float) (size * (f[i] - u[i]));
				stronger[i] += (float) (size * (0.5 - u[i]));
			}
			for (final float[] other : new float[][] {noisy, weaker, stronger})
				assertThat(rof(width, height, other, f, theta)).isGreaterThan(least);
		}
	}

	@Test
	void rofKeepsTheMeanAndFlattensInTheLimit() {
		final float[] f = TestPictures.scene(30, 41, 1, 8).channels()[0];
		final double mean = mean(f);
		final float[] u = RudinOsherFatemi.channel(30, 41, f, 50, 1e-4, Progress.NONE);
		for (final float value : u)
			assertThat((double) value).isCloseTo(mean, within(2e-3));
		assertThat(mean(RudinOsherFatemi.channel(30, 41, f, 0.1, 5e-4, Progress.NONE))).isCloseTo(mean, within(1e-5));
	}

	@Test
	void rofBarelyChangesAtItsWeakest() {
		final Picture scene = TestPictures.scene(40, 40, 1, 3);
		assertThat(TestPictures.largestDifference(new RudinOsherFatemi().apply(scene, 0.005, Progress.NONE), scene))
			.isBetween(1e-3, 0.021);
	}

	/** Whatever its contrast, a disc stays or goes by its radius. */
	@Test
	void tvL1RemovesSmallDiscsAndKeepsLargeOnes() {
		for (final float contrast : new float[] {0.6f, -0.1f}) {
			final Picture discs = TestPictures.constant(80, 50, 0.4f);
			disc(discs, 20, 25, 3, contrast);
			disc(discs, 52, 25, 12, contrast);
			final float[] u = new TvL1().apply(discs, 5, Progress.NONE).channels()[0];
			assertThat(u[25 * 80 + 20]).isCloseTo(0.4f, within(0.01f));
			for (int i = 0; i < u.length; i++) {
				final double radius = Math.hypot(i % 80 - 52, i / 80 - 25);
				if (radius < 9)
					assertThat(u[i]).isCloseTo(0.4f + contrast, within(0.01f));
				else if (radius > 15)
					assertThat(u[i]).isCloseTo(0.4f, within(0.01f));
			}
		}
	}

	@Test
	void tvL1NearsTheLeastEnergyWithItsIterations() {
		final int width = 48, height = 40;
		final float[] f = TestPictures.scene(width, height, 1, 4).channels()[0];
		final double lambda = 0.5;
		double before = tvL1(width, height, f, f, lambda);
		final double least = tvL1(width, height, TvL1.channel(width, height, f, lambda, 3000, Progress.NONE), f, lambda);
		for (final int iterations : new int[] {10, 40, 150, 600}) {
			final double energy = tvL1(width, height, TvL1.channel(width, height, f, lambda, iterations, Progress.NONE), f,
				lambda);
			assertThat(energy).isBetween(least, before);
			before = energy;
		}
		assertThat(tvL1(width, height, new TvL1().apply(new Picture(width, height, new float[][] {f}), 4, Progress.NONE)
			.channels()[0], f, lambda)).isCloseTo(least, within(0.005 * least));
	}

	/** TV-L1 commutes with changes of contrast and with inversion. */
	@Test
	void tvL1TreatsBlackLikeWhite() {
		final Picture scene = TestPictures.scene(40, 31, 1, 6), inverse = scene.copy();
		for (int i = 0; i < inverse.channels()[0].length; i++)
			inverse.channels()[0][i] = 1 - inverse.channels()[0][i];
		final float[] a = new TvL1().apply(scene, 3, Progress.NONE).channels()[0];
		final float[] b = new TvL1().apply(inverse, 3, Progress.NONE).channels()[0];
		for (int i = 0; i < a.length; i++)
			assertThat(a[i]).isCloseTo(1 - b[i], within(1e-4f));
	}

	private static void disc(final Picture picture, final int x, final int y, final int radius, final float contrast) {
		for (int i = 0; i < picture.channels()[0].length; i++)
			if (Math.hypot(i % picture.width() - x, i / picture.width() - y) <= radius)
				picture.channels()[0][i] += contrast;
	}

	private static double rof(final int width, final int height, final float[] u, final float[] f, final double theta) {
		double sum = variation(width, height, u);
		for (int i = 0; i < u.length; i++)
			sum += (u[i] - f[i]) * (double) (u[i] - f[i]) / (2 * theta);
		return sum;
	}

	private static double tvL1(final int width, final int height, final float[] u, final float[] f, final double lambda) {
		double sum = variation(width, height, u);
		for (int i = 0; i < u.length; i++)
			sum += lambda * Math.abs((double) u[i] - f[i]);
		return sum;
	}

	private static double variation(final int width, final int height, final float[] u) {
		double sum = 0;
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final int i = y * width + x;
				sum += Math.hypot(x < width - 1 ? u[i + 1] - u[i] : 0, y < height - 1 ? u[i + width] - u[i] : 0);
			}
		return sum;
	}

	private static double mean(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += value;
		return sum / values.length;
	}
}
