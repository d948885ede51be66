package vernier.operators;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.IntStream;

import vernier.image.Region;
import vernier.inference.Around;
import vernier.inference.BlockOperator;
import vernier.operators.exact.ExactOperator;
import vernier.operators.exact.Limits;
import vernier.operators.exact.Luma;
import vernier.operators.exact.OperatorInfo;
import vernier.operators.exact.Picture;
import vernier.operators.exact.WindowExtremes;

/**
 * A network whose results are held to what its operator can make of a pixel. Patterns that it has not learned, such as thin
 * lines of full scale, would otherwise come out with hundreds of times the range. Where an operator
 * scales chroma with luma, the network gives the luma alone. Even parts get the operator's own result ({@link EvenParts}).
 * At a strength that leaves pictures as they are, the result is the image itself.
 */
final class WithinLimits extends Around {

	private static final int COLOURS = 3;

	/** Sides of a plane whose middle is far from its borders. */
	private static final long LARGE = 1 << 20;

	/** Planes in memory at a time: values, lowest, highest, and the one that is between rows and columns; or two pictures. */
	private static final int ARRAYS = 10;

	private final OperatorInfo info;
	private final Limits limits;
	private final EvenParts even;
	/** Channels that may differ. */
	private final int channels;
	private final boolean onLuma;
	private final int reach;

	private WithinLimits(final BlockOperator network, final OperatorInfo info, final Limits limits, final EvenParts even,
		final boolean colour, final boolean onLuma, final int reach)
	{
		super(network);
		this.info = info;
		this.limits = limits;
		this.even = even;
		channels = colour ? COLOURS : 1;
		this.onLuma = onLuma;
		this.reach = reach;
	}

	/**
	 * The network within limits; without those that depend on pixels that it does not read, since tiles would differ from the
	 * whole then.
	 *
	 * @param network from red, green, blue, the slider's place and maybe more to red, green and blue of the same size
	 * @param colour false if red, green and blue are the same
	 * @param even the operator's results on even parts, or null
	 */
	static BlockOperator of(final BlockOperator network, final ExactOperator operator, final boolean colour,
		final EvenParts even)
	{
		// one that reads all of the plane may accept planes of one size only
		final int reach = network.wholeImageReason().isPresent() ? Integer.MAX_VALUE : reach(network);
		final Limits limits = operator.limits(colour).filter(known -> known.reach() <= reach).orElse(null);
		return new WithinLimits(network, operator.info(), limits, EvenParts.fit(reach) ? even : null, colour, //
			colour && operator.scalesChroma(), reach);
	}

	/** How far from a pixel all is read. */
	private static int reach(final BlockOperator network) {
		final Region pixel = new Region(LARGE / 2, LARGE / 2, 1, 1);
		final Region read = network.source(pixel, LARGE, LARGE);
		return (int) Math.min(Math.min(pixel.x() - read.x(), pixel.y() - read.y()), //
			Math.min(read.endX() - pixel.endX(), read.endY() - pixel.endY()));
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		inner.compute(block, source, target);
		final Squares[] squares = new Squares[limits == null && even == null ? 0 : channels];
		IntStream.range(0, squares.length).parallel().forEach(c -> squares[c] = Squares.of(source, c * (int) block.source()
			.size(), block.source(), reach));
		if (onLuma)
			colour(block, source, target);
		if (limits != null)
			for (int c = 0; c < COLOURS; c++)
				holdChannel(block, source, target, c, squares[Math.min(c, channels - 1)]);
		if (even != null)
			even.fill(block, source, target, squares);
		info.neutral().ifPresent(neutral -> fade(block, source, target, neutral));
	}

	/**
	 * Leads results over to the source as the slider comes near the place where the operator does nothing: a network still
	 * changes pictures there, the more so the less it should.
	 */
	private void fade(final Block block, final FloatBuffer source, final FloatBuffer target,
		final OperatorInfo.Neutral neutral)
	{
		final double neutralPlace = info.place(neutral.strength());
		final Region wanted = block.target(), given = block.source(), room = block.room();
		for (int y = 0; y < wanted.height(); y++) {
			final float[] places = places(block, source, y);
			for (int x = 0; x < places.length; x++) {
				final float part = (float) (Math.abs(places[x] - neutralPlace) / neutral.near());
				for (int c = 0; part < 1 && c < COLOURS; c++) {
					final int at = c * (int) room.size() + room.index(wanted.x() + x, wanted.y() + y);
					final float value = source.get(c * (int) given.size() + given.index(wanted.x() + x, wanted.y() + y));
					target.put(at, part == 0 ? value : value + part * (target.get(at) - value));
				}
			}
		}
	}

	private void holdChannel(final Block block, final FloatBuffer source, final FloatBuffer target, final int channel,
		final Squares squares)
	{
		final Region wanted = block.target(), room = block.room();
		final Window window = window(source, channel, block.source(), wanted);
		IntStream.range(0, wanted.height()).parallel().forEach(y -> {
			final float[] results = new float[wanted.width()];
			final int at = channel * (int) room.size() + room.index(wanted.x(), wanted.y() + y);
			target.get(at, results);
			hold(window, window.region.index(wanted.x(), wanted.y() + y), results, places(block, source, y), squares, wanted.x(),
				wanted.y() + y);
			target.put(at, results);
		});
	}

	/** Makes colours of the luma of the results. */
	private static void colour(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final Region wanted = block.target(), room = block.room();
		final Picture before = picture(source, block.source(), wanted);
		final Picture after = Luma.scale(before, Luma.of(before), Luma.of(picture(target, room, wanted)));
		for (int c = 0; c < COLOURS; c++)
			for (int y = 0; y < wanted.height(); y++)
				target.put(c * (int) room.size() + room.index(wanted.x(), wanted.y() + y), after.channels()[c], //
					y * wanted.width(), wanted.width());
	}

	/** A region of the colours of a buffer. */
	private static Picture picture(final FloatBuffer values, final Region given, final Region region) {
		final Picture picture = Picture.of(region.width(), region.height(), COLOURS);
		for (int c = 0; c < COLOURS; c++)
			for (int y = 0; y < region.height(); y++)
				values.get(c * (int) given.size() + given.index(region.x(), region.y() + y), picture.channels()[c], //
					y * region.width(), region.width());
		return picture;
	}

	/** Places of the slider in a row of the target. */
	private static float[] places(final Block block, final FloatBuffer source, final int row) {
		final float[] places = new float[block.target().width()];
		source.get(COLOURS * (int) block.source().size() + block.source().index(block.target().x(), block.target().y() + row),
			places);
		return places;
	}

	/** Lowest and highest values within reach of the pixels of a region. */
	private record Window(Region region, float[] lowest, float[] highest) {}

	private Window window(final FloatBuffer source, final int channel, final Region given, final Region wanted) {
		final int around = limits.reach();
		final Region read = wanted.grow(around, around, given.endX(), given.endY());
		final float[] values = new float[(int) read.size()];
		for (int y = 0; y < read.height(); y++)
			source.get(channel * (int) given.size() + given.index(read.x(), read.y() + y), values, y * read.width(), read.width());
		if (around == 0)
			return new Window(read, values, values);
		return new Window(read, WindowExtremes.least(values, read.width(), read.height(), around), //
			WindowExtremes.greatest(values, read.width(), read.height(), around));
	}

	/**
	 * Pixels of one strength at a time: all of a row, but for a strength map.
	 *
	 * @param squares of the plane
	 * @param x column of the first pixel in the plane
	 * @param y row in the plane
	 */
	private void hold(final Window window, final int row, final float[] results, final float[] places, final Squares squares,
		final long x, final long y)
	{
		int first = 0;
		for (int i = 1; i <= places.length; i++)
			if (i == places.length || places[i] != places[first]) {
				final double strength = info.at(places[first]);
				limits.hold(window.lowest, window.highest, row, results, first, i, strength);
				squares.hold(results, first, i, x, y, limits, strength);
				first = i;
			}
	}

	@Override
	public Region room(final Region target, final long sourceWidth, final long sourceHeight) {
		return inner.room(target, sourceWidth, sourceHeight);
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		final long side = limits == null ? 0 : 2L * limits.reach();
		return inner.memory(targetWidth, targetHeight) + ARRAYS * Float.BYTES * (targetWidth + side) * (targetHeight + side) +
			channels * Squares.memory(typicalSource(targetWidth, targetHeight).size());
	}

	@Override
	public Optional<Shift> shift() {
		return inner.shift();
	}
}
