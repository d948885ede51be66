package vernier.counting.spots;

/**
 * Variance of a pixel's noise from its expected value v: base + max(0, slope (v - level)), in gray levels squared.
 * Shot noise of a linear camera is of this form, with the gain as slope.
 *
 * @param base variance at the level, above 0
 * @param slope gray levels per photon, times the excess noise of an amplifying camera; 0 for uniform noise, below 0 where
 *          light makes values smaller
 * @param level gray level of which the base is the variance
 */
record NoiseModel(double base, double slope, double level) {

	/** Photons that pixels without light vary by, at least. */
	private static final double LEAST = 0.1;

	/** As much noise everywhere as in the plane's background. */
	static NoiseModel uniform(final PlaneNoise noise) {
		return new NoiseModel(noise.noise() * noise.noise(), 0, noise.background());
	}

	/**
	 * That of a camera whose gain is known.
	 *
	 * @param rounded true if pixels are whole gray levels
	 */
	static NoiseModel of(final CameraGain camera, final boolean rounded) {
		// a twelfth is what rounding leaves
		final double read = Math.max(camera.gain() * camera.readNoise(), rounded ? Math.sqrt(1 / 12.0) : LEAST * camera.gain());
		return new NoiseModel(read * read, camera.gain(), camera.offset());
	}

	NoiseModel withSlope(final double other) {
		return new NoiseModel(base, other, level);
	}

	/**
	 * How many times faster than in this model the noise grows with the light in a plane, by its background: 1 where that
	 * is not to be told.
	 */
	double excess(final PlaneNoise plane) {
		final double light = variance(plane.background()) - base;
		// read noise, which may be stated wrong, must not count for much
		return light < base ? 1 : (plane.noise() * plane.noise() - base) / light;
	}

	/** The same noise of negated values. */
	NoiseModel negated() {
		return new NoiseModel(base, -slope, -level);
	}

	double variance(final double value) {
		return base + Math.max(0, slope * (value - level));
	}
}
