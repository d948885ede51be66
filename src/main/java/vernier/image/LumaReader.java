package vernier.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;

/**
 * Reads a colour plane as one channel, full-range luma from 0 to 1: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601,
 * as in JFIF).
 */
public final class LumaReader extends ColorReader {

	/** @param plane axes (x, y); its first pixel counts as (0, 0) */
	public LumaReader(final RandomAccessibleInterval<ARGBType> plane) {
		super(plane);
	}

	@Override
	public int channels() {
		return 1;
	}

	@Override
	void convert(final int[] pixels, final int count, final int channel, final float[] values) {
		for (int i = 0; i < count; i++) {
			final int pixel = pixels[i];
			// weights in thousandths, so that equal red, green and blue give exactly that gray
			values[i] = (299 * (pixel >> 16 & 0xff) + 587 * (pixel >> 8 & 0xff) + 114 * (pixel & 0xff)) / 255000f;
		}
	}
}
