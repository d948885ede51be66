package vernier.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;

/** Reads a colour plane as three channels, red, green, blue, from 0 to 1; alpha is not used. */
public final class ArgbReader extends ColorReader {

	/** @param plane axes (x, y); its first pixel counts as (0, 0) */
	public ArgbReader(final RandomAccessibleInterval<ARGBType> plane) {
		super(plane);
	}

	@Override
	public int channels() {
		return 3;
	}

	@Override
	void convert(final int[] pixels, final int count, final int channel, final float[] values) {
		final int shift = 16 - 8 * channel;
		for (int i = 0; i < count; i++)
			values[i] = (pixels[i] >> shift & 0xff) / 255f;
	}
}
