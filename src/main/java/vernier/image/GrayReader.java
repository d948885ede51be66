package vernier.image;

import java.nio.FloatBuffer;

import net.imglib2.RandomAccessibleInterval;

/**
 * Reads any plane as one channel, normalised as {@link PlaneReader} does: gray planes as they are, colour as its luma
 * from 0 to 255 (see {@link LumaReader}).
 */
public final class GrayReader extends AroundReader {

	private final double scale;
	private final double shift;

	/**
	 * @param plane axes (x, y)
	 * @param range pixel values that become 0 and 1; its mean takes the place of NaN and infinite pixels
	 * @throws VernierException if the pixel type is neither gray nor colour
	 */
	public GrayReader(final RandomAccessibleInterval<?> plane, final ValueRange range) {
		super(Planes.isColor(plane) ? new LumaReader(Planes.argb(plane)) : new PlaneReader(Planes.real(plane), range));
		final boolean color = Planes.isColor(plane);
		scale = color ? 255 / range.width() : 1;
		shift = color ? -range.min() / range.width() : 0;
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		inner.read(region, target);
		if (scale == 1 && shift == 0)
			return;
		for (int i = 0; i < region.size(); i++)
			target.put(i, (float) (target.get(i) * scale + shift));
	}
}
