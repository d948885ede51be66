package vernier.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CramerRaoTest {

	@ParameterizedTest
	@ValueSource(doubles = { 100, 1000, 20000 })
	void withoutBackgroundAndPixelsItIsSigmaOverTheRootOfN(final double photons) {
		// pixels small against the spot: what they integrate away is little
		final CramerRao bound = CramerRao.ofPhotons(0.3, 0.7, photons, 1e-9, 12, 0);
		assertThat(bound.x()).isCloseTo(12 / Math.sqrt(photons), within(12e-3 * 12 / Math.sqrt(photons)));
		assertThat(bound.intensity()).isCloseTo(Math.sqrt(photons), within(0.01 * Math.sqrt(photons)));
	}

	/** In the limit of uniform noise of variance v the information on x is N^2 / (8 pi sigma^4 v). */
	@Test
	void underUniformNoiseItIsTheAnalyticIntegral() {
		final double sigma = 6;
		final double intensity = 5000;
		final double variance = 49;
		final CramerRao bound = CramerRao.of(0.5, 0.5, intensity, 20, sigma, v -> variance);
		final double information = intensity * intensity / (8 * Math.PI * Math.pow(sigma, 4) * variance);
		assertThat(bound.x()).isCloseTo(1 / Math.sqrt(information), within(0.01 / Math.sqrt(information)));
	}

	/** Mortensen et al., Nature Methods 7, 2010, eq. 5, approximates the bound with pixels and background to a few percent. */
	@ParameterizedTest
	@CsvSource({ "1000,10,1.3", "500,5,1.0", "5000,50,2.0" })
	void itIsNearMortensensFormulaAndAboveThompsons(final double photons, final double background, final double sigma) {
		final double bound = CramerRao.ofPhotons(0.5, 0.5, photons, background, sigma, 0).lateral();
		final double widened = sigma * sigma + 1 / 12.0;
		final double tau = 2 * Math.PI * widened * background / photons;
		final double mortensen = Math.sqrt(widened / photons * (1 + 4 * tau + Math.sqrt(2 * tau / (1 + 4 * tau))));
		assertThat(bound).isCloseTo(mortensen, within(0.06 * mortensen));
		final double thompson = Math.sqrt(widened / photons + 8 * Math.PI * Math.pow(sigma, 4) * background / (photons *
			photons));
		assertThat(bound).isGreaterThan(thompson);
	}

	@Test
	void theDerivativesAreThoseOfTheIntegral() {
		final double h = 1e-5;
		for (int i = 0; i < 7; i++) {
			final double byCentre = (new PixelGaussian(3.3 + h, 1.2, 0, 7).integral(i) - new PixelGaussian(3.3 - h, 1.2, 0, 7)
				.integral(i)) / (2 * h);
			final double bySigma = (new PixelGaussian(3.3, 1.2 + h, 0, 7).integral(i) - new PixelGaussian(3.3, 1.2 - h, 0, 7)
				.integral(i)) / (2 * h);
			assertThat(new PixelGaussian(3.3, 1.2, 0, 7).byCentre(i)).isCloseTo(byCentre, within(1e-8));
			assertThat(new PixelGaussian(3.3, 1.2, 0, 7).bySigma(i)).isCloseTo(bySigma, within(1e-8));
		}
	}

	/** At 0.3 pixels from the left border half of the spot is not seen. */
	@Test
	void atABorderTheSpotIsKnownFromWhatIsSeenOfIt() {
		final DoubleUnaryOperator shot = mean -> mean;
		final double free = CramerRao.of(0.3, 20.6, 1000, 10, 1.3, shot).lateral();
		assertThat(CramerRao.within(40, 40, 0.3, 20.6, 1000, 10, 1.3, shot).lateral()).isCloseTo(0.121, within(0.002));
		assertThat(CramerRao.within(40, 40, 39.7, 20.6, 1000, 10, 1.3, shot).lateral()).isCloseTo(0.121, within(0.002));
		assertThat(CramerRao.within(40, 40, 20.6, 0.3, 1000, 10, 1.3, shot).lateral()).isCloseTo(0.121, within(0.002));
		assertThat(CramerRao.within(40, 40, 20.3, 20.6, 1000, 10, 1.3, shot).lateral()).isCloseTo(free, within(1e-9));
		assertThat(CramerRao.within(40, 40, 60, 20.6, 1000, 10, 1.3, shot).x()).isNaN();
	}

	@Test
	void aSpotWithoutIntensityHasNoBound() {
		assertThat(CramerRao.ofPhotons(0.5, 0.5, 0, 10, 1.3, 0).x()).isNaN();
	}
}
