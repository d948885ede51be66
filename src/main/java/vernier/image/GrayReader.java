package vernier.image;

import java.nio.FloatBuffer;

import net.imglib2.RandomAccessibleInterval;

/**
 * Reads any plane as one channel, normalised as {@link PlaneReader} does: gray planes as they are, colour as its luma
 * from 0 to 255 (see {@link LumaReader}).
 */
public final class GrayReader implements BlockReader {

	private final BlockReader reader;
	private final double scale;
	private final double shift;

	/**
	 * @param plane axes (x, y)
	 * @param range pixel values that become 0 and 1; its mean takes the place of NaN and infinite pixels
	 * @throws VernierException if the pixel type is neither gray nor colour
	 */
	public GrayReader(final RandomAccessibleInterval<?> plane, final ValueRange range) {
		final boolean color = Planes.isColor(plane);
		reader = color ? new LumaReader(Planes.argb(plane)) : new PlaneReader(Planes.real(plane), range);
		scale = color ? 255 / range.width() : 1;
		shift = color ? -range.min() / range.width() : 0;
	}

	@Override
	public int channels() {
		return 1;
	}

	@Override
	public long width() {
		return reader.width();
	}

	@Override
	public long height() {
		return reader.height();
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		reader.read(region, target);
		if (scale == 1 && shift == 0)
			return;
		for (int i = 0; i < region.size(); i++)
			target.put(i, (float) (target.get(i) * scale + shift));
	}
}
