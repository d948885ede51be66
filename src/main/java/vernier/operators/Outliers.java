package vernier.operators;

import java.nio.FloatBuffer;
import java.util.Optional;

import vernier.image.AroundReader;
import vernier.image.BlockReader;
import vernier.image.BlockWriter;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.inference.Buffers;

/**
 * A plane without what its pixels have beyond the range from 0 to 1: that of a hot pixel would spoil all pixels around it.
 * It is added to the result again, so that no value is lost.
 */
final class Outliers extends AroundReader {

	private boolean found;

	/** @param plane one channel, or colours, which have nothing beyond their range */
	Outliers(final BlockReader plane) {
		super(plane);
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		inner.read(region, target);
		final int count = (int) region.size() * channels();
		for (int i = 0; i < count; i++) {
			final float beyond = ValueRange.beyond(target.get(i));
			if (beyond == 0)
				continue;
			found = true;
			target.put(i, target.get(i) - beyond);
		}
	}

	@Override
	public Optional<float[]> constant(final Region region) {
		return inner.constant(region).filter(values -> {
			for (final float value : values)
				if (ValueRange.beyond(value) != 0)
					return false;
			return true;
		});
	}

	/**
	 * A writer that adds what was taken away. Only of what has been read: in the same thread.
	 *
	 * @param result takes one channel, or colours
	 * @param x column of this plane that is the result's first
	 * @param y row of this plane that is the result's first
	 */
	BlockWriter putBack(final BlockWriter result, final long x, final long y) {
		return channels() > 1 ? result : new BlockWriter() {

			private FloatBuffer values;

			@Override
			public void write(final Region region, final FloatBuffer source) {
				write(region, source, region, 1);
			}

			@Override
			public void write(final Region region, final FloatBuffer source, final Region given, final int channels) {
				if (!found) {
					result.write(region, source, given, channels);
					return;
				}
				values = Buffers.atLeast(values, region.size());
				inner.read(new Region(x + region.x(), y + region.y(), region.width(), region.height()), values);
				for (int row = 0, i = 0; row < region.height(); row++) {
					final int from = given.index(region.x(), region.y() + row);
					for (int column = 0; column < region.width(); column++, i++)
						values.put(i, source.get(from + column) + ValueRange.beyond(values.get(i)));
				}
				result.write(region, values);
			}

			@Override
			public Stamp stamp(final int width, final int height, final FloatBuffer source) {
				return result.stamp(width, height, source);
			}

			@Override
			public int grid() {
				return result.grid();
			}
		};
	}
}
