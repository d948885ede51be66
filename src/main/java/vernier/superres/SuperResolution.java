package vernier.superres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import vernier.image.BlockReader;
import vernier.image.NonFinite;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.ResultPlanes;
import vernier.image.ValueRange;
import vernier.image.ValueRanges;
import vernier.image.VernierException;
import vernier.inference.BlockChain;
import vernier.inference.BlockOperator;
import vernier.inference.ModelSession;
import vernier.inference.NetworkOperator;
import vernier.inference.RunReport;
import vernier.inference.TiledRun;
import vernier.model.Model;

/**
 * Enlarges images by learned super-resolution: every (x, y) plane on its own, in the pixel type of the input. Factors
 * between the networks' own are reached by the next larger network and an antialiased cubic reduction; there may be a
 * network that is told the factor.
 *
 * <pre>
 * try (SuperResolution sr = new SuperResolution(Options.defaults().withScale(Scale.of(2)))) {
 *   RandomAccessibleInterval&lt;UnsignedByteType&gt; large = sr.enlarge(image);
 * }
 * </pre>
 *
 * Sessions and buffers are kept from image to image; one thread at a time.
 */
public final class SuperResolution implements AutoCloseable {

	/** Result planes, what they miss of the input when reduced again (if asked for), and what ran. */
	public record Result(PlaneStack image, Optional<PlaneStack> residual, Map<String, String> provenance) {}

	/** Part of a result that has to be cubic before a word is said about the network. */
	private static final double MANY = 0.2;

	private final Options options;
	private final List<Model> networks;
	private final Map<Model, ModelSession> sessions = new HashMap<>();
	private final Map<Pixels, TiledRun> runs = new EnumMap<>(Pixels.class);
	private final List<Outliers> guards = new ArrayList<>();
	private boolean warned;

	/** What planes hold: gray values of 8 bits, others, red, green and blue. */
	private enum Pixels {
		BYTES, VALUES, COLOUR;

		static Pixels of(final RandomAccessibleInterval<?> plane) {
			if (Planes.isColor(plane))
				return COLOUR;
			return plane.getType() instanceof UnsignedByteType ? BYTES : VALUES;
		}
	}

	/**
	 * Loads the networks and opens them on the device.
	 *
	 * @throws VernierException if a model or device is not to be had
	 */
	public SuperResolution(final Options options) {
		this.options = options;
		networks = Networks.choose(options.catalog(), options.model(), options.scale());
		try {
			for (final Model model : networks)
				sessions.computeIfAbsent(model, m -> ModelSession.open(m, options.device(), options.log()));
		}
		catch (final RuntimeException e) {
			close();
			throw e;
		}
	}

	/**
	 * Enlarges an ImgLib2 image.
	 *
	 * @param image axes (x, y, ...); real-typed, or ARGB for colour
	 * @return the same axes and type, x and y enlarged; its first pixel is at 0, wherever that of the image is
	 * @throws VernierException if the image is empty, has one axis or pixels of another kind, or memory does not suffice
	 */
	@SuppressWarnings("unchecked")
	public <T> RandomAccessibleInterval<T> enlarge(final RandomAccessibleInterval<T> image) {
		final PlaneStack planes = enlarge(PlaneStack.of(image), Progress.NONE).image();
		final long[] further = Arrays.copyOfRange(image.dimensionsAsLongArray(), 2, image.numDimensions());
		return (RandomAccessibleInterval<T>) PlaneStack.join(planes, further);
	}

	/**
	 * Enlarges every plane.
	 *
	 * @param image planes of one size and pixel type
	 * @param progress told after every tile, asked before every tile whether to stop
	 * @throws VernierException if the image is empty, the result is too large for its kind, or memory does not suffice
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public Result enlarge(final PlaneStack image, final Progress progress) {
		image.checkNotEmpty();
		return enlarge(image, ResultPlanes.allocate(image, options.scale().targetWidth(image.width()), options.scale()
			.targetHeight(image.height())), progress);
	}

	/**
	 * As above, into planes that are there: on a disk, for example.
	 *
	 * @param planes of the input's pixel type, as many, and of the enlarged size
	 */
	public Result enlarge(final PlaneStack image, final PlaneStack planes, final Progress progress) {
		image.checkNotEmpty();
		if (sessions.isEmpty())
			throw new IllegalStateException("This super-resolution is closed");
		if (planes.size() != image.size() || planes.width() != options.scale().targetWidth(image.width()) || //
			planes.height() != options.scale().targetHeight(image.height()))
			throw new IllegalArgumentException("The planes for the result have another size than the result");
		final long start = System.nanoTime();
		final int n = image.size();
		final Map<Integer, ValueRange> ranges = new HashMap<>();
		final Residual residual = new Residual();
		RunReport report = null;
		for (int i = 0; i < n; i++) {
			progress.checkCancelled();
			final double before = (double) i / n;
			final ValueRange range = ranges.computeIfAbsent(image.rangeGroup(i),
				group -> ValueRanges.of(image, group, progress.part(before, before)));
			final Progress part = progress.part(before, (i + 1.0) / n);
			final RandomAccessibleInterval<?> source = image.plane(i);
			final RandomAccessibleInterval<?> target = ResultPlanes.plane(planes, i, "use a part of the image or a smaller scale");
			final RunReport ran = enlargePlane(source, target, range, part);
			report = report == null ? ran : report.then(ran);
			if (options.residual())
				// it takes a moment only, which the progress does not show, but can be stopped
				residual.add(source, target, range, image.unit(), options.scale(), part.part(1, 1));
		}
		warn();
		final Map<String, String> provenance = provenance(report, (System.nanoTime() - start) / 1e9);
		if (!options.residual())
			return new Result(planes, Optional.empty(), provenance);
		provenance.put("Vernier residual", residual.toString());
		return new Result(planes, Optional.of(residual.stack()), provenance);
	}

	private RunReport enlargePlane(final RandomAccessibleInterval<?> source, final RandomAccessibleInterval<?> target,
		final ValueRange range, final Progress progress)
	{
		final BlockReader reader = Planes.reader(source, range);
		final RunReport report = runs.computeIfAbsent(Pixels.of(source), this::tiled) //
			.run(reader, Planes.writer(target, range), progress);
		NonFinite.restore(source, target, options.scale().x(), options.scale().y(), progress);
		return report;
	}

	/** Once, if a network seems to be none for such images. */
	private void warn() {
		final double replaced = guards.stream().mapToDouble(Outliers::replaced).max().orElse(0);
		if (warned || replaced <= MANY)
			return;
		warned = true;
		options.log().accept(String.format(Locale.ROOT, "In %.0f %% of the result, the network's values are far beyond the " +
			"range of the image, and cubic convolution stands instead: the network seems not to be made for such images, or for " +
			"values from 0 to 1.", 100 * replaced));
	}

	private TiledRun tiled(final Pixels pixels) {
		final BlockOperator operator = operator(pixels);
		final int step = options.scale().isWhole() ? (int) Math.max(options.scale().x(), options.scale().y()) : 1;
		return TiledRun.of(operator, options.tile(), options.budget(), step);
	}

	/** The whole computation for planes of one kind. */
	private BlockOperator operator(final Pixels pixels) {
		final Scale scale = options.scale();
		final List<BlockOperator> steps = new ArrayList<>();
		int product = 1;
		for (final Model model : networks) {
			final NetworkOperator network = new NetworkOperator(model, sessions.get(model));
			final BlockOperator step = FactorRange.of(model.description()).isPresent() ? new FactorAware(network, scale.x())
				: network;
			// at hard edges a network goes beyond the range that the next one knows
			steps.add(steps.isEmpty() ? step : new Outliers(step, Resampler.enlarging(Scale.of(network.scale()), 1)));
			product *= network.scale();
		}
		if (scale.x() != product || scale.y() != product)
			steps.add(new Resampler(scale.x() / product, scale.y() / product, 1));
		BlockOperator operator = steps.size() == 1 ? steps.get(0) : new BlockChain(steps);
		final Outliers tamed = new Outliers(new Smooth(operator, scale, pixels != Pixels.VALUES), Resampler.enlarging(scale, 1));
		guards.add(tamed);
		operator = tamed;
		if (pixels == Pixels.COLOUR)
			operator = new ColourDetail(operator, scale);
		return options.consistent() ? new BackProjection(operator, scale, BackProjection.DEFAULT_STEPS) : operator;
	}

	private Map<String, String> provenance(final RunReport report, final double seconds) {
		final Map<String, String> map = new LinkedHashMap<>();
		map.put("Vernier model", networks.stream().map(m -> m.description().label())
			.reduce((a, b) -> a + ", then " + b).orElseThrow());
		map.put("Vernier model sha256", networks.stream().map(m -> m.description().sha256())
			.reduce((a, b) -> a + ", " + b).orElseThrow());
		map.put("Vernier device", networks.stream().map(m -> sessions.get(m).device()).distinct()
			.reduce((a, b) -> a + ", then " + b).orElseThrow());
		map.put("Vernier scale", options.scale().toString());
		map.put("Vernier consistency", options.consistent() ? "back-projected" : "off");
		map.put("Vernier tiles", report.describe());
		map.put("Vernier time", String.format(Locale.ROOT, "%.2f s", seconds));
		return map;
	}

	@Override
	public void close() {
		runs.values().forEach(TiledRun::close);
		runs.clear();
		sessions.values().forEach(ModelSession::close);
		sessions.clear();
	}
}
