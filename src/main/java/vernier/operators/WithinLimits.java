package vernier.operators;

import java.nio.FloatBuffer;
import java.util.Optional;

import vernier.image.Region;
import vernier.inference.Around;
import vernier.inference.BlockOperator;
import vernier.operators.exact.Limits;
import vernier.operators.exact.OperatorInfo;

/**
 * A network whose results are held to what its operator can make of a pixel. Patterns that it has not learned, such as thin
 * lines of full scale, would otherwise come out with hundreds of times the range.
 */
final class WithinLimits extends Around {

	private static final int COLOURS = 3;

	private final OperatorInfo info;
	private final Limits limits;

	/**
	 * @param network from red, green, blue, the slider's place and maybe more to red, green and blue of the same size
	 * @param info says which strength a place is
	 */
	WithinLimits(final BlockOperator network, final OperatorInfo info, final Limits limits) {
		super(network);
		this.info = info;
		this.limits = limits;
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		inner.compute(block, source, target);
		final Region wanted = block.target(), given = block.source(), room = block.room();
		final int width = wanted.width();
		final float[] values = new float[width], places = new float[width], results = new float[width];
		for (int y = 0; y < wanted.height(); y++) {
			final int from = row(given, wanted, y), to = row(room, wanted, y);
			source.get(COLOURS * (int) given.size() + from, places);
			for (int c = 0; c < COLOURS; c++) {
				source.get(c * (int) given.size() + from, values);
				target.get(c * (int) room.size() + to, results);
				hold(values, results, places);
				target.put(c * (int) room.size() + to, results);
			}
		}
	}

	/** Pixels of one strength at a time: all of a row, but for a strength map. */
	private void hold(final float[] values, final float[] results, final float[] places) {
		int first = 0;
		for (int i = 1; i <= places.length; i++)
			if (i == places.length || places[i] != places[first]) {
				limits.hold(values, results, first, i, info.at(places[first]));
				first = i;
			}
	}

	/** Where a row of the wanted region begins in a buffer. */
	private static int row(final Region buffer, final Region wanted, final int y) {
		return (int) ((wanted.y() + y - buffer.y()) * buffer.width() + wanted.x() - buffer.x());
	}

	@Override
	public Region room(final Region target, final long sourceWidth, final long sourceHeight) {
		return inner.room(target, sourceWidth, sourceHeight);
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		return inner.memory(targetWidth, targetHeight);
	}

	@Override
	public Optional<Shift> shift() {
		return inner.shift();
	}
}
