package vernier.counting.spots;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import vernier.image.Exposure;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;

/**
 * Localises the spots of every (x, y) plane of an image.
 *
 * <pre>
 * try (Localisation localisation = new Localisation(LocalisationOptions.defaults().withSigma(1.3))) {
 *   List&lt;Spot&gt; spots = localisation.locate(PlaneStack.of(image), Progress.NONE).spots(0);
 * }
 * </pre>
 *
 * Colour counts as its luma, if no other is chosen. Sessions and buffers are kept from image to image; one thread
 * at a time.
 */
public final class Localisation implements AutoCloseable {

	/** What models for this are for. */
	public static final String TASK = "localisation";

	/** Of a network that says none itself. */
	private static final double USUAL_PROBABILITY = 0.5;
	/** Of peaks: by the formula, one plane without spots in a hundred has a false one. */
	private static final double USUAL_SIGNIFICANCE = 0.99;
	/** A wider spot than this, as a factor, is more than one that cannot be told apart: its fit says nothing. */
	private static final double WIDEST = 1.5;
	/** Radius of the ring around a spot in the Laplacian of Gaussian, in sigmas: greatest at 2.8, and then some. */
	private static final double RING = 4;
	/** By this factor must the noise grow faster with the light than the gain says; that of an amplifying camera does twice. */
	private static final double AMPLIFIED = 1.5;
	/** Of spots wider than a network knows, in a plane that is reduced for it: at most this part of the widest it knows. */
	private static final double COMFORTABLE = 0.9;
	/** Planes from which sigma is found, where it is to be found. */
	private static final int SIGMA_PLANES = 3;

	/**
	 * Spots by plane.
	 *
	 * @param planes a list for each plane, in the planes' order
	 * @param photons true if intensity and background are in photons, false for gray levels
	 * @param provenance what ran
	 */
	public record Result(List<List<Spot>> planes, boolean photons, Map<String, String> provenance) {

		/** Spots of one plane, from 0. */
		public List<Spot> spots(final int plane) {
			return planes.get(plane);
		}

		/** Number of spots in all planes. */
		public int count() {
			return planes.stream().mapToInt(List::size).sum();
		}
	}

	private final LocalisationOptions options;
	/** Spots of the image in work that did not stand out of their texture. */
	private int textured;
	/** Spots of the image in work that lay on straight edges or lines. */
	private int edged;
	/** Spots of the image in work that were single pixels. */
	private int hot;
	/** By which factor the noise of the image in work is greater for spots than for pixels: 1 if it is that of pixels. */
	private double shared = 1;
	/** The most by which the noise of the image in work grew faster with the light than the gain says; 0 if it did not. */
	private double amplified;
	private final Map<Double, LogDetector> detectors = new HashMap<>();
	private NetworkDetector network;
	private boolean closed;

	/**
	 * Loads the network, if one is used, and opens it on its device.
	 *
	 * @throws VernierException if the model or device is not to be had
	 */
	public Localisation(final LocalisationOptions options) {
		this.options = options;
		final boolean asked = options.method() == Method.NETWORK || !options.model().equalsIgnoreCase(
			LocalisationOptions.AUTO);
		if (options.method() == Method.LOG || options.method() == Method.FIT)
			return;
		final String id = model(options.catalog(), options.model());
		if (id != null)
			network = new NetworkDetector(options.catalog().load(id, choices(options.catalog())), options.device(), options
				.budget(), options.tile(), options.log());
		else if (asked)
			throw new VernierException("There is no model for localisation in the catalog: use method fit or LoG, or name a " +
				"model file.");
	}

	/** What a user can choose from: Auto, then models by id. */
	public static List<String> choices(final ModelCatalog catalog) {
		final List<String> names = new ArrayList<>(List.of(LocalisationOptions.AUTO));
		catalog.list(TASK).forEach(model -> names.add(model.id()));
		return List.copyOf(names);
	}

	private static String model(final ModelCatalog catalog, final String name) {
		return !name.equalsIgnoreCase(LocalisationOptions.AUTO) ? name : catalog.list(TASK).stream().map(ModelDescription::id)
			.findFirst().orElse(null);
	}

	/**
	 * @param image planes of one size and pixel type
	 * @param progress told after every tile, asked before every tile whether to stop
	 * @throws VernierException if the image is empty or memory does not suffice
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public Result locate(final PlaneStack image, final Progress progress) {
		if (closed)
			// without its network it would go on by another method
			throw new IllegalStateException("This localisation is closed");
		image.checkNotEmpty();
		if (options.sigma().isEmpty())
			// the next image has another sigma, found from it
			closeDetectors();
		final long start = System.nanoTime();
		if (network != null)
			network.begin();
		textured = 0;
		edged = 0;
		hot = 0;
		shared = 1;
		amplified = 0;
		options.colour().remark(image.plane(0)).ifPresent(options.log());
		final List<List<Spot>> planes = new ArrayList<>();
		final Map<Integer, Integer> signs = new HashMap<>();
		final Map<Integer, Double> sigmas = new LinkedHashMap<>();
		final Exposure exposure = new Exposure("spots are missed or displaced");
		final SaturatedSpots saturated = new SaturatedSpots();
		final Set<Method> methods = EnumSet.noneOf(Method.class);
		final int n = image.size();
		for (int i = 0; i < n; i++) {
			progress.checkCancelled();
			final Progress part = progress.part((double) i / n, (i + 1.0) / n);
			final RandomAccessibleInterval<?> shown = image.plane(i);
			final RandomAccessibleInterval<?> plane = options.colour().in(shown);
			final int sign = signs.computeIfAbsent(image.rangeGroup(i), group -> sign(image, options.polarity().telling(image,
				group, shown, part), part));
			final double sigma = sigmas.computeIfAbsent(image.rangeGroup(i), group -> sigma(image, group, sign, part));
			final Method method = method(sigma);
			methods.add(method);
			final RandomAccessibleInterval<?> bright = Polarity.bright(plane, sign);
			planes.add(locate(bright, sign, sigma, method, image, part));
			saturated.add(bright, planes.get(i), exposure.add(plane, sign, part));
			part.update(1);
		}
		exposure.lines().forEach(options.log());
		saturated.line().ifPresent(options.log());
		if (amplified > 0)
			options.log().accept(String.format(Locale.ROOT, "The noise grows up to %.1f times as fast with the light as the gain " +
				"says, which the precision allows for: a camera that amplifies electrons (EMCCD) doubles it, a gain that is stated " +
				"too low looks the same.", amplified));
		if (shared > 1)
			options.log().accept(String.format(Locale.ROOT, "Neighbouring pixels vary together, %.1f times as much as their " +
				"noise: smoothed, enlarged, compressed or textured. Spots are sought above that; the precision is that of " +
				"independent pixels, and too good.", shared));
		if (textured > 0)
			options.log().accept(textured + (textured == 1 ? " faint spot is" : " faint spots are") +
				" left out for not standing out of the texture around; a threshold, such as 1, replaces this test.");
		if (edged > 0)
			options.log().accept(edged + (edged == 1 ? " spot is" : " spots are") +
				" left out for lying in a row on a straight edge or line; a threshold replaces this test.");
		if (hot > 0)
			options.log().accept(hot + (hot == 1 ? " hot pixel is" : " hot pixels are") +
				" left out, narrower than any spot of this sigma; a threshold replaces this test.");
		return new Result(List.copyOf(planes), options.camera().isPresent(), provenance(methods, signs.containsValue(image
			.isShownInverted() ? 1 : -1), sigmas, (System.nanoTime() - start) / 1e9));
	}

	/**
	 * 1 if spots have great values, -1 if they have low ones. By itself: low, if {@link Polarity} says so and more dark spots
	 * than bright ones stand out; dead pixels and dark edges skew an image of bright spots as well.
	 */
	private int sign(final PlaneStack image, final RandomAccessibleInterval<?> shown, final Progress progress) {
		if (options.polarity() != Polarity.AUTO)
			return options.polarity().inValues(image).sign(shown, progress);
		if (options.colour().isDarkIn(shown))
			return -1;
		final int sign = options.polarity().sign(shown, progress) > 0 || !areDark(options.colour().in(shown), progress) ? 1
			: -1;
		if (sign < 0 != image.isShownInverted())
			options.log().accept("Spots are taken to be darker than the ground; choose objects Bright if they are not");
		return sign;
	}

	/** True if more dark spots than bright ones stand out. */
	private boolean areDark(final RandomAccessibleInterval<?> plane, final Progress progress) {
		final List<Spot> bright = clear(plane, progress);
		final List<Spot> dark = clear(Polarity.bright(plane, -1), progress);
		return standingOut(dark, bright) > standingOut(bright, dark);
	}

	/** Bright spots that are none of the noise. */
	private List<Spot> clear(final RandomAccessibleInterval<?> plane, final Progress progress) {
		return detector(options.sigma().orElse(SigmaEstimate.USUAL)).detect(plane, USUAL_SIGNIFICANCE, progress
			.part(0, 0));
	}

	/** Number of spots that are no part of the ring that the filter makes around a stronger spot of the other sign. */
	private static long standingOut(final List<Spot> spots, final List<Spot> others) {
		if (spots.isEmpty())
			return 0;
		final double reach = RING * spots.get(0).sigma();
		final SpotIndex index = new SpotIndex(others, reach);
		return spots.stream().filter(spot -> index.around(spot.x(), spot.y()).stream().map(others::get).noneMatch(
			other -> other.distance(spot) < reach && other.intensity() > spot.intensity())).count();
	}

	/** The width of the spots of a channel. */
	private double sigma(final PlaneStack image, final int group, final int sign, final Progress progress) {
		if (options.sigma().isPresent())
			return options.sigma().getAsDouble();
		final int[] planes = IntStream.range(0, image.size()).filter(i -> image.rangeGroup(i) == group).toArray();
		final int count = Math.min(SIGMA_PLANES, planes.length);
		final List<Double> found = new ArrayList<>();
		for (int k = 0; k < count; k++) {
			final RandomAccessibleInterval<?> plane = options.colour().in(image.plane(planes[(2 * k + 1) * planes.length / (2 *
				count)]));
			final OptionalDouble sigma = SigmaEstimate.of(Polarity.bright(plane, sign), options.budget(), progress);
			sigma.ifPresent(found::add);
		}
		found.sort(null);
		final double sigma = found.isEmpty() ? SigmaEstimate.USUAL : found.get(found.size() / 2);
		options.log().accept(String.format(Locale.ROOT, found.isEmpty()
			? "No spots to find their width from: sigma %.2f pixels is used." : "Sigma found from the image: %.2f pixels.",
			sigma));
		return sigma;
	}

	private Method method(final double sigma) {
		if (options.method() != Method.AUTO)
			return options.method();
		if (network == null)
			return Method.FIT;
		return sigma >= setting("sigma_min", 0) ? Method.NETWORK : Method.FIT;
	}

	/** Side of the squares whose means the network sees: 1 unless the spots are wider than it knows. */
	private int reduction(final double sigma) {
		final double widest = setting("sigma_max", Double.MAX_VALUE);
		return sigma <= widest ? 1 : (int) Math.ceil(sigma / (COMFORTABLE * widest));
	}

	private double setting(final String key, final double otherwise) {
		return network.settings().get(key) instanceof Number number ? number.doubleValue() : otherwise;
	}

	/**
	 * @param plane with bright spots; the negative of the plane that is meant, if the sign is -1
	 * @param image that it is a plane of, for its values' scaling
	 */
	private List<Spot> locate(final RandomAccessibleInterval<?> plane, final int sign, final double sigma,
		final Method method, final PlaneStack image, final Progress progress)
	{
		final Optional<CameraGain> camera = options.camera().map(given -> given.inPixelValuesOf(image));
		final CameraGain units = camera.orElse(CameraGain.none(image));
		final PlaneNoise level = PlaneNoise.of(plane, progress);
		final List<Spot> spots = method == Method.NETWORK ? byNetwork(plane, level, sigma, progress) : peaks(plane, level,
			sigma, progress);
		final Refinement refinement = new Refinement(plane, true, progress);
		final Supplier<NoiseModel> learned = () -> refinement.learn(spots, NoiseModel.uniform(level), WIDEST);
		final NoiseModel noise = camera.map(known -> noise(NoiseModel.of(known,
			isRounded(options.colour().in(image.plane(0)))), sign, level, learned)).orElseGet(learned);
		final boolean all = method == Method.FIT;
		final boolean isolated = method == Method.NETWORK && Boolean.TRUE.equals(network.settings().get("refine"));
		if (!all && !isolated)
			return finished(spots, plane, sign, noise, units, progress);
		final SpotIndex index = new SpotIndex(spots, Refinement.reach(spots));
		// a network knows more of a crowd than a fit that takes the neighbours as they were found
		return finished(refinement.refine(spots, noise, WIDEST, spot -> all || Refinement.isolated(spot, spots, index)),
			plane, sign, noise, units, progress);
	}

	/** Spots of a network that are as high as was asked for, or else stand out of the texture around them. */
	private List<Spot> byNetwork(final RandomAccessibleInterval<?> plane, final PlaneNoise level, final double sigma,
		final Progress progress)
	{
		final int reduction = reduction(sigma);
		final RandomAccessibleInterval<?> seen = reduction == 1 ? plane : BlockMean.of(plane, reduction, progress);
		final PlaneNoise noise = reduction == 1 ? level : PlaneNoise.of(seen, progress);
		final PlaneNoise met = Texture.shared(seen, noise, sigma / reduction, progress);
		shared = Math.max(shared, met.noise() / noise.noise());
		final List<Spot> found = network.detect(seen, met, options.probability().orElseGet(() -> setting("probability",
			USUAL_PROBABILITY)), progress);
		final boolean limited = options.threshold() > 0;
		final List<Spot> lined = limited ? List.of() : lined(found, seen, noise, progress);
		final List<Spot> kept = limited ? found : Texture.standingOut(without(found, lined), lined, seen, noise, progress);
		textured += found.size() - lined.size() - kept.size();
		return kept.stream().map(spot -> spot.enlarged(reduction)).filter(spot -> !limited || spot.height() >= options
			.threshold() * level.noise()).toList();
	}

	/** The camera's noise; more of it where both the background and the spots have more, of each the least that they tell. */
	private NoiseModel noise(final NoiseModel noise, final int sign, final PlaneNoise level,
		final Supplier<NoiseModel> learned)
	{
		if (sign < 0)
			return noise.negated();
		final double ofBackground = noise.excess(level);
		if (!(ofBackground > AMPLIFIED))
			return noise;
		final double excess = Math.min(ofBackground, learned.get().slope() / noise.slope());
		if (!(excess > AMPLIFIED))
			return noise;
		amplified = Math.max(amplified, excess);
		return noise.withSlope(excess * noise.slope());
	}

	private List<Spot> peaks(final RandomAccessibleInterval<?> plane, final PlaneNoise level, final double sigma,
		final Progress progress)
	{
		final double probability = options.probability().orElse(options.threshold() > 0 ? 0 : USUAL_SIGNIFICANCE);
		final List<Spot> found = detector(sigma).detect(plane, level, options.threshold(), probability, progress);
		if (options.threshold() > 0)
			return found;
		final SinglePixels single = new SinglePixels(plane, level);
		final List<Spot> spots = found.stream().filter(spot -> !single.holds(spot)).toList();
		hot += found.size() - spots.size();
		return without(spots, lined(spots, plane, level, progress));
	}

	/** The spots that lie on straight edges or lines. */
	private List<Spot> lined(final List<Spot> spots, final RandomAccessibleInterval<?> plane, final PlaneNoise level,
		final Progress progress)
	{
		final List<Spot> lined = StraightEdges.holding(spots, plane, level, progress);
		edged += lined.size();
		return lined;
	}

	private static List<Spot> without(final List<Spot> spots, final List<Spot> others) {
		final Set<Spot> left = new HashSet<>(others);
		return spots.stream().filter(spot -> !left.contains(spot)).toList();
	}

	private LogDetector detector(final double sigma) {
		return detectors.computeIfAbsent(sigma, s -> new LogDetector(s, options.budget(), options.tile()));
	}

	private static boolean isRounded(final RandomAccessibleInterval<?> plane) {
		return Planes.isColor(plane) || plane.getType() instanceof IntegerType;
	}

	/** With the noise and the precision that it allows, in photons if the camera is known, else in gray levels. */
	private static List<Spot> finished(final List<Spot> spots, final RandomAccessibleInterval<?> plane, final int sign,
		final NoiseModel noise, final CameraGain units, final Progress progress)
	{
		final Crowd crowd = new Crowd(plane, spots, noise);
		return spots.parallelStream().map(spot -> {
			progress.checkCancelled();
			return crowd.known(spot);
		}).map(spot -> sign > 0 ? spot : spot.negated()).map(units::photons).toList();
	}

	private Map<String, String> provenance(final Set<Method> methods, final boolean dark, final Map<Integer, Double> sigmas,
		final double seconds)
	{
		final Map<String, String> map = new LinkedHashMap<>();
		map.put("Vernier method", methods.stream().map(Method::label).collect(Collectors.joining(", ")));
		if (methods.contains(Method.NETWORK)) {
			final ModelDescription model = network.model().description();
			map.put("Vernier model", model.label());
			map.put("Vernier model sha256", model.sha256());
			map.put("Vernier device", network.device());
			map.put("Vernier tiles", network.tiles());
		}
		if (!methods.equals(EnumSet.of(Method.NETWORK)) || sigmas.values().stream().anyMatch(s -> reduction(s) > 1))
			map.put("Vernier sigma", String.join(", ", sigmas.values().stream().map(s -> String.format(Locale.ROOT, "%.3g", s))
				.toList()) + " pixels");
		map.put("Vernier objects", dark ? "dark" : "bright");
		map.put("Vernier time", String.format(Locale.ROOT, "%.2f s", seconds));
		return map;
	}

	private void closeDetectors() {
		detectors.values().forEach(LogDetector::close);
		detectors.clear();
	}

	@Override
	public void close() {
		closed = true;
		closeDetectors();
		if (network != null)
			network.close();
		network = null;
	}
}
