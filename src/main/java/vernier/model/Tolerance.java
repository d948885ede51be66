package vernier.model;

/**
 * How far a model's result may be from the one that it was published with, as bioimage.io states it: processors round
 * differently, and large values more than small ones.
 *
 * @param absolute allowed of any value
 * @param relative allowed besides, as a part of the value
 */
public record Tolerance(double absolute, double relative) {

	/** Of models that state none. */
	static final Tolerance USUAL = new Tolerance(1e-4, 0);

	/** What is allowed where a value is expected. */
	public double of(final double expected) {
		return absolute + relative * Math.abs(expected);
	}
}
