package vernier.model;

/**
 * How far a value may be from the published one, since processors round differently: as bioimage.io's own model test
 * reads it, the absolute tolerance and the relative one together.
 *
 * @param absolute in the values of the output
 * @param relative part of the published value
 */
public record Tolerance(double absolute, double relative) {

	/** Of models that state none. */
	public static final Tolerance DEFAULT = new Tolerance(1e-4, 0);

	/** The largest difference from a published value that counts as equal. */
	public double of(final double published) {
		return absolute + relative * Math.abs(published);
	}
}
