package vernier.operators.exact;

import java.util.Optional;

import vernier.image.Progress;

/**
 * Removal of haze by lines of colours: a clear picture has few distinct colours, and haze spreads each of them along
 * a line towards the air light; the farthest colour of a line is taken to be the clear one.
 * <p>
 * D. Berman, T. Treibitz, S. Avidan, "Non-Local Image Dehazing", CVPR 2016: lines of {@link Directions#COUNT}
 * directions (section 3.1), transmission by equations 11 and 12 with the bound of equations 13 and 14, smoothed by
 * equation 15 with weight 0.1 and each line's spread as reliability, scene by equation 16. Air light as in {@link
 * AirLight}; the paper leaves its choice open. Without the radiometric correction and the stretching of contrast of
 * the authors' program.
 * <p>
 * Strength: the share of the haze that is removed, which the paper fixes at 1. Colour pictures only. Values outside 0
 * to 1 are computed with as they are; no value is moved beyond 0 and 1.
 */
public final class NonlocalDehazing implements ExactOperator {

	private static final float SMOOTHNESS = 0.1f, SAME_COLOUR = 1e-5f;

	private static final OperatorInfo INFO = new OperatorInfo("nonlocal-dehazing", "Nonlocal dehazing",
		"share of the haze that is removed", 0, 1, 0.95, false, true, OperatorInfo.Neutral.at(0),
		"Berman, Treibitz, Avidan, Non-Local Image Dehazing, CVPR 2016");

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	/** It is clipped to that. */
	@Override
	public Optional<Limits> limits(final boolean colour) {
		return Optional.of(Limits.RANGE);
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(input, strength);
		return apply(input, strength, HazeLines.of(input, progress), progress);
	}

	/** With the lines of the whole of which the input is a part. */
	public Picture apply(final Picture input, final double strength, final HazeLines lines, final Progress progress) {
		INFO.check(input, strength);
		return remove(input, strength, transmission(input, lines, progress), lines);
	}

	/** @param transmission of {@link #transmission}, which stays as it is */
	static Picture remove(final Picture input, final double strength, final float[] transmission, final HazeLines lines) {
		final float[] left = new float[transmission.length];
		for (int i = 0; i < left.length; i++)
			left[i] = (float) (1 - strength * (1 - transmission[i]));
		return Haze.remove(input, left, lines.air());
	}

	/** What the lines say of each pixel by itself: the share of the scene's light that comes through, 0.1 to 1. */
	static float[] estimate(final HazeLines.Colours colours, final Picture input, final HazeLines lines) {
		final float[] darkest = DarkChannel.smallest(input, lines.air());
		final float[] transmission = new float[darkest.length];
		for (int i = 0; i < transmission.length; i++) {
			final float longest = lines.lengths()[colours.lines[i]];
			final float share = longest > 0 ? colours.radii[i] / longest : 1;
			// no scene is darker than black
			final float bound = 1 - darkest[i];
			transmission[i] = Math.min(1, Math.max(Math.max(bound, share), Haze.LEAST_TRANSMISSION));
		}
		return transmission;
	}

	/** The share of the scene's light that comes through at each pixel, smooth where the picture is. */
	static float[] transmission(final Picture input, final HazeLines lines, final Progress progress) {
		final HazeLines.Colours colours = HazeLines.Colours.of(input, lines.air(), progress);
		final float[] transmission = estimate(colours, input, lines);
		final int n = transmission.length, width = input.width(), height = input.height();
		final float[] data = new float[n], rightSide = new float[n], right = new float[n], down = new float[n];
		Parallel.rows(height, (from, to) -> {
			for (int y = from; y < to; y++)
				for (int x = 0; x < width; x++) {
					final int i = y * width + x;
					data[i] = Math.max(1e-6f, lines.reliability()[colours.lines[i]]);
					rightSide[i] = data[i] * transmission[i];
					right[i] = x < width - 1 ? spring(input, i, i + 1) : 0;
					down[i] = y < height - 1 ? spring(input, i, i + width) : 0;
				}
		});
		new LatticeSolver(width, height, data, right, down).solve(rightSide, transmission, 1e-4, 300, progress);
		return transmission;
	}

	private static float spring(final Picture input, final int p, final int q) {
		float difference = 0;
		for (final float[] channel : input.channels())
			difference += (channel[p] - channel[q]) * (channel[p] - channel[q]);
		return SMOOTHNESS / (difference + SAME_COLOUR);
	}
}
