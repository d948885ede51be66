package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

/** Quantiles and tone curves. */
class TonesTest {

	private static Quantiles random(final long seed) {
		final float[] values = new float[17];
		final Random random = new Random(seed);
		for (int k = 0; k < 17; k++)
			// some equal
			values[k] = random.nextInt(40) / 40f;
		Arrays.sort(values);
		return new Quantiles(values);
	}

	@Test
	void quantilesCountPixels() {
		final float[] values = new float[1601];
		for (int i = 0; i < values.length; i++)
			values[i] = (i * 7 % 1601) / 1600f;
		final float[] quantiles = Quantiles.of(values).values();
		for (int k = 0; k <= 16; k++)
			assertThat(quantiles[k]).isCloseTo(k / 16f, within(1e-6f));
		final double[] even = new double[1000];
		Arrays.fill(even, 3);
		assertThat((double) Quantiles.ofDensity(even).values()[8]).isCloseTo(0.5, within(0.002));
	}

	@Property(tries = 200)
	void matchingMovesQuantilesToQuantiles(@ForAll final long seed) {
		final Quantiles source = random(seed), target = random(seed + 1);
		final ToneCurve curve = target.curveFrom(source);
		for (int k = 0; k <= 16; k++) {
			final float x = source.values()[k];
			double sum = 0;
			int n = 0;
			for (int j = 0; j <= 16; j++)
				if (source.values()[j] == x) {
					sum += target.values()[j];
					n++;
				}
			assertThat((double) curve.at(x)).isCloseTo(sum / n, within(1e-6));
		}
		assertThat(curve.at(source.values()[16] + 2)).isCloseTo(curve.at(source.values()[16]) + 2, within(1e-5f));
	}

	@Property(tries = 200)
	void limitedCurvesAreNeitherSteepNorFalling(@ForAll final long seed) {
		final Quantiles source = random(seed);
		final ToneCurve curve = random(seed + 1).curveFrom(source), limited = curve.atMost(2, 8);
		for (int k = 1; k <= 16; k++) {
			final float a = source.values()[k - 1], b = source.values()[k];
			assertThat(limited.at(b) - limited.at(a)).isBetween(-1e-5f, 2 * (b - a) + 1e-5f);
		}
		// a limit that is never reached changes nothing
		for (float x = 0; x < 1; x += 0.01f)
			assertThat(curve.atMost(1e6f, 8).at(x)).isCloseTo(curve.at(x), within(1e-4f));
	}

	@Test
	void noShareIsNoChange() {
		final ToneCurve curve = random(3).curveFrom(random(4)).share(0);
		for (float x = -1; x < 2; x += 0.01f)
			assertThat(curve.at(x)).isCloseTo(x, within(1e-6f));
	}
}
