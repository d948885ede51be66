package vernier.quality;

import java.util.Collection;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import vernier.image.VernierException;

/**
 * How published super-resolution methods are scored on Set5, Set14 and B100: the reference is cropped to a multiple of
 * the scale, both images are reduced to 8-bit {@link Luma}, a frame as wide as the scale is left out, and PSNR with
 * peak 255 and SSIM with range 255 are taken per image and then averaged over images. Grey images are compared as they
 * are.
 * <p>
 * Cubic resampling of the luma, unrounded between reduction and enlargement, scores 33.66 dB and 0.9299 on Set5 by 2,
 * 30.39 and 0.8682 by 3, 28.42 and 0.8104 by 4, and 29.56 and 0.8431 on B100 by 2: the published numbers. Resampling
 * red, green and blue with rounding to 8 bits gives up to 0.02 dB less.
 *
 * <pre>
 * BenchmarkProtocol protocol = new BenchmarkProtocol(2);
 * Score score = protocol.score(reference, enlarged);
 * </pre>
 *
 * @param scale whole factor by which images were enlarged, at least 1
 */
public record BenchmarkProtocol(int scale) {

	/**
	 * What one image, or the mean image, reaches.
	 *
	 * @param psnr in decibel
	 * @param ssim at most 1
	 */
	public record Score(double psnr, double ssim) {}

	public BenchmarkProtocol {
		if (scale < 1)
			throw new IllegalArgumentException("Scale " + scale + " must be at least 1");
	}

	/** The largest part of an image, from its first pixel, whose sides along x and y are multiples of the scale. */
	public <T> RandomAccessibleInterval<T> crop(final RandomAccessibleInterval<T> image) {
		final long[] size = image.dimensionsAsLongArray();
		for (int d = 0; d < 2; d++)
			size[d] -= size[d] % scale;
		return Views.interval(Views.zeroMin(image), Intervals.createMinSize(0, 0, size[0], size[1]));
	}

	/**
	 * Scores one image.
	 *
	 * @param reference axes (x, y), 8-bit grey or colour; cropped here
	 * @param image the enlargement of the reduced {@link #crop} of the reference; rounded to 8 bit
	 * @throws VernierException if the size of the image is not that of the cropped reference, or too small
	 */
	public Score score(final RandomAccessibleInterval<?> reference, final RandomAccessibleInterval<?> image) {
		final RandomAccessibleInterval<? extends RealType<?>> a = inner(luma(crop(reference)));
		final RandomAccessibleInterval<? extends RealType<?>> b = inner(luma(image));
		return new Score(Psnr.of(a, b, 255), Ssim.of(a, b, 255));
	}

	/** The mean of the scores of a set of images. */
	public static Score mean(final Collection<Score> scores) {
		return new Score(scores.stream().mapToDouble(Score::psnr).average().orElse(Double.NaN), //
			scores.stream().mapToDouble(Score::ssim).average().orElse(Double.NaN));
	}

	@SuppressWarnings("unchecked")
	private static RandomAccessibleInterval<? extends RealType<?>> luma(final RandomAccessibleInterval<?> image) {
		final Object type = Views.iterable(image).firstElement();
		if (type instanceof ARGBType)
			return Luma.of((RandomAccessibleInterval<ARGBType>) image);
		if (type instanceof RealType)
			return (RandomAccessibleInterval<? extends RealType<?>>) image;
		throw new VernierException("Pixels of type " + type.getClass().getSimpleName() +
			" cannot be scored; use an 8-bit grey or RGB image.");
	}

	private <T> RandomAccessibleInterval<T> inner(final RandomAccessibleInterval<T> image) {
		if (image.dimension(0) <= 2L * scale || image.dimension(1) <= 2L * scale)
			throw new VernierException("An image of " + Comparison.size(image) + " has nothing left when a frame of " +
				scale + " pixels is taken off; use a larger one.");
		return Views.zeroMin(Views.interval(image, Intervals.expand(image, -scale)));
	}
}
