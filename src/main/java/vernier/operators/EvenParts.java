package vernier.operators;

import java.nio.FloatBuffer;
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
 * same of a picture of one pixel, where a network makes a texture of some levels.
 */
final class EvenParts {

	/** Colours that are remembered. */
	private static final int MOST = 4096;

	private static final int SLIDER = 3;

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

	/** @param conditions what the operator takes of the plane that comes next, or null */
	void begin(final Conditions conditions) {
		whole = conditions;
		results.clear();
	}

	/**
	 * Gives even parts of a block their results.
	 *
	 * @param squares of each channel that may differ, up to the largest size
	 */
	void fill(final Block block, final FloatBuffer source, final FloatBuffer target, final Squares[] squares) {
		final Conditioning conditioning = Conditioning.of(operator);
		if (whole == null && !(conditioning.numbers().isEmpty() && conditioning.guides().isEmpty()))
			return;
		final Region wanted = block.target(), given = block.source(), room = block.room();
		final Squares.Level[] levels = new Squares.Level[squares.length];
		for (int c = 0; c < levels.length; c++)
			levels[c] = squares[c].levels().get(squares[c].levels().size() - 1);
		Squares.Level slider = null;
		for (long y = wanted.y(); y < wanted.endY(); y++)
			for (long x = wanted.x(), end; x < wanted.endX(); x = end) {
				end = Math.min(wanted.endX(), (x / levels[0].cell() + 1) * levels[0].cell());
				final int index = levels[0].index(x, y);
				if (!IntStream.range(0, levels.length).allMatch(c -> levels[c].isEven(index)))
					continue;
				if (slider == null)
					slider = Squares.largest(source, SLIDER * (int) given.size(), given);
				if (!slider.isEven(index))
					continue;
				final float[] colour = new float[levels.length];
				for (int c = 0; c < colour.length; c++)
					colour[c] = levels[c].lowest()[index];
				final float[] result = result(colour, slider.lowest()[index]);
				for (int c = 0; c < 3; c++)
					for (int at = c * (int) room.size() + room.index(x, y), i = 0; i < end - x; i++)
						target.put(at + i, result[Math.min(c, result.length - 1)]);
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
