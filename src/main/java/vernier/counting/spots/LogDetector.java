package vernier.counting.spots;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.GrayReader;
import vernier.image.Progress;
import vernier.inference.MemoryBudget;
import vernier.inference.TiledRun;

/**
 * Finds spots as local maxima of the scale-normalised Laplacian of Gaussian, with a quadratic refinement below the pixel:
 * the method that needs no model.
 *
 * <pre>
 * try (LogDetector detector = new LogDetector(1.3, MemoryBudget.ofFreeMemory(), 0)) {
 *   List&lt;Spot&gt; spots = detector.detect(plane, 0.5, Progress.NONE);
 * }
 * </pre>
 *
 * Responses are divided by the plane's noise there as a multiple of its usual one: more light has more. A peak's height is
 * measured in standard deviations z of the noise that is left, from the median of the positive ones away from clear spots.
 * The probability of a spot is that of noise alone having no maximum as high anywhere in a plane of this size, exp(-E) with
 * E the expected number of such maxima of a Gaussian field (R. J. Adler, The Geometry of Random Fields, 1981): E = area 3 /
 * (2 sigma^2) (2 pi)^(-3/2) z exp(-z^2 / 2). Intensity and background are those of the Gaussian with the response and the
 * smoothed value found. Reads tile by tile; the result does not depend on the tiles.
 */
public final class LogDetector implements AutoCloseable {

	/** Below, the sampled kernel is no Laplacian any more. */
	public static final double SMALLEST_SIGMA = 0.5;

	/** Probability of peaks that are left out of the noise. */
	private static final double CLEAR = 0.95;
	/** In sigmas: there the response of a spot has become negative. */
	static final double SPOT_RADIUS = 2.5;
	private static final int ROUNDS = 10;
	/** The most that is taken for noise, as a multiple of what the plane's noise makes: beyond lies a crowd, or structure. */
	private static final double STRUCTURE = 3;
	/** Noise of a response without any, as a part of what the plane's noise makes. */
	private static final double FLAT = 1e-3;

	private final int reduction;
	/** In the pixels of the reduced plane. */
	private final double sigma;
	private final LogOperator operator;
	private final TiledRun run;

	/**
	 * @param sigma of the spots, in pixels, at least {@link #SMALLEST_SIGMA}; above {@link LocalisationOptions#LARGEST_SIGMA}
	 *          the filter sees the means of squares of pixels
	 * @param budget memory for tiles
	 * @param tile largest tile in pixels, or 0 to derive it from the budget
	 */
	public LogDetector(final double sigma, final MemoryBudget budget, final int tile) {
		if (!(sigma >= SMALLEST_SIGMA))
			throw new IllegalArgumentException("Sigma " + sigma + " is below " + SMALLEST_SIGMA);
		reduction = (int) Math.max(1, Math.ceil(sigma / LocalisationOptions.LARGEST_SIGMA));
		this.sigma = sigma / reduction;
		operator = new LogOperator(this.sigma);
		run = TiledRun.of(operator, tile, budget, 1);
	}

	/**
	 * Spots of one plane, the highest over the noise first.
	 *
	 * @param plane axes (x, y), bright spots on dark ground; colour counts as its luma
	 * @param probability least probability of a spot, above 0, below 1
	 * @param progress told after every tile
	 */
	public List<Spot> detect(final RandomAccessibleInterval<?> plane, final double probability, final Progress progress) {
		final RandomAccessibleInterval<?> seen = reduction == 1 ? plane : BlockMean.of(plane, reduction, progress);
		return detect(seen, PlaneNoise.of(seen, progress), 0, probability, progress).stream().map(spot -> spot.enlarged(
			reduction)).toList();
	}

	/**
	 * Spots of one plane, or of a reduced one, that reach both limits.
	 *
	 * @param level background and noise of the plane
	 * @param least least height in standard deviations of the response's noise, the same in all of the plane; 0 for any
	 * @param probability least probability of a spot; 0 for any
	 */
	List<Spot> detect(final RandomAccessibleInterval<?> plane, final PlaneNoise level, final double least,
		final double probability, final Progress progress)
	{
		return detect(plane, level, least > 0 ? null : LocalNoise.of(plane, level, progress), least, probability, progress);
	}

	/**
	 * As above.
	 *
	 * @param local noise of the plane from place to place, or null to take it for the same
	 */
	List<Spot> detect(final RandomAccessibleInterval<?> plane, final PlaneNoise level, final LocalNoise local,
		final double least, final double probability, final Progress progress)
	{
		final GrayReader reader = new GrayReader(plane, level.range());
		// in units of the plane's noise: what white noise alone gives is not kept
		final LogPeaks peaks = new LogPeaks(reader.width(), reader.height(), operator.noiseGain(), local);
		run.run(reader, peaks, progress);
		final double area = (double) reader.width() * reader.height();
		final double noise = noise(peaks, area);
		final List<Spot> spots = new ArrayList<>();
		for (final LogPeaks.Peak peak : peaks.peaks()) {
			final double there = noise / operator.noiseGain() * operator.noiseGain((long) peak.x(), (long) peak.y(), reader
				.width(), reader.height());
			final double z = peak.height() / there;
			final double p = probability(z, area);
			if (z >= least && p >= probability)
				spots.add(spot(peak, p, level));
		}
		return spots;
	}

	/**
	 * The noise of the response without the spots: they are found with a noise that they raise, then left out, and again. A
	 * crowd would raise it until none of it is left, so that there is a limit; other structure raises it up to there.
	 */
	private double noise(final LogPeaks found, final double area) {
		final List<LogPeaks.Peak> peaks = found.peaks();
		final double floor = operator.noiseGain() * FLAT;
		final double most = operator.noiseGain() * STRUCTURE;
		double noise = Math.max(floor, Math.min(most, found.spread()));
		int spots = 0;
		for (int round = 0; round < ROUNDS; round++) {
			final double before = noise;
			final int clear = (int) peaks.stream().takeWhile(peak -> probability(peak.height() / before, area) >= CLEAR)
				.count();
			final double next = clear == spots ? Double.NaN : found.noise(peaks.subList(0, clear), SPOT_RADIUS * sigma);
			if (Double.isNaN(next))
				break;
			spots = clear;
			noise = Math.max(floor, Math.min(most, next));
		}
		return noise;
	}

	private Spot spot(final LogPeaks.Peak peak, final double probability, final PlaneNoise level) {
		// variance of the smoothed spot: spot, filter, and the pixel that integrates it
		final double variance = 2 * sigma * sigma + 1 / 12.0;
		final double intensity = Math.PI * variance * variance / (sigma * sigma) * peak.response();
		final double dx = peak.x() - Math.floor(peak.x()) - 0.5;
		final double dy = peak.y() - Math.floor(peak.y()) - 0.5;
		final double background = peak.smooth() - intensity / (2 * Math.PI * variance) * //
			Math.exp(-(dx * dx + dy * dy) / (2 * variance));
		return new Spot(peak.x(), peak.y(), intensity * level.range().width(), //
			background * level.range().width() + level.background(), sigma, Double.NaN, probability);
	}

	/** That noise alone has no maximum of z standard deviations or more. */
	private double probability(final double z, final double area) {
		// the formula holds for high maxima; below 1 it would fall again
		final double height = Math.max(1, z);
		final double expected = area * 1.5 / (sigma * sigma) * Math.pow(2 * Math.PI, -1.5) * height * //
			Math.exp(-height * height / 2);
		return Math.exp(-expected);
	}

	@Override
	public void close() {
		run.close();
	}
}
