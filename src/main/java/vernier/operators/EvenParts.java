package vernier.operators;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import vernier.image.Progress;
import vernier.image.Region;
import vernier.inference.BlockOperator.Block;
import vernier.operators.exact.Conditioning;
import vernier.operators.exact.Conditions;
import vernier.operators.exact.ExactOperator;
import vernier.operators.exact.Picture;

/**
 * The parts of an image that are of one colour, and one strength, as far as a network sees: there the operator makes the
 * same of a picture of one pixel, where a network makes a texture of some levels. Towards other parts the network takes
 * over.
 */
final class EvenParts {

	/** Colours that are remembered. */
	private static final int MOST = 4096;

	private static final int SLIDER = 3;

	/**
	 * From how many cells away from what is not even on the operator has a part in the result, and from how many on all of it.
	 * A network sees no further than a few cells more.
	 */
	private static final int NEAR = 11, FAR = 20;

	private final ExactOperator operator;
	private Conditions whole;
	private final Map<List<Float>, float[]> results = new HashMap<>();

	private EvenParts(final ExactOperator operator) {
		this.operator = operator;
	}

	/**
	 * Null for operators whose result on an even part depends on what lies further away: background removal keeps the middle of
	 * what is large and bright, and haze is spread.
	 */
	static EvenParts of(final ExactOperator operator) {
		return operator.givesDifferences() || operator.info().needsColour() ? null : new EvenParts(operator);
	}

	/** Whether a network that reads so many pixels around each sees all that the distances do. */
	static boolean fit(final int reach) {
		// the cells between which a pixel lies, and the neighbours that the furthest one is compared with
		return reach >= Squares.CELL * (FAR + 2);
	}

	/** @param conditions what the operator takes of the plane that comes next, or null */
	void begin(final Conditions conditions) {
		whole = conditions;
		results.clear();
	}

	/**
	 * Leads the results of even parts of a block over to those of the operator, the more the further away what is not even
	 * lies: at once, there would be a seam through the part.
	 *
	 * @param squares of each channel that may differ
	 */
	void fill(final Block block, final FloatBuffer source, final FloatBuffer target, final Squares[] squares) {
		final Conditioning conditioning = Conditioning.of(operator);
		if (whole == null && !(conditioning.numbers().isEmpty() && conditioning.guides().isEmpty()))
			return;
		final Region given = block.source();
		final Squares.Level[] levels = new Squares.Level[squares.length + 1];
		for (int c = 0; c < squares.length; c++)
			levels[c] = squares[c].levels().get(0);
		if (!Distances.of(levels, squares.length).anyAbove(NEAR))
			return;
		levels[squares.length] = Squares.smallest(source, SLIDER * (int) given.size(), given);
		final Distances distances = Distances.of(levels, levels.length);
		if (distances.anyAbove(NEAR))
			fill(block, source, target, distances, squares.length);
	}

	private void fill(final Block block, final FloatBuffer source, final FloatBuffer target, final Distances distances,
		final int channels)
	{
		final Region wanted = block.target(), given = block.source(), room = block.room();
		final float[] colour = new float[channels + 1];
		float[] before = null;
		float[] result = null;
		for (long y = wanted.y(); y < wanted.endY(); y++)
			for (long x = wanted.x(); x < wanted.endX(); x++) {
				final float part = distances.part(x, y);
				if (part == 0)
					continue;
				for (int c = 0; c <= channels; c++)
					colour[c] = source.get((c == channels ? SLIDER : c) * (int) given.size() + given.index(x, y));
				if (!Arrays.equals(colour, before)) {
					before = colour.clone();
					result = result(Arrays.copyOf(colour, channels), colour[channels]);
				}
				for (int c = 0; c < 3; c++) {
					final int at = c * (int) room.size() + room.index(x, y);
					target.put(at, target.get(at) + part * (result[Math.min(c, result.length - 1)] - target.get(at)));
				}
			}
	}

	/**
	 * How far from each cell what is not even lies, in cells, up to {@link #FAR}.
	 *
	 * @param cells whose places these are
	 */
	private record Distances(Squares.Level cells, byte[] values) {

		/** @param channels how many of the levels count */
		static Distances of(final Squares.Level[] levels, final int channels) {
			final Squares.Level cells = levels[0];
			final byte[] values = new byte[cells.lowest().length];
			for (int i = 0; i < values.length; i++) {
				final int index = i;
				values[i] = (byte) (IntStream.range(0, channels).allMatch(c -> levels[c].isEven(index)) ? FAR : 0);
			}
			final Distances distances = new Distances(cells, values);
			// steps to all eight neighbours: one pass down and one up give the whole way
			final int columns = cells.columns(), rows = values.length / columns;
			for (int y = 0; y < rows; y++)
				for (int x = 0; x < columns; x++)
					distances.shorten(x, y, -1);
			for (int y = rows - 1; y >= 0; y--)
				for (int x = columns - 1; x >= 0; x--)
					distances.shorten(x, y, 1);
			return distances;
		}

		/** By the neighbour in the row and those of the next row, forwards or backwards. */
		private void shorten(final int x, final int y, final int forwards) {
			final int columns = cells.columns(), rows = values.length / columns;
			int least = values[y * columns + x];
			if (x + forwards >= 0 && x + forwards < columns)
				least = Math.min(least, values[y * columns + x + forwards] + 1);
			if (y + forwards >= 0 && y + forwards < rows)
				for (int other = Math.max(0, x - 1); other <= Math.min(columns - 1, x + 1); other++)
					least = Math.min(least, values[(y + forwards) * columns + other] + 1);
			values[y * columns + x] = (byte) least;
		}

		boolean anyAbove(final int distance) {
			for (final byte value : values)
				if (value > distance)
					return true;
			return false;
		}

		/** Part that the operator has in the result of a pixel, between those of the cells around. */
		float part(final long x, final long y) {
			final double across = (x + 0.5) / cells.cell() - 0.5 - cells.firstColumn();
			final double down = (y + 0.5) / cells.cell() - 0.5 - cells.firstRow();
			final int left = (int) Math.floor(across), top = (int) Math.floor(down);
			final double upper = between(part(left, top), part(left + 1, top), across - left);
			final double lower = between(part(left, top + 1), part(left + 1, top + 1), across - left);
			return (float) between(upper, lower, down - top);
		}

		private static double between(final double a, final double b, final double at) {
			return a + at * (b - a);
		}

		private double part(final int column, final int row) {
			final int columns = cells.columns(), rows = values.length / columns;
			final int value = values[Math.max(0, Math.min(rows - 1, row)) * columns + Math.max(0, Math.min(columns - 1, column))];
			return Math.max(0, (value - NEAR) / (double) (FAR - NEAR));
		}
	}

	private float[] result(final float[] colour, final float place) {
		final List<Float> key = colour.length == 1 ? List.of(place, colour[0]) : List.of(place, colour[0], colour[1], colour[2]);
		if (results.size() > MOST)
			results.clear();
		return results.computeIfAbsent(key, unknown -> {
			final Picture pixel = Picture.of(1, 1, colour.length);
			for (int c = 0; c < colour.length; c++)
				pixel.channels()[c][0] = colour[c];
			final double strength = operator.info().at(place);
			final Picture made = whole == null ? operator.apply(pixel, strength, Progress.NONE)
				: whole.apply(pixel, strength, Progress.NONE);
			final float[] values = new float[colour.length];
			for (int c = 0; c < values.length; c++)
				values[c] = made.channels()[c][0];
			return values;
		});
	}
}
