package vernier.quality;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Root of the mean squared difference between two images. */
public final class Rmse {

	private Rmse() {}

	/**
	 * Compares two images of any number of dimensions, in their pixel values.
	 *
	 * @return 0 for equal images; NaN if a pixel is NaN
	 * @throws vernier.image.VernierException if their sizes differ
	 */
	public static double of(final RandomAccessibleInterval<? extends RealType<?>> a,
		final RandomAccessibleInterval<? extends RealType<?>> b)
	{
		Comparison.requireSameSize(a, b);
		final Cursor<? extends RealType<?>> cursorA = Views.flatIterable(a).cursor();
		final Cursor<? extends RealType<?>> cursorB = Views.flatIterable(b).cursor();
		double squares = 0;
		long count = 0;
		while (cursorA.hasNext()) {
			final double difference = cursorA.next().getRealDouble() - cursorB.next().getRealDouble();
			squares += difference * difference;
			count++;
		}
		return Math.sqrt(squares / count);
	}
}
