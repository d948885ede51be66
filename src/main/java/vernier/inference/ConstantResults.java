package vernier.inference;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import vernier.image.Region;
import vernier.inference.BlockOperator.Shift;

/**
 * The last results of tiles whose whole input is one value: large parts of scanned slides and of light-sheet images are
 * such, and there a network gives the same again and again. Used by one thread.
 */
final class ConstantResults {

	/** Values that are kept, in all. */
	private static final int ROOM = 1 << 22;

	/**
	 * What the result of a tile of one value depends on, given the operator.
	 *
	 * @param values of the channels, as bits
	 * @param size of the tile, and of what it reads
	 * @param place of the tile on the grid of {@link Shift}, and of what it reads, relative to that
	 * @param borders of the plane that end what it reads: 1 or 0 for left and top, the distance for right and bottom, or -1
	 */
	record Key(List<Integer> values, List<Integer> size, List<Long> place, List<Long> borders) {

		/**
		 * @param target the tile
		 * @param source what it reads
		 * @param planes width and height of the source plane, then of the target plane
		 */
		static Key of(final float[] values, final Region target, final Region source, final long[] planes, final Shift shift) {
			final long columns = target.x() / shift.target();
			final long rows = target.y() / shift.target();
			return new Key(bits(values), List.of(target.width(), target.height(), source.width(), source.height()), //
				List.of(target.x() - columns * shift.target(), target.y() - rows * shift.target(), //
					source.x() - columns * shift.source(), source.y() - rows * shift.source()), //
				List.of(source.x() == 0 ? 1L : 0L, source.y() == 0 ? 1L : 0L, //
					source.endX() == planes[0] ? planes[2] - target.endX() : -1, //
					source.endY() == planes[1] ? planes[3] - target.endY() : -1));
		}

		private static List<Integer> bits(final float[] values) {
			final Integer[] bits = new Integer[values.length];
			Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
			return List.of(bits);
		}
	}

	private final int room;
	private final Map<Key, FloatBuffer> results = new LinkedHashMap<>(16, 0.75f, true);
	private int held;

	ConstantResults() {
		this(ROOM);
	}

	/** @param room values to keep at most; 0 to keep none */
	ConstantResults(final int room) {
		this.room = room;
	}

	/** Null if it is not there, or no longer. */
	FloatBuffer get(final Key key) {
		return results.get(key);
	}

	/** @param result channels x height x width values, which are not changed any more */
	void put(final Key key, final FloatBuffer result) {
		results.put(key, result);
		held += result.capacity();
		for (final Iterator<FloatBuffer> eldest = results.values().iterator(); held > room; eldest.remove())
			held -= eldest.next().capacity();
	}
}
