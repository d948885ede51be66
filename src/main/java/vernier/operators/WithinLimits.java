package vernier.operators;

import java.nio.FloatBuffer;
import java.util.Optional;

import vernier.image.Region;
import vernier.inference.Around;
import vernier.inference.BlockOperator;
import vernier.operators.exact.Limits;
import vernier.operators.exact.OperatorInfo;
import vernier.operators.exact.WindowExtremes;

/**
 * A network whose results are held to what its operator can make of a pixel. Patterns that it has not learned, such as thin
 * lines of full scale, would otherwise come out with hundreds of times the range.
 */
final class WithinLimits extends Around {

	private static final int COLOURS = 3;

	/** Sides of a plane whose middle is far from its borders. */
	private static final long LARGE = 1 << 20;

	/** Values, lowest, highest, and the one that is between rows and columns. */
	private static final int ARRAYS = 4;

	private final OperatorInfo info;
	private final Limits limits;

	private WithinLimits(final BlockOperator network, final OperatorInfo info, final Limits limits) {
		super(network);
		this.info = info;
		this.limits = limits;
	}

	/**
	 * The network within limits; as it is if these depend on pixels that it does not read, since tiles would differ from the
	 * whole then.
	 *
	 * @param network from red, green, blue, the slider's place and maybe more to red, green and blue of the same size
	 * @param info says which strength a place is
	 */
	static BlockOperator of(final BlockOperator network, final OperatorInfo info, final Limits limits) {
		final Region pixel = new Region(LARGE / 2, LARGE / 2, 1, 1);
		final Region decides = pixel.grow(limits.reach(), limits.reach(), LARGE, LARGE);
		return network.source(pixel, LARGE, LARGE).contains(decides) ? new WithinLimits(network, info, limits) : network;
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		inner.compute(block, source, target);
		final Region wanted = block.target(), given = block.source(), room = block.room();
		final int width = wanted.width();
		final float[] places = new float[width], results = new float[width];
		for (int c = 0; c < COLOURS; c++) {
			final Window window = window(source, c, given, wanted);
			for (int y = 0; y < wanted.height(); y++) {
				source.get(COLOURS * (int) given.size() + given.index(wanted.x(), wanted.y() + y), places);
				final int at = c * (int) room.size() + room.index(wanted.x(), wanted.y() + y);
				target.get(at, results);
				hold(window, window.region.index(wanted.x(), wanted.y() + y), results, places);
				target.put(at, results);
			}
		}
	}

	/** Lowest and highest values within reach of the pixels of a region. */
	private record Window(Region region, float[] lowest, float[] highest) {}

	private Window window(final FloatBuffer source, final int channel, final Region given, final Region wanted) {
		final int reach = limits.reach();
		final Region read = wanted.grow(reach, reach, given.endX(), given.endY());
		final float[] values = new float[(int) read.size()];
		for (int y = 0; y < read.height(); y++)
			source.get(channel * (int) given.size() + given.index(read.x(), read.y() + y), values, y * read.width(), read.width());
		if (reach == 0)
			return new Window(read, values, values);
		return new Window(read, WindowExtremes.least(values, read.width(), read.height(), reach), //
			WindowExtremes.greatest(values, read.width(), read.height(), reach));
	}

	/** Pixels of one strength at a time: all of a row, but for a strength map. */
	private void hold(final Window window, final int row, final float[] results, final float[] places) {
		int first = 0;
		for (int i = 1; i <= places.length; i++)
			if (i == places.length || places[i] != places[first]) {
				limits.hold(window.lowest, window.highest, row, results, first, i, info.at(places[first]));
				first = i;
			}
	}

	@Override
	public Region room(final Region target, final long sourceWidth, final long sourceHeight) {
		return inner.room(target, sourceWidth, sourceHeight);
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		final long side = 2L * limits.reach();
		return inner.memory(targetWidth, targetHeight) + ARRAYS * Float.BYTES * (targetWidth + side) * (targetHeight + side);
	}

	@Override
	public Optional<Shift> shift() {
		return inner.shift();
	}
}
