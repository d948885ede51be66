package vernier.counting;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import vernier.counting.spots.LogDetector;
import vernier.counting.spots.Polarity;
import vernier.counting.spots.Spot;
import vernier.image.BlockWriter;
import vernier.image.MaskArea;
import vernier.image.PlanePoint;
import vernier.image.PlanePosition;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.inference.Buffers;

/**
 * Counts local maxima of the Laplacian of Gaussian: what can be done without a model, as long as objects can be told
 * apart. The filter's sigma is the object's diameter over 2 sqrt(2), at which a disc answers most; the interval is that of
 * a Poisson number.
 */
final class LocalMaxima implements PlaneCounter {

	private static final double PROBABILITY = 0.5;

	private static final PlanePosition ANY = new PlanePosition(1, 1, 1);

	private final double sigma;
	private final LogDetector detector;

	LocalMaxima(final CountOptions options) {
		sigma = sigma(options.objectSize());
		detector = new LogDetector(sigma, options.budget(), options.tile());
	}

	/** At which a disc of the size answers most. */
	static double sigma(final double objectSize) {
		return Math.max(LogDetector.SMALLEST_SIGMA, objectSize / (2 * Math.sqrt(2)));
	}

	@Override
	public List<Estimate> count(final RandomAccessibleInterval<?> plane, final int sign, final List<MaskArea> areas,
		final BlockWriter density, final Progress progress)
	{
		final List<Spot> spots = detector.detect(Polarity.bright(plane, sign), PROBABILITY, progress);
		final long width = plane.dimension(0);
		final long height = plane.dimension(1);
		// of a square that ends beyond the border the middle may lie there as well
		final List<long[]> pixels = spots.stream().map(spot -> new long[] { Math.min(width - 1, (long) spot.x()), Math.min(
			height - 1, (long) spot.y()) }).toList();
		if (density != null)
			write(pixels, width, density);
		final PointCells cells = new PointCells(pixels.stream().map(pixel -> new PlanePoint(pixel[0], pixel[1], 0, 0, 0))
			.toList());
		final List<Estimate> estimates = new ArrayList<>();
		for (final MaskArea area : areas) {
			progress.checkCancelled();
			final long count = cells.count(area, ANY);
			final CountInterval interval = CountInterval.poisson(count);
			estimates.add(new Estimate(count, interval.low(), interval.high()));
		}
		return estimates;
	}

	/** A 1 in the pixel of each maximum. */
	private static void write(final List<long[]> pixels, final long width, final BlockWriter density) {
		final Map<Long, Integer> numbers = new LinkedHashMap<>();
		for (final long[] pixel : pixels)
			numbers.merge(pixel[1] * width + pixel[0], 1, Integer::sum);
		final FloatBuffer one = Buffers.allocate(1);
		numbers.forEach((pixel, number) -> {
			one.put(0, number);
			density.write(new Region(pixel % width, pixel / width, 1, 1), one);
		});
	}

	@Override
	public String name() {
		return CountMethod.LOG.label();
	}

	@Override
	public Map<String, String> provenance() {
		return new LinkedHashMap<>(Map.of("Vernier method", "local maxima of the Laplacian of Gaussian, sigma " + String
			.format(Locale.ROOT, "%.3g", sigma) + " px"));
	}

	@Override
	public void close() {
		detector.close();
	}
}
