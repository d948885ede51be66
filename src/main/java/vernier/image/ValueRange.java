package vernier.image;

/**
 * The pixel values that a network sees as 0 and 1. Taken once from the whole image, never from a tile; values outside
 * are not clipped.
 *
 * @param min pixel value that becomes 0
 * @param max pixel value that becomes 1, above min
 * @param mean mean of the finite pixels, used in the place of NaN and infinite ones
 */
public record ValueRange(double min, double max, double mean) {

	/** The range of 8-bit and RGB images. */
	public static final ValueRange BYTE = new ValueRange(0, 255, 0);

	/** Pixel values as they are; NaN in the place of those that are not finite. */
	public static final ValueRange RAW = new ValueRange(0, 1, Double.NaN);

	public ValueRange {
		if (!(max > min))
			throw new IllegalArgumentException("Value range [" + min + ", " + max + "] is empty");
	}

	/** Pixel values per unit of network value. */
	public double width() {
		return max - min;
	}
}
