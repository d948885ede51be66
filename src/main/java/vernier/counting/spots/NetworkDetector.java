package vernier.counting.spots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.BlockReader;
import vernier.image.GrayReader;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.inference.MemoryBudget;
import vernier.inference.ModelSession;
import vernier.inference.NetworkOperator;
import vernier.inference.RunReport;
import vernier.inference.TiledRun;
import vernier.model.Footprint;
import vernier.model.Model;

/** Finds spots by a network of {@link EmitterPixels}, tile by tile; the result does not depend on the tiles. */
final class NetworkDetector implements AutoCloseable {

	/** Pixels from something very bright within which the network misses what is dim. */
	private static final double SWAMPED = 24;
	/** In sigmas: nearer to something very bright are its own rings, and nearer than half of it is a spot that is known. */
	private static final double APART = 3;

	private final Model model;
	private final ModelSession session;
	private final TiledRun run;
	private RunReport report;

	/**
	 * @param tile largest tile in pixels, or 0 to derive it from the budget
	 * @param log takes one line when a GPU was wanted and is not used
	 * @throws VernierException if the model is no emitter network or cannot be run
	 */
	NetworkDetector(final Model model, final Device device, final MemoryBudget budget, final int tile,
		final Consumer<String> log)
	{
		this.model = model;
		final Footprint footprint = model.footprint();
		if (footprint.inputChannels() != 1 || footprint.outputChannels() != EmitterPixels.CHANNELS || footprint.scale() != 1 ||
			footprint.reduction() != 1)
			throw new VernierException("The model \"" + model.description().id() + "\" gives " + footprint.outputChannels() +
				" channels from " + footprint.inputChannels() + " at scale " + (footprint.reduction() == 1 ? footprint.scale()
					: "1/" + footprint.reduction()) +
				"; localisation needs one that gives 6 (probability, x, y, intensity, background, sigma) from 1 at scale 1.");
		session = ModelSession.open(model, device, log);
		final NetworkOperator operator = new NetworkOperator(model, session);
		run = TiledRun.of(operator, tile, budget, 1);
	}

	/**
	 * Spots of one plane, the most probable first. A plane that is very bright in places is seen once more with these dimmed,
	 * for the spots beside them.
	 */
	List<Spot> detect(final RandomAccessibleInterval<?> plane, final PlaneNoise level, final double probability,
		final Progress progress)
	{
		final GrayReader reader = new GrayReader(plane, level.range());
		final BrightPixels bright = BrightPixels.of(reader, progress);
		if (!bright.areExceptions())
			return detect(reader, level, probability, progress);
		final List<Spot> spots = new ArrayList<>(detect(reader, level, probability, progress.part(0, 0.5)));
		final SpotIndex index = new SpotIndex(spots, Refinement.reach(spots));
		final List<Spot> beside = detect(new DimmedReader(reader), level, probability, progress.part(0.5, 1)).stream().filter(
			spot -> bright.areWithin(SWAMPED, spot.x(), spot.y()) && !bright.areWithin(spot.sigma() + 1, spot.x(), spot.y()) &&
				index.around(spot.x(), spot.y()).stream().map(spots::get).noneMatch(known -> known.distance(spot) < (bright
					.areWithin(0, known.x(), known.y()) ? APART * known.sigma() + 1 : APART * known.sigma() / 2))).toList();
		spots.addAll(beside);
		spots.sort(Comparator.comparingDouble(Spot::probability).reversed());
		return spots;
	}

	private List<Spot> detect(final BlockReader reader, final PlaneNoise level, final double probability,
		final Progress progress)
	{
		final EmitterPixels pixels = new EmitterPixels(level);
		final RunReport ran = run.run(reader, pixels, progress);
		report = report == null ? ran : report.then(ran);
		return pixels.spots(probability);
	}

	/** What the model's description sets, such as its own threshold, under config: vernier. */
	Map<String, Object> settings() {
		return model.description().settings();
	}

	Model model() {
		return model;
	}

	String device() {
		return session.device();
	}

	/** Begins another image, whose tiles are told for themselves. */
	void begin() {
		report = null;
	}

	/** The tiles of the image. */
	String tiles() {
		return report == null ? "none" : report.describe();
	}

	@Override
	public void close() {
		run.close();
		session.close();
	}
}
