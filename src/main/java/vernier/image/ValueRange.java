package vernier.image;

/**
 * The pixel values that a network sees as 0 and 1. Taken once from the whole image, never from a tile; values outside
 * are not clipped.
 *
 * @param min pixel value that becomes 0
 * @param max pixel value that becomes 1, above min
 * @param mean mean of the finite pixels, used in the place of NaN and infinite ones that are far from others
 */
public record ValueRange(double min, double max, double mean) {

	/** The range of 8-bit and RGB images. */
	public static final ValueRange BYTE = new ValueRange(0, 255, 0);

	/** Pixel values as they are; NaN in the place of those that are not finite. */
	public static final ValueRange RAW = new ValueRange(0, 1, Double.NaN);

	/** Rounding takes the ends of the range, 0 and 1, less far than this. */
	private static final float MARGIN = 0x1p-10f;

	public ValueRange {
		if (!(max > min))
			throw new IllegalArgumentException("Value range [" + min + ", " + max + "] is empty");
	}

	/** What a normalised value has beyond the range from 0 to 1, with its sign; 0 for all but outliers. */
	public static float beyond(final float value) {
		return value > 1 + MARGIN ? value - 1 : value < -MARGIN ? value : 0;
	}

	/** Pixel values per unit of network value. */
	public double width() {
		return max - min;
	}
}
