package vernier.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class ErrorFunctionTest {

	/** Values of Abramowitz and Stegun, tables 7.1 and 7.3. */
	@ParameterizedTest
	@CsvSource({ "0, 0", "0.5, 0.5204998778", "1, 0.8427007929", "1.5, 0.9661051465", "2, 0.9953222650" })
	void agreesWithTheTables(final double x, final double expected) {
		assertThat(ErrorFunction.erf(x)).isCloseTo(expected, within(1e-10));
		assertThat(ErrorFunction.erf(-x)).isCloseTo(-expected, within(1e-10));
	}

	@ParameterizedTest
	@CsvSource({ "3, 2.209049699858544e-5", "5, 1.5374597944280349e-12", "10, 2.088487583762545e-45", "28, 0" })
	void complementIsAccurateWhereItIsSmall(final double x, final double expected) {
		assertThat(ErrorFunction.erfc(x)).isCloseTo(expected, Percentage.withPercentage(1e-10));
	}

	@Property
	void derivativeIsGaussian(@ForAll @DoubleRange(min = -6, max = 6) final double x) {
		final double h = 1e-4;
		final double slope = (ErrorFunction.erf(x + h) - ErrorFunction.erf(x - h)) / (2 * h);
		assertThat(slope).isCloseTo(2 / Math.sqrt(Math.PI) * Math.exp(-x * x), within(1e-8));
	}
}
