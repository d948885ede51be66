package vernier.image;

import java.nio.FloatBuffer;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;

/** Reads a colour plane as three channels, red, green, blue, from 0 to 1; alpha is not used. */
public final class ArgbReader implements BlockReader {

	private final ArgbStrips strips;
	private final float[] values = new float[Strips.LENGTH];

	/** @param plane axes (x, y); its first pixel counts as (0, 0) */
	public ArgbReader(final RandomAccessibleInterval<ARGBType> plane) {
		strips = new ArgbStrips(plane);
	}

	@Override
	public int channels() {
		return 3;
	}

	@Override
	public long width() {
		return strips.width();
	}

	@Override
	public long height() {
		return strips.height();
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		strips.checkInside(region);
		final int area = Math.toIntExact(region.size());
		Strips.forEach(region, strip -> {
			final int[] pixels = strips.read(strip);
			final int count = (int) strip.size();
			final int index = Strips.index(region, strip);
			for (int channel = 0; channel < 3; channel++) {
				final int shift = 16 - 8 * channel;
				for (int i = 0; i < count; i++)
					values[i] = (pixels[i] >> shift & 0xff) / 255f;
				target.put(channel * area + index, values, 0, count);
			}
		});
	}
}
