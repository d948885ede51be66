package vernier.image;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalInt;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;

/** Reads a colour plane, strip by strip. */
abstract class ColorReader implements BlockReader {

	private final ArgbStrips strips;
	private final float[] values = new float[Strips.LENGTH];

	/** @param plane axes (x, y); its first pixel counts as (0, 0) */
	ColorReader(final RandomAccessibleInterval<ARGBType> plane) {
		strips = new ArgbStrips(plane);
	}

	@Override
	public final long width() {
		return strips.width();
	}

	@Override
	public final long height() {
		return strips.height();
	}

	@Override
	public final void read(final Region region, final FloatBuffer target) {
		strips.checkInside(region);
		final int area = Math.toIntExact(region.size());
		Strips.forEach(region, strip -> {
			final int[] pixels = strips.read(strip);
			final int count = (int) strip.size();
			for (int channel = 0; channel < channels(); channel++) {
				convert(pixels, count, channel, values);
				target.put(channel * area + Strips.index(region, strip), values, 0, count);
			}
		});
	}

	@Override
	public final Optional<float[]> constant(final Region region) {
		strips.checkInside(region);
		final OptionalInt pixel = strips.constant(region);
		if (pixel.isEmpty())
			return Optional.empty();
		final float[] channels = new float[channels()];
		for (int channel = 0; channel < channels.length; channel++) {
			convert(new int[] { pixel.getAsInt() }, 1, channel, values);
			channels[channel] = values[0];
		}
		return Optional.of(channels);
	}

	/**
	 * Takes one channel out of pixels.
	 *
	 * @param pixels packed as alpha, red, green, blue
	 * @param count how many
	 * @param values receives the channel, 0 to 1
	 */
	abstract void convert(int[] pixels, int count, int channel, float[] values);
}
