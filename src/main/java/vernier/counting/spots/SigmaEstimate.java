package vernier.counting.spots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.Progress;
import vernier.inference.MemoryBudget;

/**
 * The width of the spots of a plane, from the plane: significant isolated spots are found and fitted with a free
 * sigma, their median is taken, and both are repeated with that sigma until it stays. Where that ends at the width of noise,
 * it is done again from the brightest spots alone, and with wider ones to begin with.
 */
final class SigmaEstimate {

	/** Where to begin, and what is taken for a plane without spots, in pixels. */
	static final double USUAL = 1.3;

	/** Where to begin if nothing but noise is found from there. */
	private static final double[] STARTS = { USUAL, 5, 20 };
	/** A sigma up to this one may be that of noise. */
	private static final double NOISE = 1.1 * LogDetector.SMALLEST_SIGMA;
	/** A wider spot fills so much of the plane that it may be its background. */
	private static final double SIGMAS_PER_SIDE = 16;
	/** Least intensity, of the brightest spot's, where noise is to be left out. */
	private static final double BRIGHT = 0.5;
	private static final double WIDEST = 2.5;
	private static final int SPOTS = 200;
	/** Of one spot at least: else all may be noise. */
	private static final double SURE = 0.99;
	/** All spots are as good that have at least this part of the intensity of the brightest few. */
	private static final double LIKE = 0.5;
	private static final int FEW = 50;
	private static final int ROUNDS = 6;
	private static final double SAME = 0.03;

	private SigmaEstimate() {}

	/** @return sigma in pixels; nothing if the plane has no spots that can be fitted */
	static OptionalDouble of(final RandomAccessibleInterval<?> plane, final MemoryBudget budget, final Progress progress) {
		final PlaneNoise level = PlaneNoise.of(plane, progress);
		final LocalNoise local = LocalNoise.of(plane, level, progress);
		final OptionalDouble usual = from(USUAL, 0, plane, level, local, budget, progress);
		if (usual.orElse(0) > NOISE)
			return usual;
		// noise outnumbers few spots; and of spots far wider than the filter, it sees nothing but the noise on them
		final double widest = Math.min(plane.dimension(0), plane.dimension(1)) / SIGMAS_PER_SIDE;
		for (final double start : STARTS)
			if (start <= widest) {
				final OptionalDouble other = from(start, BRIGHT, plane, level, local, budget, progress);
				if (other.orElse(0) > NOISE && other.getAsDouble() <= widest)
					return other;
			}
		return usual;
	}

	private static OptionalDouble from(final double start, final double bright,
		final RandomAccessibleInterval<?> plane, final PlaneNoise level, final LocalNoise local, final MemoryBudget budget,
		final Progress progress)
	{
		double sigma = start;
		boolean found = false;
		for (int round = 0; round < ROUNDS; round++) {
			final OptionalDouble next = step(plane, level, local, sigma, bright, budget, progress);
			if (next.isEmpty())
				break;
			found = true;
			final double before = sigma;
			sigma = Math.max(LogDetector.SMALLEST_SIGMA, Math.min(LocalisationOptions.LARGEST_SIGMA, next.getAsDouble()));
			if (Math.abs(sigma - before) < SAME * before)
				break;
		}
		return found ? OptionalDouble.of(sigma) : OptionalDouble.empty();
	}

	private static OptionalDouble step(final RandomAccessibleInterval<?> plane, final PlaneNoise level, final LocalNoise local,
		final double sigma, final double bright, final MemoryBudget budget, final Progress progress)
	{
		final List<Spot> spots;
		try (LogDetector detector = new LogDetector(sigma, budget, 0)) {
			// a progress that only asks whether to stop
			spots = detector.detect(plane, level, local, 0, 0.5, progress.part(0, 0)).stream().sorted(Comparator.comparingDouble(
				Spot::intensity).reversed()).toList();
		}
		if (spots.stream().noneMatch(spot -> spot.probability() >= SURE))
			return OptionalDouble.empty();
		final SpotIndex index = new SpotIndex(spots, Refinement.reach(spots));
		final List<Spot> clear = new ArrayList<>();
		double least = spots.isEmpty() ? 0 : bright * spots.get(0).intensity();
		for (int i = 0; i < spots.size() && spots.get(i).intensity() >= least; i++)
			if (Refinement.isolated(spots.get(i), spots, index)) {
				clear.add(spots.get(i));
				if (clear.size() == FEW)
					least = Math.max(least, LIKE * spots.get(i).intensity());
			}
		// none stands alone: the brightest of the crowd, with their neighbours taken off
		final List<Spot> chosen = clear.isEmpty() ? spots.subList(0, Math.min(SPOTS, spots.size())) : spread(clear);
		final double[] sigmas = new Refinement(plane, false, progress).refine(chosen, NoiseModel.uniform(level), WIDEST, //
			spot -> true).stream().mapToDouble(Spot::sigma).filter(value -> value != sigma).sorted().toArray();
		return sigmas.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sigmas[sigmas.length / 2]);
	}

	/** Some of all: of spots that are equally bright, those that noise made brightest are also made narrower by it. */
	private static List<Spot> spread(final List<Spot> spots) {
		final int n = Math.min(SPOTS, spots.size());
		return IntStream.range(0, n).mapToObj(i -> spots.get((int) ((long) i * spots.size() / n))).toList();
	}
}
