package vernier.quality;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** Peak signal-to-noise ratio of an image against its reference, in decibel. */
public final class Psnr {

	private Psnr() {}

	/**
	 * 20 log10(peak / RMSE), for images of any number of dimensions.
	 *
	 * @param peak largest possible pixel value, 255 for 8 bit
	 * @return positive infinity for equal images
	 * @throws vernier.image.VernierException if their sizes differ
	 */
	public static double of(final RandomAccessibleInterval<? extends RealType<?>> reference,
		final RandomAccessibleInterval<? extends RealType<?>> image, final double peak)
	{
		return 20 * Math.log10(peak / Rmse.of(reference, image));
	}
}
