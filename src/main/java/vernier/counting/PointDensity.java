package vernier.counting;

import java.util.List;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import vernier.image.PlanePoint;
import vernier.image.PlanePosition;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.quality.PixelGaussian;

/**
 * The density of known points: each adds 1 to the sum of its plane, in its pixel or spread as a Gaussian. At the border,
 * what would fall outside is kept inside, so that the sum over a plane is exactly the number of points in it.
 *
 * <pre>
 * PlaneStack density = PointDensity.of(PointFiles.read(file, image), image, 1.5);
 * </pre>
 */
public final class PointDensity {

	private static final double WINDOW = 5;
	private static final double LARGEST_SIGMA = 1000;

	private PointDensity() {}

	/**
	 * @param points those outside of the image are left out
	 * @param image whose size and planes the density has
	 * @param sigma of the Gaussian, px; 0 to put each point into its pixel
	 * @return 32-bit planes, objects per pixel
	 * @throws VernierException if sigma is none
	 */
	public static PlaneStack of(final List<PlanePoint> points, final PlaneStack image, final double sigma) {
		return of(points, image, sigma, Progress.NONE);
	}

	/**
	 * As above.
	 *
	 * @param progress told after every plane, asked before every point whether to stop
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public static PlaneStack of(final List<PlanePoint> points, final PlaneStack image, final double sigma,
		final Progress progress)
	{
		checkSigma(sigma);
		final FloatPlanes density = new FloatPlanes(image);
		for (int i = 0; i < image.size(); i++) {
			final PlaneSum plane = new PlaneSum(density.plane(i));
			final PlanePosition position = image.position(i);
			for (final PlanePoint point : points)
				if (point.isIn(position)) {
					progress.checkCancelled();
					plane.add(point, sigma);
				}
			progress.update((i + 1.0) / image.size());
		}
		return density;
	}

	/** @throws VernierException if this is no sigma */
	public static double checkSigma(final double sigma) {
		if (!(sigma >= 0 && sigma <= LARGEST_SIGMA))
			throw new VernierException("Sigma is " + sigma + " pixels; 0 to " + LARGEST_SIGMA +
				" are expected: give 0 to put each point into its pixel.");
		return sigma;
	}

	/** The sum over all planes. */
	public static double sum(final PlaneStack density) {
		double sum = 0;
		for (int i = 0; i < density.size(); i++)
			for (final Object value : Views.iterable(density.plane(i)))
				sum += ((FloatType) value).getRealDouble();
		return sum;
	}

	/** A plane that points are added to. */
	private static final class PlaneSum {

		private final RandomAccess<FloatType> pixels;
		private final long width;
		private final long height;

		@SuppressWarnings("unchecked")
		PlaneSum(final RandomAccessibleInterval<?> plane) {
			pixels = ((RandomAccessibleInterval<FloatType>) plane).randomAccess();
			width = plane.dimension(0);
			height = plane.dimension(1);
		}

		void add(final PlanePoint point, final double sigma) {
			if (!(point.x() >= 0 && point.y() >= 0 && point.x() < width && point.y() < height))
				return;
			final Axis x = new Axis(point.x(), sigma, width);
			final Axis y = new Axis(point.y(), sigma, height);
			for (int j = 0; j < y.weights.length; j++)
				for (int i = 0; i < x.weights.length; i++) {
					final FloatType pixel = pixels.setPositionAndGet(x.first + i, y.first + j);
					pixel.set((float) (pixel.get() + x.weights[i] * y.weights[j]));
				}
		}
	}

	/** Weights of sum 1 along one axis, within the image. */
	private static final class Axis {

		final long first;
		final double[] weights;

		Axis(final double centre, final double sigma, final long size) {
			first = (long) Math.max(0, Math.floor(centre - WINDOW * sigma));
			final long last = (long) Math.min(size - 1, Math.floor(centre + WINDOW * sigma));
			weights = new double[(int) (last - first) + 1];
			if (weights.length == 1) {
				weights[0] = 1;
				return;
			}
			final PixelGaussian gaussian = new PixelGaussian(centre, sigma, first, weights.length);
			double sum = 0;
			for (int i = 0; i < weights.length; i++)
				sum += weights[i] = gaussian.integral(i);
			for (int i = 0; i < weights.length; i++)
				weights[i] /= sum;
		}
	}
}
