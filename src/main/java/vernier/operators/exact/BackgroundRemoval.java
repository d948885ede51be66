package vernier.operators.exact;

import java.util.Optional;

import vernier.image.Progress;

/**
 * Removal of a smooth dark background, like a rolling ball: a paraboloid with the ball's radius of curvature is
 * pushed against the picture from below, and what it cannot reach is kept.
 * <p>
 * S. R. Sternberg, "Biomedical Image Processing", IEEE Computer 16(1), 1983, with the paraboloid of ImageJ's "sliding
 * paraboloid" option: the background is the morphological opening of the picture by -(x2 + y2) / (2 radius). ImageJ
 * approximates it by parabolas along some directions; here it is exact, as a paraboloid is the sum of two parabolas
 * and the erosion and dilation by each of them are the envelopes of parabolas (R. van den Boomgaard et al., "The
 * morphological structure of images: the quadratic structuring functions", 1996; P. Felzenszwalb, D. Huttenlocher,
 * "Distance transforms of sampled functions", Theory of Computing 8, 2012, section 2). As in ImageJ, the height of
 * the whole value range, 0 to 1, is {@value #HEIGHT} pixels, and the background is that of the 3 x 3 mean. Pixels
 * beyond the border do not hold the paraboloid back, and its apex may lie there, up to one radius away.
 * <p>
 * Strength: the radius in pixels; background of this size and larger goes, so that small radii remove most. Colour:
 * channel by channel. Any values will do; where noise dips below the background, the result is below 0.
 */
public final class BackgroundRemoval implements ExactOperator {

	private static final double HEIGHT = 255;

	private static final OperatorInfo INFO = new OperatorInfo("background-removal", "Background removal (rolling ball)",
		"radius of the ball in pixels, smaller removes more", 5, 200, 50, true, false,
		"Sternberg, Biomedical Image Processing, IEEE Computer 1983");

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	@Override
	public boolean givesDifferences() {
		return true;
	}

	/** The background is a part of the range, and is at least 0 where nothing is below 0. */
	@Override
	public Optional<Limits> limits(final boolean colour) {
		return Optional.of(new Limits() {

			@Override
			public float least(final float value, final double strength) {
				return value - 1;
			}

			@Override
			public float greatest(final float value, final double strength) {
				return Math.max(0, value);
			}
		});
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(input, strength);
		final Picture result = background(input, strength, progress);
		for (int c = 0; c < result.channels().length; c++)
			for (int i = 0; i < result.channels()[c].length; i++)
				result.channels()[c][i] = input.channels()[c][i] - result.channels()[c][i];
		return result;
	}

	/** What {@link #apply} takes away. */
	static Picture background(final Picture input, final double radius, final Progress progress) {
		final int width = input.width(), height = input.height(), count = input.channels().length;
		final float[][] channels = new float[count][];
		for (int c = 0; c < count; c++) {
			final Progress part = progress.part((double) c / count, (c + 1.0) / count);
			channels[c] = opening(mean(input.channels()[c], width, height), width, height, radius, part);
		}
		return new Picture(width, height, channels);
	}

	/** The opening by the paraboloid. */
	static float[] opening(final float[] values, final int width, final int height, final double radius,
		final Progress progress)
	{
		final int margin = (int) Math.ceil(radius);
		final double curvature = 1 / (2 * radius * HEIGHT);
		// each step turns rows to columns, so that two of them are back
		float[] result = values;
		result = envelopes(result, width, height, 1, margin, curvature);
		step(progress, 0.25);
		result = envelopes(result, height, width + 2 * margin, 1, margin, curvature);
		step(progress, 0.5);
		result = envelopes(result, width + 2 * margin, height + 2 * margin, -1, -margin, curvature);
		step(progress, 0.75);
		result = envelopes(result, height + 2 * margin, width, -1, -margin, curvature);
		step(progress, 1);
		return result;
	}

	private static void step(final Progress progress, final double fraction) {
		progress.checkCancelled();
		progress.update(fraction);
	}

	/**
	 * Erodes (sign 1) or dilates (sign -1) every row by a parabola.
	 *
	 * @param values rows x n
	 * @param grow by how much the result is longer than the row, at both ends
	 * @return (n + 2 grow) x rows
	 */
	private static float[] envelopes(final float[] values, final int n, final int rows, final int sign, final int grow,
		final double curvature)
	{
		final int length = n + 2 * grow;
		final float[] result = new float[length * rows];
		Parallel.rows(rows, (from, to) -> {
			final ParabolaEnvelope envelope = new ParabolaEnvelope(n, curvature);
			for (int y = from; y < to; y++) {
				envelope.clear();
				for (int x = 0; x < n; x++)
					envelope.add(x, sign * (double) values[y * n + x]);
				envelope.rewind();
				for (int x = 0; x < length; x++)
					result[x * rows + y] = (float) (sign * envelope.at(x - grow));
			}
		});
		return result;
	}

	/** 3 x 3 mean with mirrored borders. */
	private static float[] mean(final float[] values, final int width, final int height) {
		final float[] result = new float[values.length];
		Parallel.rows(height, (from, to) -> {
			final double[] sums = new double[width];
			for (int y = from; y < to; y++) {
				final int above = Mirror.index(y - 1, height) * width, here = y * width,
						below = Mirror.index(y + 1, height) * width;
				for (int x = 0; x < width; x++)
					sums[x] = (double) values[above + x] + values[below + x] + values[here + x];
				for (int x = 0; x < width; x++)
					result[here + x] = (float) ((sums[Mirror.index(x - 1, width)] + sums[Mirror.index(x + 1, width)] +
						sums[x]) / 9);
			}
		});
		return result;
	}
}
