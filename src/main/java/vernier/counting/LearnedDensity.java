package vernier.counting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.BlockWriter;
import vernier.image.GrayReader;
import vernier.image.MaskArea;
import vernier.image.Progress;
import vernier.image.ValueRange;
import vernier.inference.BlockChain;
import vernier.inference.BlockOperator;
import vernier.inference.ModelSession;
import vernier.inference.NetworkOperator;
import vernier.inference.RunReport;
import vernier.inference.TiledRun;
import vernier.model.Model;

/**
 * Counts by a network that gives, for every pixel, the expected number of objects in it, the variance of that number, and
 * possibly the standard deviation of an error that all pixels share (V. Lempitsky and A. Zisserman, Learning to count
 * objects in images, NIPS 2010; P. Rodriguez and J. D. Wegner, Counting the uncountable, GCPR 2018). The plane is resampled
 * until its objects have the size that the network knows, normalised by numbers of the whole plane, and the density is
 * resampled back so that no mass is lost.
 */
final class LearnedDensity implements PlaneCounter {

	/**
	 * Relative standard deviation of a count in an image enlarged by a factor of e, which holds less than the images that
	 * the network was trained on: nuclei and discs of 6 to 8 pixels, enlarged to 11, were miscounted by 5 to 10 %.
	 */
	private static final double ERROR_OF_ENLARGEMENT = 0.15;
	/** Smaller objects, in pixels, may look like hot ones. */
	private static final double SMALLEST_WITHOUT_HOT_PIXELS = 5;

	private final CountOptions options;
	private final DensityGrid grid;
	private final Model model;
	private final CountingSettings settings;
	private final ModelSession session;
	private final Normalisation normalisation;
	private final GridFilter toModel;
	private final double relativeError;
	/** Pixels of the plane for one of the model's grid. */
	private final double pixelArea;
	private final TiledRun measuring;
	private final TiledRun counting;
	private final HotPixels hot = new HotPixels();
	private RunReport report;
	private int dazzled;
	private double most;

	/** @throws vernier.image.VernierException if there is no such model, or the objects are too small for it */
	LearnedDensity(final CountOptions options, final DensityNetworks networks, final long width, final long height) {
		this.options = options;
		grid = DensityGrid.of(options, networks, width, height);
		model = grid.model();
		settings = grid.settings();
		relativeError = Math.hypot(settings.relativeError(), ERROR_OF_ENLARGEMENT * Math.max(0, Math.log(grid.factor())));
		pixelArea = (double) width / grid.width() * height / grid.height();
		toModel = new GridFilter(axis(width, grid.width()), axis(height, grid.height()), 1);
		normalisation = new Normalisation(settings.planes().size());
		session = networks.session(model, options);
		measuring = new TiledRun(sharp() ? new BlockChain(List.of(hot, toModel)) : toModel, options.budget(), 2);
		counting = TiledRun.of(chain(width, height), options.tile(), options.budget(), 1);
	}

	/** True if single pixels are no objects. */
	private boolean sharp() {
		return options.objectSize() >= SMALLEST_WITHOUT_HOT_PIXELS;
	}

	private static AxisWeights axis(final long source, final long target) {
		return target > source ? AxisWeights.linear(source, target) : AxisWeights.mean(source, target);
	}

	private BlockOperator chain(final long width, final long height) {
		final NetworkOperator network = new NetworkOperator(model, session);
		final boolean resampled = grid.width() != width || grid.height() != height;
		final List<BlockOperator> steps = new ArrayList<>(List.of(normalisation, network));
		if (resampled) {
			steps.add(0, toModel);
			steps.add(new GridFilter(AxisWeights.mass(grid.width(), width), AxisWeights.mass(grid.height(), height), network
				.targetChannels()));
		}
		if (sharp())
			steps.add(0, hot);
		return new BlockChain(steps);
	}

	@Override
	public List<Estimate> count(final RandomAccessibleInterval<?> plane, final int sign, final List<MaskArea> areas,
		final BlockWriter density, final Progress progress)
	{
		// pixels that have no value are told by NaN
		final GrayReader reader = new GrayReader(plane, ValueRange.RAW);
		final PlaneStatistics statistics = new PlaneStatistics(grid.width(), grid.height(), sign, grid.objectSize());
		hot.set(sign);
		measuring.run(reader, statistics, progress.part(0, 0));
		if (statistics.dazzling() > 0) {
			dazzled++;
			most = Math.max(most, statistics.dazzling());
		}
		normalisation.set(sign, statistics, settings.numbers(statistics, grid.objectSize()));
		final DensitySums sums = new DensitySums(areas, density, model.footprint().outputChannels());
		final RunReport ran = counting.run(reader, sums, progress);
		report = report == null ? ran : report.then(ran);
		final List<Estimate> estimates = new ArrayList<>();
		for (int i = 0; i < areas.size(); i++) {
			final double count = Math.max(0, sums.count(i));
			final double spread = Math.hypot(relativeError * count, settings.densityError() * areas.get(i).size() / pixelArea);
			final CountInterval interval = CountInterval.of(count, settings.varianceScale() * sums.variance(i) + spread * spread);
			estimates.add(new Estimate(count, interval.low(), interval.high()));
		}
		return estimates;
	}

	@Override
	public String name() {
		return model.description().id();
	}

	@Override
	public Optional<String> remark() {
		if (dazzled == 0)
			return Optional.empty();
		final String result = sharp() ? "they are cut, and what lies there may be miscounted"
			: "hot pixels, dirt or a bright body beside which objects are hardly seen; mend them, or count in selections";
		return Optional.of(String.format(Locale.ROOT, "%sSome pixels are %.0f times as bright as what else stands out: %s",
			dazzled == 1 ? "" : "In " + dazzled + " planes: ", most, result));
	}

	@Override
	public Map<String, String> provenance() {
		final Map<String, String> map = new LinkedHashMap<>();
		map.put("Vernier model", model.description().label());
		map.put("Vernier model sha256", model.description().sha256());
		map.put("Vernier device", session.device());
		map.put("Vernier grid", grid.width() + " x " + grid.height() + " pixels");
		if (report != null)
			map.put("Vernier tiles", report.describe());
		return map;
	}

	@Override
	public void close() {
		counting.close();
		measuring.close();
	}
}
