package vernier.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import vernier.image.CsvTable;

class CountIntervalTest {

	/** Made by SciPy, see make_counting.py. Large counts are normal to half a percent. */
	@Test
	void quantilesAreThoseOfTheNegativeBinomial() {
		final CsvTable known = CountingFixtures.table("intervals.csv");
		for (int i = 0; i < known.size(); i++) {
			final CountInterval interval = CountInterval.of(known.number(i, "mean"), known.number(i, "variance"));
			assertThat(interval.low()).isCloseTo(known.number(i, "low"), within(0.006 * known.number(i, "low")));
			assertThat(interval.high()).isCloseTo(known.number(i, "high"), within(0.006 * known.number(i, "high")));
		}
	}

	@Test
	void limitsOfPoissonsMeanAreGarwoods() {
		final CsvTable known = CountingFixtures.table("poisson.csv");
		for (int i = 0; i < known.size(); i++) {
			final CountInterval interval = CountInterval.poisson((long) known.number(i, "count"));
			assertThat(interval.low()).isCloseTo(known.number(i, "low"), Percentage.withPercentage(0.01));
			assertThat(interval.high()).isCloseTo(known.number(i, "high"), Percentage.withPercentage(0.01));
		}
	}

	@Test
	void nothingHasAnInterval() {
		assertThat(CountInterval.of(0, 0)).isEqualTo(new CountInterval(0, 0.5));
		assertThat(CountInterval.of(0, 0.25).low()).isZero();
		assertThat(CountInterval.of(0, 0.25).high()).isCloseTo(1.48, within(0.01));
	}

	/** Two objects are counted as 2.41, and the interval without the half was 2.13 to 2.69. */
	@Test
	void theWholeNumberNextToASureCountIsInIt() {
		final CountInterval interval = CountInterval.of(2.41, 0.0204);
		assertThat(interval.low()).isLessThan(2);
		assertThat(interval.high()).isCloseTo(3.19, within(0.01));
	}

	@Property
	void theCountIsInIt(@ForAll @DoubleRange(min = 0.01, max = 1e5) final double mean,
		@ForAll @DoubleRange(min = 0.01, max = 500) final double dispersion)
	{
		final CountInterval interval = CountInterval.of(mean, mean * dispersion);
		assertThat(interval.low()).isBetween(0.0, mean);
		assertThat(interval.high()).isGreaterThanOrEqualTo(mean);
	}
}
