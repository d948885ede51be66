package vernier.counting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import net.imglib2.RandomAccessibleInterval;
import vernier.counting.spots.BlobSize;
import vernier.counting.spots.Colour;
import vernier.counting.spots.Polarity;
import vernier.image.BlockWriter;
import vernier.image.Exposure;
import vernier.image.MaskArea;
import vernier.image.PlanePosition;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.ValueRange;
import vernier.image.VernierException;

/**
 * Counts objects in every plane of an image, over all of it or in areas.
 *
 * <pre>
 * PlaneStack image = PlaneStack.of(img);
 * Result result = ObjectCounter.count(image, List.of(), CountOptions.ofSize(3), Progress.NONE);
 * double count = result.counts().get(0).count();
 * </pre>
 */
public final class ObjectCounter {

	/** Values of the density as they are. */
	private static final ValueRange UNIT = new ValueRange(0, 1, 0);
	/** Part of an area that is worth a word if so many objects would fill it; fewer may well be a selection's only ones. */
	private static final double CROWDED = 0.5;
	private static final int FEW = 100;
	/** Factor between the given size and that of what is seen; and a size from which on it is worth a look, in pixels. */
	private static final double WRONG = 2.5, SUB_PIXEL = 2;

	/**
	 * Counts, plane by plane, areas in their order; the density, objects per pixel, if asked for; and what ran.
	 *
	 * @param method model's id, or "LoG"
	 */
	public record Result(List<Count> counts, Optional<PlaneStack> density, String method, Map<String, String> provenance) {}

	private ObjectCounter() {}

	/**
	 * Counts in every plane.
	 *
	 * @param image planes of one size and pixel type; colour counts as its luma, dark objects in
	 *           colour as the one of red, green and blue in which they stand out most
	 * @param areas where to count; if empty, the whole image
	 * @param progress told after every tile, asked before every tile whether to stop
	 * @throws VernierException if the image is empty, the object size is none, an area lies outside, or a model or device is
	 *           not to be had
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public static Result count(final PlaneStack image, final List<MaskArea> areas, final CountOptions options,
		final Progress progress)
	{
		try (DensityNetworks networks = new DensityNetworks()) {
			return count(image, areas, options, networks, progress);
		}
	}

	/**
	 * As above, for one image of several.
	 *
	 * @param networks what earlier images have opened; stays open
	 */
	public static Result count(final PlaneStack image, final List<MaskArea> areas, final CountOptions options,
		final DensityNetworks networks, final Progress progress)
	{
		check(image, areas, options.objectSize());
		final long start = System.nanoTime();
		final List<MaskArea> all = areas.isEmpty() ? List.of(MaskArea.whole(image.width(), image.height())) : areas;
		try (PlaneCounter counter = options.method() == CountMethod.LOG ? new LocalMaxima(options) : new LearnedDensity(
			options, networks, image.width(), image.height()))
		{
			final FloatPlanes density = options.density() ? new FloatPlanes(image) : null;
			final List<Count> counts = new ArrayList<>();
			final Map<Integer, Integer> signs = new HashMap<>();
			final Map<Integer, Colour> colours = new HashMap<>();
			final Exposure exposure = new Exposure("counts may be wrong beyond their intervals");
			for (int i = 0; i < image.size(); i++) {
				progress.checkCancelled();
				final PlanePosition position = image.position(i);
				final List<MaskArea> here = all.stream().filter(area -> area.isIn(position)).toList();
				if (here.isEmpty() && density == null)
					continue;
				final RandomAccessibleInterval<?> shown = image.plane(i);
				final int sign = signs.computeIfAbsent(image.rangeGroup(i), group -> sign(image, options.polarity().telling(
					image, group, shown, progress), options, progress));
				final RandomAccessibleInterval<?> plane = colours.computeIfAbsent(image.rangeGroup(i), group -> colour(image, group,
					shown, sign, options, progress)).in(shown);
				if (i == 0 && areas.isEmpty())
					size(plane, options.objectSize(), progress).ifPresent(options.log());
				if (i == 0 && options.method() != CountMethod.LOG)
					UnequalLight.of(Polarity.bright(plane, sign), options, progress).ifPresent(options.log());
				exposure.add(plane, sign, progress);
				final BlockWriter writer = density == null ? null : Planes.writer(density.plane(i), UNIT);
				final List<Count> found = counts(counter, plane, position, sign, here, writer, //
					progress.part((double) i / image.size(), (i + 1.0) / image.size()));
				counts.addAll(exposure.isBlind() ? found.stream().map(count -> new Count(count.area(), position, Double.NaN,
					Double.NaN, Double.NaN)).toList() : found);
			}
			exposure.lines().forEach(options.log());
			counter.remark().ifPresent(options.log());
			if (options.method() != CountMethod.LOG)
				crowd(counts, options.objectSize()).ifPresent(options.log());
			final Map<String, String> provenance = new LinkedHashMap<>(counter.provenance());
			provenance.put("Vernier object size", String.format(Locale.ROOT, "%.4g pixels", options.objectSize()));
			provenance.put("Vernier objects", signs.containsValue(image.isShownInverted() ? 1 : -1) ? "dark"
				: "bright");
			provenance.put("Vernier time", String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - start) / 1e9));
			return new Result(counts, Optional.ofNullable(density), counter.name(), provenance);
		}
	}

	/**
	 * What would count, in a sentence; nothing is computed.
	 *
	 * @param networks what was asked for before
	 * @throws VernierException if the image is empty, the object size is none, or there is no such model
	 */
	public static String plan(final PlaneStack image, final CountOptions options, final DensityNetworks networks) {
		check(image, List.of(), options.objectSize());
		return options.method() == CountMethod.LOG ? String.format(Locale.ROOT,
			"Local maxima of blobs of %.3g pixels will be counted", options.objectSize()) : DensityGrid.of(options, networks,
				image.width(), image.height()).describe();
	}

	/** What of a plane in colour to count in. */
	private static Colour colour(final PlaneStack image, final int group, final RandomAccessibleInterval<?> plane,
		final int sign, final CountOptions options, final Progress progress)
	{
		if (options.colour() != Colour.AUTO || sign > 0 || !Planes.isColor(plane)) {
			options.colour().remark(plane).ifPresent(options.log());
			return options.colour();
		}
		// the first plane of a movie may be blank
		final Colour found = Colour.ofDark(Polarity.AUTO.telling(image, group, plane, progress), progress);
		found.remark(plane).map(line -> line + ", in which dark objects stand out most. Of two stains that may be the other " +
			"one: then choose the colour yourself").ifPresent(options.log());
		return found;
	}

	/** What to know of a size that the plane clearly contradicts; below two pixels, what looks large may be groups. */
	private static Optional<String> size(final RandomAccessibleInterval<?> plane, final double given, final Progress progress) {
		if (given < SUB_PIXEL)
			return Optional.empty();
		final OptionalDouble looks = BlobSize.of(plane, progress);
		return looks.isEmpty() || Math.max(looks.getAsDouble() / given, given / looks.getAsDouble()) < WRONG ? Optional.empty()
			: Optional.of(String.format(Locale.ROOT, "The objects look about %.0f pixels across, and %.3g was given: counts of a " +
				"wrong size are wrong beyond their intervals; measure a typical object", looks.getAsDouble(), given));
	}

	private static int sign(final PlaneStack image, final RandomAccessibleInterval<?> plane, final CountOptions options,
		final Progress progress)
	{
		if (options.polarity() == Polarity.AUTO && options.colour().isDarkIn(plane))
			return -1;
		final int sign = options.polarity().inValues(image).sign(plane, progress);
		if (options.polarity() == Polarity.AUTO && sign < 0 != image.isShownInverted())
			options.log().accept("Objects are taken to be darker than the ground; choose objects Bright if they are not");
		return sign;
	}

	private static List<Count> counts(final PlaneCounter counter, final RandomAccessibleInterval<?> plane,
		final PlanePosition position, final int sign, final List<MaskArea> here, final BlockWriter density,
		final Progress progress)
	{
		final List<PlaneCounter.Estimate> estimates = counter.count(plane, sign, here, density, progress);
		final List<Count> counts = new ArrayList<>();
		for (int i = 0; i < here.size(); i++) {
			final PlaneCounter.Estimate estimate = estimates.get(i);
			counts.add(new Count(here.get(i), position, estimate.count(), estimate.low(), estimate.high()));
		}
		return counts;
	}

	/** What to know of counts that would crowd their area: to a model that knows such crowds, texture looks like one. */
	static Optional<String> crowd(final List<Count> counts, final double objectSize) {
		final double each = Math.PI / 4 * objectSize * objectSize;
		return counts.stream().filter(count -> count.count() >= FEW && count.count() * each > CROWDED * count.area().size()).max(
			Comparator.comparingDouble(count -> count.count() / count.area().size())).map(count -> String.format(Locale.ROOT,
				"%.0f objects of %.3g pixels would fill %.2f of their area: if they are not that crowded, texture was taken for " +
					"them; Localise Spots, or method LoG, finds what stands out", count.count(), objectSize, count.count() * each /
						count.area().size()));
	}

	/**
	 * @param shown the diameter with its unit
	 * @throws VernierException if this is no diameter
	 */
	public static void checkSize(final double objectSize, final String shown) {
		if (!(objectSize > 0) || Double.isInfinite(objectSize))
			throw new VernierException("The object size is " + shown + "; the diameter of a typical object, above 0, is expected: " +
				"measure one, for example 3 or 0.8.");
	}

	private static void check(final PlaneStack image, final List<MaskArea> areas, final double objectSize) {
		image.checkNotEmpty();
		checkSize(objectSize, objectSize + " pixels");
		if (objectSize > Math.min(image.width(), image.height()))
			throw new VernierException(String.format(Locale.ROOT, "The object size is %.4g pixels, larger than the image of " +
				"%d x %d pixels: give the diameter of a typical object in pixels.", objectSize, image.width(), image.height()));
		for (final MaskArea area : areas)
			if (area.bounds().endX() > image.width() || area.bounds().endY() > image.height() || area.bounds().x() < 0 ||
				area.bounds().y() < 0)
				throw new VernierException("The area \"" + area.name() + "\" lies outside of the image of " + image.width() +
					" x " + image.height() + " pixels: move it into the image or remove it.");
	}
}
