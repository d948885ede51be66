package vernier.operators.exact;

import vernier.image.Progress;

/**
 * What one operator reads of one whole picture. With it, any part of the picture can be processed by itself, by the
 * operator or by a network that was trained on it. See {@link Conditioning} for the names of the values.
 */
public interface Conditions {

	/** Values that hold for every pixel, made to be of the order of 1. */
	float[] numbers();

	/**
	 * Planes in which each pixel is a function of the picture's pixel, its place and the whole picture's numbers alone.
	 *
	 * @param part of the picture
	 * @param x0 column of the part's first pixel in the picture
	 * @param y0 row of it
	 * @return one array of the part's size for each plane, about 0 to 1
	 */
	float[][] guides(Picture part, int x0, int y0);

	/**
	 * As though the picture were a part of one that is as many times larger along both sides and otherwise like it.
	 *
	 * @param times at least 1
	 */
	default Conditions inLarger(final double times) {
		return this;
	}

	/** Applies the operator to a part; the same as {@link ExactOperator#apply} if it is the whole. */
	Picture apply(Picture part, double strength, Progress progress);
}
