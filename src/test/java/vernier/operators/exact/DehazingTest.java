package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vernier.operators.exact.TestPictures.largestDifference;

import java.util.Arrays;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.Progress;

/** Both ways to remove haze, on scenes whose haze is known. */
class DehazingTest {

	private static final AirLight AIR = new AirLight(0.85f, 0.9f, 0.95f);

	private static Picture haze(final Picture scene, final float[] transmission) {
		final Picture result = scene.copy();
		for (int c = 0; c < 3; c++)
			for (int i = 0; i < transmission.length; i++)
				result.channels()[c][i] = scene.channels()[c][i] * transmission[i] +
					AIR.channel(c) * (1 - transmission[i]);
		return result;
	}

	/** Patches of a few pure colours: something is black in each of them. */
	private static Picture colours(final int n) {
		final Picture scene = Picture.of(n, n, 3);
		for (int y = 0; y < n; y++)
			for (int x = 0; x < n; x++) {
				final int patch = x / 9 + 3 * (y / 9);
				scene.channels()[patch % 3][y * n + x] = 0.3f + 0.1f * (patch % 4);
				scene.channels()[(patch + 1) % 3][y * n + x] = 0.1f * (patch % 5);
			}
		return scene;
	}

	@ParameterizedTest
	@ValueSource(floats = {0.3f, 0.6f, 1})
	void darkChannelFindsAnEvenHaze(final float through) {
		final Picture scene = colours(60);
		final float[] transmission = new float[60 * 60];
		Arrays.fill(transmission, through);
		final Picture result = new DarkChannelDehazing().apply(haze(scene, transmission), 1, AIR, Progress.NONE);
		assertThat(largestDifference(result, scene)).isLessThan(1e-4);
	}

	@Test
	void linesFindAHazeThatChangesFromPixelToPixel() {
		final int n = 80;
		final Picture scene = colours(n);
		final Random random = new Random(2);
		final float[] transmission = new float[n * n];
		for (int i = 0; i < n * n; i++)
			transmission[i] = random.nextInt(40) == 0 ? 1 : 0.3f + 0.6f * (i % n) / n;
		final Picture hazy = haze(scene, transmission);
		final HazeLines.Colours seen = HazeLines.Colours.of(hazy, AIR);
		final float[] estimate = NonlocalDehazing.estimate(seen, hazy, HazeLines.of(hazy, AIR));
		// two colours may share a line, and then the shorter one is taken for hazy
		int right = 0;
		for (int i = 0; i < n * n; i++)
			right += Math.abs(estimate[i] - transmission[i]) < 0.02 ? 1 : 0;
		assertThat(right).isGreaterThan(n * n * 9 / 10);
	}

	@Test
	void linesRestoreASceneOfSmoothHaze() {
		final int n = 80;
		final Picture scene = colours(n);
		final float[] transmission = new float[n * n];
		for (int i = 0; i < n * n; i++)
			transmission[i] = 0.4f + 0.6f * (i / n) / n;
		final Picture hazy = haze(scene, transmission);
		// not exactly, as no colour is seen both near and far
		final Picture result = new NonlocalDehazing().apply(hazy, 1, HazeLines.of(hazy, AIR), Progress.NONE);
		assertThat(meanDifference(result, scene)).isLessThan(meanDifference(hazy, scene) / 2);
	}

	private static double meanDifference(final Picture a, final Picture b) {
		double sum = 0;
		for (int c = 0; c < 3; c++)
			for (int i = 0; i < a.channels()[c].length; i++)
				sum += Math.abs(a.channels()[c][i] - b.channels()[c][i]) / (3.0 * a.channels()[c].length);
		return sum;
	}

	@Test
	void strengthZeroChangesNothing() {
		final Picture picture = TestPictures.scene(50, 40, 3, 7);
		picture.channels()[0][5] = 1.5f;
		picture.channels()[1][9] = -0.5f;
		for (final ExactOperator operator : new ExactOperator[] {new DarkChannelDehazing(), new NonlocalDehazing()})
			assertThat(largestDifference(operator.apply(picture, 0, Progress.NONE), picture)).isLessThan(1e-6);
	}

	@Test
	void constantsStay() {
		final Picture picture = TestPictures.constant(30, 20, 0.5f, 0.6f, 0.2f);
		for (final ExactOperator operator : new ExactOperator[] {new DarkChannelDehazing(), new NonlocalDehazing()})
			assertThat(largestDifference(operator.apply(picture, 1, Progress.NONE), picture)).isLessThan(1e-5);
		// black has no light at all
		final Picture black = Picture.of(30, 20, 3);
		assertThat(largestDifference(new DarkChannelDehazing().apply(black, 1, Progress.NONE), black)).isZero();
	}

	@Test
	void airLightIsTheBrightestOfTheHaziest() {
		final Picture picture = colours(60);
		// white but small: its patch holds darker colours
		for (int c = 0; c < 3; c++)
			picture.channels()[c][30 * 60 + 5] = 1;
		for (int y = 40; y < 50; y++)
			for (int x = 40; x < 50; x++)
				for (int c = 0; c < 3; c++)
					picture.channels()[c][y * 60 + x] = AIR.channel(c) - 0.001f * Math.abs(x - 44) - 0.001f * Math.abs(y - 45);
		assertThat(AirLight.of(picture)).isEqualTo(AIR);
		assertThat(AirLight.of(TestPictures.mirrored(picture))).isEqualTo(AIR);
	}

	@Property(tries = 200)
	void nearestDirectionIsTheNearest(@ForAll @DoubleRange(min = -1, max = 1) final double z,
		@ForAll @DoubleRange(min = 0, max = 6.3) final double angle)
	{
		final double radius = Math.sqrt(1 - z * z);
		final float[] v = {(float) (radius * Math.cos(angle)), (float) (radius * Math.sin(angle)), (float) z};
		double most = -2;
		for (int k = 0; k < Directions.COUNT; k++)
			most = Math.max(most, cosine(v, Directions.at(k)));
		assertThat(cosine(v, Directions.at(Directions.nearest(v[0], v[1], v[2])))).isCloseTo(most, within(1e-6));
	}

	private static double cosine(final float[] a, final float[] b) {
		return (double) a[0] * b[0] + (double) a[1] * b[1] + (double) a[2] * b[2];
	}
}
