package vernier.image;

import java.nio.FloatBuffer;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;

/**
 * Reads a colour plane as one channel, full-range luma from 0 to 1: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601,
 * as in JFIF).
 */
public final class LumaReader implements BlockReader {

	private final ArgbStrips strips;
	private final float[] values = new float[Strips.LENGTH];

	/** @param plane axes (x, y); its first pixel counts as (0, 0) */
	public LumaReader(final RandomAccessibleInterval<ARGBType> plane) {
		strips = new ArgbStrips(plane);
	}

	@Override
	public int channels() {
		return 1;
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
		Strips.forEach(region, strip -> {
			final int[] pixels = strips.read(strip);
			final int count = (int) strip.size();
			for (int i = 0; i < count; i++) {
				final int pixel = pixels[i];
				// weights in thousandths, so that equal red, green and blue give exactly that gray
				values[i] = (299 * (pixel >> 16 & 0xff) + 587 * (pixel >> 8 & 0xff) + 114 * (pixel & 0xff)) / 255000f;
			}
			target.put(Strips.index(region, strip), values, 0, count);
		});
	}
}
