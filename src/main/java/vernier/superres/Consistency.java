package vernier.superres;

import java.nio.FloatBuffer;

import vernier.image.BlockReader;
import vernier.image.BlockWriter;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.VernierException;
import vernier.inference.BlockOperator.Block;
import vernier.inference.Buffers;

/**
 * How far an enlargement, reduced again by antialiased cubic convolution, is from its source: 0 where it invents
 * nothing that the source contradicts.
 *
 * <pre>
 * Consistency residual = Consistency.residual(source, result, Scale.parse("2"), Progress.NONE);
 * </pre>
 *
 * @param max largest absolute difference, in the values of the readers; NaN if a value is
 * @param rms root of the mean squared difference over pixels and channels, in the same values
 */
public record Consistency(double max, double rms) {

	/** Columns and rows of the result that are reduced at a time, about. */
	private static final int TILE = 1024;

	/**
	 * Compares whole planes, block by block.
	 *
	 * @param source the plane that was enlarged
	 * @param result its enlargement, with as many channels
	 * @param scale by which it was enlarged
	 * @param progress told after each block, asked whether to stop
	 * @throws VernierException if the size or channels of the result are not those of the enlarged source
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public static Consistency residual(final BlockReader source, final BlockReader result, final Scale scale,
		final Progress progress)
	{
		return residual(source, result, scale, (region, difference) -> {}, progress);
	}

	/**
	 * As above, and hands over the differences.
	 *
	 * @param differences takes source minus reduced result, block by block of the source's plane
	 */
	public static Consistency residual(final BlockReader source, final BlockReader result, final Scale scale,
		final BlockWriter differences, final Progress progress)
	{
		final long width = scale.targetWidth(source.width());
		final long height = scale.targetHeight(source.height());
		if (result.width() != width || result.height() != height || result.channels() != source.channels())
			throw new VernierException("The result is " + size(result) + ", but " + size(source) + " enlarged by " + scale +
				" would be " + width + " x " + height + "; compare an image with its own enlargement.");
		final Resampler reduce = Resampler.reducing(scale, source.channels());
		final int tile = (int) (TILE / Math.max(scale.x(), scale.y()));
		FloatBuffer expected = null;
		FloatBuffer given = null;
		FloatBuffer reduced = null;
		double max = 0;
		double squares = 0;
		for (long y = 0; y < source.height(); y += tile)
			for (long x = 0; x < source.width(); x += tile) {
				progress.checkCancelled();
				final Region region = Region.between(x, y, Math.min(x + tile, source.width()), //
					Math.min(y + tile, source.height()));
				final Region needed = reduce.source(region, width, height);
				final int count = Math.toIntExact(region.size() * source.channels());
				// direct buffers outlive their use until the next garbage collection: not a fresh one for each block
				expected = Buffers.atLeast(expected, count);
				source.read(region, expected);
				given = Buffers.atLeast(given, needed.size() * result.channels());
				result.read(needed, given);
				reduced = Buffers.atLeast(reduced, count);
				reduce.compute(new Block(needed, width, height, region), given, reduced);
				for (int i = 0; i < count; i++) {
					final double difference = expected.get(i) - (double) reduced.get(i);
					max = Math.max(max, Math.abs(difference));
					squares += difference * difference;
					reduced.put(i, (float) difference);
				}
				differences.write(region, reduced);
				progress.update((y * source.width() + region.endX() * region.height()) / //
					((double) source.width() * source.height()));
			}
		return new Consistency(max, Math.sqrt(squares / ((double) source.width() * source.height() * source.channels())));
	}

	private static String size(final BlockReader reader) {
		return reader.width() + " x " + reader.height() + " with " + reader.channels() + " channel(s)";
	}
}
