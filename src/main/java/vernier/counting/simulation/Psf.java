package vernier.counting.simulation;

/** Shape of a point-spread function. */
public enum Psf {

	/** A Gaussian, integrated over each pixel. */
	GAUSSIAN,

	/**
	 * An Airy pattern whose central disc has about the width of the Gaussian: sigma = 0.21 wavelength / NA (Zhang, Zerubia
	 * and Olivo-Marin, Gaussian approximations of fluorescence microscope point-spread function models, Applied Optics 46,
	 * 2007).
	 */
	AIRY
}
