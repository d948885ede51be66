package vernier.operators.exact;

import java.util.Optional;

import vernier.image.Progress;

/**
 * An image-processing operator with one parameter, its strength. Stateless: one instance serves many threads.
 *
 * <pre>
 * Picture smooth = new L0Smoothing().apply(picture, 0.02, Progress.NONE);
 * </pre>
 */
public interface ExactOperator {

	/** What it is called, what its strength means, and what it needs. */
	OperatorInfo info();

	/**
	 * Applies the operator; the input is not changed.
	 *
	 * @param input 1 or 3 channels, values 0 to 1 (values outside are allowed and handled as the class says)
	 * @param strength within the range of {@link #info()}
	 * @param progress told of whole steps; asked at each whether to stop
	 * @return size and channels of the input
	 * @throws vernier.image.VernierException if the strength is out of range or the picture is not of the kind it needs
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	Picture apply(Picture input, double strength, Progress progress);

	/**
	 * True if results are differences, as what rises above a background is: they begin at 0, whatever the least value of
	 * the image that is seen as 0.
	 */
	default boolean givesDifferences() {
		return false;
	}

	/**
	 * True if a network is to give the luma alone, and chroma is to be scaled with it ({@link Luma#scale}), as this does.
	 */
	default boolean scalesChroma() {
		return false;
	}

	/**
	 * What it can make of a pixel.
	 *
	 * @param colour true for red, green and blue, false for gray
	 * @return nothing if no limits are known
	 */
	default Optional<Limits> limits(final boolean colour) {
		return Optional.empty();
	}
}
