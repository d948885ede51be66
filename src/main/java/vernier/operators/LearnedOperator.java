package vernier.operators;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import vernier.image.BlockReader;
import vernier.image.BlockWriter;
import vernier.image.NonFinite;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ResultPlanes;
import vernier.image.ValueRange;
import vernier.image.ValueRanges;
import vernier.image.VernierException;
import vernier.inference.BlockOperator;
import vernier.inference.ModelSession;
import vernier.inference.NetworkOperator;
import vernier.inference.RunReport;
import vernier.inference.TiledRun;
import vernier.model.ModelDescription;
import vernier.operators.exact.Conditioning;
import vernier.operators.exact.Conditions;
import vernier.operators.exact.ExactOperator;
import vernier.operators.exact.OperatorInfo;
import vernier.operators.exact.Picture;

/**
 * Applies an image-processing operator to every (x, y) plane of an image, by a network or exactly. The result has the
 * image's size and pixel type.
 *
 * <pre>
 * try (LearnedOperator smoothing = new LearnedOperator(OperatorOptions.of("l0-smoothing").withStrength(0.02))) {
 *   RandomAccessibleInterval&lt;UnsignedByteType&gt; smooth = smoothing.apply(image);
 * }
 * </pre>
 *
 * Operators see values from 0 to 1: of 8-bit and colour images 0 to 255, of all others the data range of all planes of a
 * channel without outliers ({@link #range}), so that slices and frames are treated alike. What outliers have beyond it
 * is put back into the result; NaN and infinite pixels stay where they are. Differences, as of background removal, begin
 * at 0. Networks are held to what the operator can make of a pixel ({@link vernier.operators.exact.Limits}).
 * What an operator takes of the whole picture ({@link Conditioning}) is measured in each plane, once and as a whole;
 * exact operators see each plane as a whole, networks see tiles.
 * <p>
 * Sessions and buffers are kept from image to image; one thread at a time.
 */
public final class LearnedOperator implements AutoCloseable {

	/** Pictures of the input's size that an exact operator takes, about. */
	private static final int EXACT_COPIES = 16;

	/** Pictures of the input's size that measuring takes, about. */
	private static final int MEASURING_COPIES = 4;

	private static final double MEASURING = 0.05;

	/** Pixels of a plane that is left to the exact operator for what it holds: memory and patience suffice for it. */
	private static final long MODERATE = 1 << 24;

	/** Result planes, and what ran. */
	public record Result(PlaneStack image, Map<String, String> provenance) {}

	private final OperatorOptions options;
	private final ExactOperator operator;
	private final OperatorInfo info;
	private final OperatorNetwork network;
	private final ModelSession session;
	/** Null if even parts are the network's. */
	private final EvenParts even;
	/** One for gray images and one for colour, whose limits differ. */
	private final Map<Boolean, TiledRun> runs = new HashMap<>();
	private boolean closed;

	/**
	 * Chooses between network and exact operator, and opens the network on the device.
	 *
	 * @throws VernierException if the strength is out of range, or mode, model or device are not to be had
	 */
	public LearnedOperator(final OperatorOptions options) {
		this.options = options;
		operator = options.operator();
		info = operator.info();
		if (options.map().isEmpty())
			info.check(options.strength());
		even = EvenParts.of(operator);
		network = OperatorNetwork.choose(options).orElse(null);
		if (network == null) {
			session = null;
			return;
		}
		session = ModelSession.open(network.model(), options.device(), options.log());
	}

	private TiledRun run(final boolean colour) {
		final BlockOperator tiles = new NetworkOperator(network.model(), session);
		return TiledRun.of(WithinLimits.of(tiles, operator, colour, even), options.tile(), options.budget(), 1);
	}

	/** True if a network computes, false if the exact operator does. In automatic mode it may still do so for an image. */
	public boolean isLearned() {
		return network != null;
	}

	/**
	 * Processes an ImgLib2 image.
	 *
	 * @param image axes (x, y, ...); real-typed, or ARGB for colour
	 * @return the same axes and type; its first pixel is at 0, wherever that of the image is
	 * @throws VernierException as {@link #apply(PlaneStack, Progress)}, or if the image has one axis or pixels of another kind
	 */
	@SuppressWarnings("unchecked")
	public <T> RandomAccessibleInterval<T> apply(final RandomAccessibleInterval<T> image) {
		final PlaneStack planes = apply(PlaneStack.of(image), Progress.NONE).image();
		final long[] further = Arrays.copyOfRange(image.dimensionsAsLongArray(), 2, image.numDimensions());
		return (RandomAccessibleInterval<T>) PlaneStack.join(planes, further);
	}

	/**
	 * Processes every plane.
	 *
	 * @param image planes of one size and pixel type
	 * @param progress told after every tile, or every step of an exact operator, and asked whether to stop
	 * @throws VernierException if the image is empty or gray where colour is needed, the strength map does not do, or memory
	 *           does not suffice
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public Result apply(final PlaneStack image, final Progress progress) {
		image.checkNotEmpty();
		return apply(image, ResultPlanes.allocate(image, image.width(), image.height()), progress);
	}

	/**
	 * As above, into planes that are there: on a disk, for example. Networks go block by block, unless the operator measures
	 * something in the whole plane.
	 *
	 * @param planes of the input's pixel type and size, as many
	 */
	public Result apply(final PlaneStack image, final PlaneStack planes, final Progress progress) {
		if (closed)
			throw new IllegalStateException("This operator is closed");
		check(image);
		if (planes.size() != image.size() || planes.width() != image.width() || planes.height() != image.height())
			throw new IllegalArgumentException("The planes for the result have another size than the image");
		final long start = System.nanoTime();
		final int n = image.size();
		final Optional<StrengthMap> map = options.map().map(strengths -> new StrengthMap(strengths, image, info, progress));
		final Map<Integer, ValueRange> ranges = new HashMap<>();
		RunReport report = null;
		boolean learned = isLearned();
		for (int i = 0; i < n; i++) {
			progress.checkCancelled();
			final double before = (double) i / n;
			final ValueRange range = ranges.computeIfAbsent(image.rangeGroup(i), group -> range(image, group, progress.part(before,
				before)));
			final RandomAccessibleInterval<?> source = image.plane(i), target = planes.plane(i);
			final Outliers reader = new Outliers(Planes.reader(source, range));
			final BlockWriter writer = reader.putBack(Planes.writer(target, written(range, image)), 0, 0);
			final Progress part = progress.part(before, (i + 1.0) / n);
			// all planes alike
			if (i == 0 && isBetterExact(reader)) {
				learned = false;
				options.log().accept(info.name() + " is computed exactly: the image is nearly of two values, on which its network " +
					"is far from the exact operator (mode Learned takes it even so).");
			}
			if (learned) {
				final NetworkInput.Slider slider = map.isPresent() ? map.get().slider(i) : slider(options.strength());
				final Conditions whole = measure(reader, part.part(0, MEASURING));
				final RunReport ran = learned(reader, whole, writer, slider, part.part(MEASURING, 1));
				report = report == null ? ran : report.then(ran);
			}
			else
				exact(reader, null, writer, options.strength(), part);
			NonFinite.restore(source, target, 1, 1, progress);
			part.update(1);
		}
		final Map<String, String> provenance = provenance(report, (System.nanoTime() - start) / 1e9);
		return new Result(operator.givesDifferences() ? new Differences(planes, group -> ranges.get(group).min() - //
			written(ranges.get(group), image).min()) : planes, provenance);
	}

	/** Whether the exact operator computes an image with this plane, though there is a network. */
	private boolean isBetterExact(final BlockReader plane) {
		return isLearned() && network.leavesTwoValues(options) && plane.width() * plane.height() <= MODERATE && TwoValues.in(
			plane);
	}

	/**
	 * The pixel values that operators see as 0 and 1, of all planes of a group: {@link ValueRanges#withoutOutliers}.
	 *
	 * @param progress moves with every plane, asked whether to stop
	 */
	public static ValueRange range(final PlaneStack image, final int group, final Progress progress) {
		return ValueRanges.withoutOutliers(image, group, progress);
	}

	/** The pixel values that results of 0 and 1 become. */
	private ValueRange written(final ValueRange range, final PlaneStack image) {
		if (!operator.givesDifferences() || !(image.plane(0).getType() instanceof RealType<?> type))
			return range;
		// of integers that are shown as others, the one that is shown as 0, if there is one
		final boolean canBeZero = image.zero() >= type.getMinValue() && image.zero() <= type.getMaxValue();
		return canBeZero ? new ValueRange(image.zero(), image.zero() + range.width(), image.zero()) : range;
	}

	private void check(final PlaneStack image) {
		image.checkNotEmpty();
		if (info.needsColour() && !Planes.isColor(image.plane(0)))
			throw new VernierException(info.name() + " works on the colours of a picture, and this one is gray: use an RGB " +
				"image (Image > Type > RGB Color makes one of a composite).");
	}

	private NetworkInput.Slider slider(final double strength) {
		return new NetworkInput.Fixed((float) info.place(strength));
	}

	private RunReport learned(final BlockReader reader, final Conditions whole, final BlockWriter writer,
		final NetworkInput.Slider slider, final Progress progress)
	{
		final boolean colour = reader.channels() > 1;
		if (even != null)
			even.begin(whole);
		return runs.computeIfAbsent(colour, this::run).run(new NetworkInput(reader, slider, network.planes(), whole), //
			colour ? writer : new GrayMean(writer), progress);
	}

	/** @param whole of the plane of which the reader gives a part, or null if it gives all */
	private void exact(final BlockReader reader, final Conditions whole, final BlockWriter writer, final double strength,
		final Progress progress)
	{
		final Picture picture = WholePlane.read(reader, EXACT_COPIES, progress);
		WholePlane.write(whole == null ? operator.apply(picture, strength, progress)
			: whole.apply(picture, strength, progress), writer);
	}

	/**
	 * A part of a plane, to be processed again and again with other strengths: for previews. What lies around it is not
	 * seen, but what is measured is measured in the whole plane.
	 *
	 * @param plane axes (x, y); not changed while the part is in use
	 * @param range of all planes that {@link #apply} takes together with this one, see {@link #range}
	 * @throws VernierException if the plane is gray where colour is needed, or memory does not suffice
	 */
	public Part part(final RandomAccessibleInterval<?> plane, final Region region, final ValueRange range,
		final Progress progress)
	{
		check(PlaneStack.of(plane));
		return new Part(plane, region, range, measure(new Outliers(Planes.reader(plane, range)), progress));
	}

	/** See {@link LearnedOperator#part}. */
	public final class Part {

		private final RandomAccessibleInterval<?> plane;
		private final Region region;
		private final ValueRange range;
		private final Conditions conditions;
		private final boolean learned;

		private Part(final RandomAccessibleInterval<?> plane, final Region region, final ValueRange range,
			final Conditions conditions)
		{
			this.plane = plane;
			this.region = region;
			this.range = range;
			this.conditions = conditions;
			learned = LearnedOperator.this.isLearned() && !isBetterExact(new Outliers(Planes.reader(plane, range)));
		}

		/** True if a network computes. */
		public boolean isLearned() {
			return learned;
		}

		/**
		 * @param strength within the operator's range
		 * @return a new plane of the region's size; differences begin at the least value of the range, so that they can be
		 *         shown as the plane is
		 */
		public RandomAccessibleInterval<?> at(final double strength, final Progress progress) {
			info.check(strength);
			final RandomAccessibleInterval<?> target = Planes.allocateLike(plane, region.width(), region.height());
			final Outliers whole = new Outliers(Planes.reader(plane, range));
			final BlockReader reader = new PlanePart(whole, region);
			final BlockWriter writer = whole.putBack(Planes.writer(target, range), region.x(), region.y());
			if (learned)
				LearnedOperator.this.learned(reader, conditions, writer, slider(strength), progress);
			else
				exact(reader, conditions, writer, strength, progress);
			NonFinite.restore(Views.interval(Views.zeroMin(plane), Intervals.createMinSize(region.x(), region.y(), region.width(),
				region.height())), target, 1, 1, progress);
			return target;
		}
	}

	/** What the operator takes of the whole plane, or null if that is nothing. */
	private Conditions measure(final BlockReader reader, final Progress progress) {
		final Conditioning conditioning = Conditioning.of(operator);
		final boolean nothing = conditioning.numbers().isEmpty() && conditioning.guides().isEmpty();
		if (nothing || isLearned() && network.planes().stream().allMatch(InputPlane.Constant.class::isInstance))
			return null;
		return conditioning.measure(WholePlane.read(reader, MEASURING_COPIES, progress), progress);
	}

	/** @param report of the network, or null if the exact operator computed */
	private Map<String, String> provenance(final RunReport report, final double seconds) {
		final Map<String, String> map = new LinkedHashMap<>();
		map.put("Vernier operator", info.id());
		map.put("Vernier strength", options.map().isPresent() ? "map" : OperatorInfo.text(options.strength()));
		map.put("Vernier mode", report != null ? "Learned" : "Exact");
		map.put("Vernier method", info.citation());
		if (report != null) {
			final ModelDescription model = network.model().description();
			map.put("Vernier model", model.label());
			map.put("Vernier model sha256", model.sha256());
			map.put("Vernier device", session.device());
			map.put("Vernier tiles", report.describe());
		}
		else {
			map.put("Vernier model", "none, exact operator");
			map.put("Vernier device", "CPU");
			map.put("Vernier tiles", "none, whole planes");
		}
		map.put("Vernier time", String.format(Locale.ROOT, "%.2f s", seconds));
		return map;
	}

	@Override
	public void close() {
		closed = true;
		runs.values().forEach(TiledRun::close);
		if (session != null)
			session.close();
	}
}
