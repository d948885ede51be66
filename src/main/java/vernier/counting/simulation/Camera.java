package vernier.counting.simulation;

import java.util.random.RandomGenerator;

/** How photons become electrons. */
public enum Camera {

	/** Shot noise and read noise. */
	SCMOS {

		@Override
		double electrons(final double mean, final double readNoise, final RandomGenerator random) {
			return Draws.poisson(mean, random) + readNoise * random.nextGaussian();
		}
	},

	/**
	 * Electron multiplication before reading: read noise counts for little, but the multiplication itself is random, which
	 * doubles the variance of the shot noise (Hirsch et al., A stochastic model for electron multiplication charge-coupled
	 * devices, PLoS ONE 8, 2013).
	 */
	EMCCD {

		@Override
		double electrons(final double mean, final double readNoise, final RandomGenerator random) {
			final long arrived = Draws.poisson(mean, random);
			return (arrived == 0 ? 0 : Draws.gamma(arrived, random)) + readNoise / MULTIPLICATION * random.nextGaussian();
		}
	};

	private static final double MULTIPLICATION = 300;

	/**
	 * What a pixel reads, in electrons; those of multiplication are divided by its gain.
	 *
	 * @param mean expected photons
	 * @param readNoise standard deviation, electrons
	 */
	abstract double electrons(double mean, double readNoise, RandomGenerator random);
}
