package vernier.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import vernier.image.CsvTable;
import vernier.image.Region;

/** The numbers must be those that models are trained with, see make_counting.py. */
class PlaneStatisticsTest {

	private static final int WIDTH = 37;
	private static final int HEIGHT = 23;

	private static float value(final int x, final int y) {
		return (x * x + 3 * x * y + 7 * y * y) % 101;
	}

	private static void write(final PlaneStatistics statistics, final Region region) {
		final FloatBuffer values = FloatBuffer.allocate((int) region.size());
		for (int i = 0; i < region.size(); i++)
			values.put(i, value((int) region.x() + i % region.width(), (int) region.y() + i / region.width()));
		statistics.write(region, values);
	}

	@Test
	void agreesWithNumpyWhateverTheBlocks() {
		final CsvTable known = CountingFixtures.table("statistics.csv");
		for (int i = 0; i < known.size(); i++)
			for (final boolean split : new boolean[] { false, true }) {
				final PlaneStatistics statistics = new PlaneStatistics(WIDTH, HEIGHT, (int) known.number(i, "sign"), 3);
				if (split) {
					write(statistics, Region.between(10, 5, WIDTH, HEIGHT));
					write(statistics, Region.between(0, 0, 10, 5));
					write(statistics, Region.between(10, 0, WIDTH, 5));
					write(statistics, Region.between(0, 5, 10, HEIGHT));
				}
				else
					write(statistics, Region.between(0, 0, WIDTH, HEIGHT));
				assertThat(statistics.low()).isEqualTo(known.number(i, "low"));
				assertThat(statistics.high()).isEqualTo(known.number(i, "high"));
				assertThat(statistics.logNoise()).isCloseTo(known.number(i, "log_noise"), within(1e-5));
				assertThat(statistics.logDispersion()).isCloseTo(known.number(i, "log_dispersion"), within(1e-5));
				assertThat(statistics.fractionBright()).isCloseTo(known.number(i, "fraction_bright"), within(1e-9));
			}
	}

	@Test
	void aConstantPlaneBecomesNothing() {
		final PlaneStatistics statistics = new PlaneStatistics(4, 4, 1, 3);
		statistics.write(new Region(0, 0, 4, 4), FloatBuffer.wrap(new float[] { 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
			Float.NaN }));
		assertThat(statistics.scale()).isZero();
		assertThat(statistics.logNoise()).isCloseTo(Math.log(1e-3) / Math.log(2), within(1e-9));
	}

	/** One pixel in 1,000 is less than the percentile sees. */
	@Test
	void fewPixelsOnAFlatGroundDoNotVanish() {
		final float[] values = new float[1000];
		values[321] = 50;
		final PlaneStatistics statistics = new PlaneStatistics(1000, 1, 1, 3);
		statistics.write(new Region(0, 0, 1000, 1), FloatBuffer.wrap(values));
		assertThat(statistics.low()).isZero();
		assertThat(statistics.high()).isEqualTo(50);
		assertThat(statistics.scale()).isEqualTo(0.02);
	}

	/** Every fourth pair is looked at here, and rows are as long as many times four pairs. */
	@Test
	void everyColumnOfALargePlaneIsSampled() {
		final int side = 2048;
		final PlaneStatistics statistics = new PlaneStatistics(side, side, 1, 3);
		final FloatBuffer row = FloatBuffer.allocate(side);
		for (int x = 0; x < side; x++)
			row.put(x, x / 2 % 4 == 0 ? 0 : 1);
		for (int y = 0; y < side; y++)
			statistics.write(new Region(0, y, side, 1), row);
		assertThat(statistics.fractionBright()).isCloseTo(0.75, within(0.01));
	}

	/** Noise of one deviation on 100, and columns of another value in the first rows. */
	private static PlaneStatistics striped(final double objectSize, final int rows, final double[] values) {
		final int side = 256;
		final Random random = new Random(3);
		final PlaneStatistics statistics = new PlaneStatistics(side, side, 1, objectSize);
		final FloatBuffer row = FloatBuffer.allocate(side);
		for (int y = 0; y < side; y++) {
			for (int x = 0; x < side; x++)
				row.put(x, (float) ((y < rows && x / 2 < values.length ? values[x / 2] : 100) + random.nextGaussian()));
			statistics.write(new Region(0, y, side, 1), row);
		}
		return statistics;
	}

	/** One object of 11 pixels is less than the percentile sees, which would be one of the noise. */
	@Test
	void aLonelyObjectIsTheRange() {
		final double[] object = { 200, 200, 200, 200, 200 };
		assertThat(striped(11, 10, object).high()).isCloseTo(200, within(3.0));
		// fewer pixels than an object has are none; and below a pixel, one pixel may be an object
		assertThat(striped(11, 2, object).high()).isLessThan(105);
		assertThat(striped(1, 10, object).high()).isLessThan(105);
	}

	@Test
	void whatDazzlesIsToldAndCut() {
		final double[] values = new double[40];
		Arrays.fill(values, 200);
		values[3] = 20000;
		final PlaneStatistics cells = striped(11, 100, values);
		assertThat(cells.high() - cells.low()).isCloseTo(204, within(8.0));
		assertThat(cells.dazzling()).isBetween(150.0, 250.0);
		assertThat(cells.isCut()).isTrue();
		final PlaneStatistics small = striped(1, 100, values);
		assertThat(small.high()).isGreaterThan(19000);
		assertThat(small.dazzling()).isBetween(150.0, 250.0);
		assertThat(small.isCut()).isFalse();
		// some nuclei are ten times as bright as others
		values[3] = 1100;
		assertThat(striped(11, 100, values).dazzling()).isZero();
		assertThat(striped(11, 100, values).high()).isGreaterThan(1000);
	}
}
