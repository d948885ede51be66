package vernier.counting.simulation;

import vernier.image.VernierException;

/**
 * What a simulated picture shows and how it was taken. Start from {@link #dense} or {@link #spots} and change what
 * differs. A range gives each picture its own value; for spots, each spot its own photons.
 *
 * @param kind many objects with a size, or single emitters
 * @param width columns
 * @param height rows
 * @param objectSize diameter of the objects, px; not used for spots
 * @param density objects per pixel, on average
 * @param photons light of an object in photons
 * @param sigma standard deviation of the point-spread function, px
 * @param psf its shape
 * @param background photons per pixel
 * @param unevenness standard deviation of the background over the picture, relative to its mean
 * @param clustering standard deviation of the logarithm of the local density; 0: evenly spread
 * @param camera how photons become gray levels
 * @param gain gray levels per photon
 * @param readNoise standard deviation of what reading adds, electrons
 * @param offset gray level of no light
 */
public record SceneOptions(Kind kind, int width, int height, Span objectSize, Span density, Span photons, Span sigma,
	Psf psf, Span background, double unevenness, double clustering, Camera camera, double gain, double readNoise,
	double offset)
{

	/** What lies in the picture. */
	public enum Kind {
		/** Objects with a size, up to crowds in which single ones cannot be told apart. */
		DENSE,
		/** Single emitters, much smaller than the point-spread function. */
		SPOTS
	}

	private static final int LARGEST_SIDE = 1 << 14;
	private static final double MOST_OBJECTS = 2e7;

	public SceneOptions {
		if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE)
			throw new VernierException("The size is " + width + " x " + height + " pixels; 1 to " + LARGEST_SIDE +
				" along each side can be simulated: choose another size.");
		check(kind == Kind.SPOTS || objectSize.min() > 0 && objectSize.max() <= Math.min(width, height), //
			"The object size", "must be above 0 and no larger than the picture", objectSize);
		check(sigma.min() >= 0.3 && sigma.max() <= 20, "Sigma", "must be from 0.3 to 20 pixels", sigma);
		check(photons.min() > 0, "The number of photons", "must be above 0", photons);
		check(density.max() * width * height <= MOST_OBJECTS, "The density",
			"may give at most 20 million objects in a picture", density);
		check(unevenness >= 0 && unevenness <= 2, "The unevenness", "must be from 0 to 2", unevenness);
		check(clustering >= 0 && clustering <= 3, "The clustering", "must be from 0 to 3", clustering);
		check(gain > 0 && gain <= 1e4, "The gain", "must be above 0 and at most 10000", gain);
		check(readNoise >= 0 && readNoise <= 1e4, "The read noise", "must be from 0 to 10000", readNoise);
		check(offset >= 0 && offset < 65535, "The offset", "must be from 0 to 65534", offset);
	}

	private static void check(final boolean fine, final String what, final String expected, final Object found) {
		if (!fine)
			throw new VernierException(what + " is " + (found instanceof Span span ? span.min() == span.max() ? span.min()
				: span.min() + " to " + span.max() : found) + "; it " + expected + ": give another value.");
	}

	/** Objects of 1 pixel, 0.1 per pixel, with a camera of low noise. */
	public static SceneOptions dense(final int width, final int height) {
		return new SceneOptions(Kind.DENSE, width, height, Span.of(1), Span.of(0.1), Span.of(200), Span.of(0.7), Psf.GAUSSIAN,
			Span.of(10), 0.3, 0.5, Camera.SCMOS, 2, 1.6, 100);
	}

	/** Emitters of 100 to 5000 photons, 0.005 per pixel, on an even background. */
	public static SceneOptions spots(final int width, final int height) {
		return new SceneOptions(Kind.SPOTS, width, height, Span.of(0), Span.of(0.005), new Span(100, 5000), Span.of(1.3),
			Psf.GAUSSIAN, Span.of(20), 0, 0, Camera.SCMOS, 2, 1.6, 100);
	}
}
