package vernier.image;

import java.nio.FloatBuffer;
import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;

/** Writes three channels, red, green, blue, from 0 to 1, to a colour plane: rounded half up, clamped, alpha 255. */
public final class ArgbWriter implements BlockWriter {

	private final RandomAccessibleInterval<ARGBType> plane;
	private final int[] array;
	private final float[] values = new float[Strips.LENGTH];
	private final int[] pixels = new int[Strips.LENGTH];

	/** @param plane axes (x, y); its first pixel counts as (0, 0) */
	public ArgbWriter(final RandomAccessibleInterval<ARGBType> plane) {
		this.plane = Planes.zeroMin(plane);
		array = (int[]) Planes.array(this.plane);
	}

	/** @throws VernierException if a value is NaN or infinite */
	@Override
	public void write(final Region region, final FloatBuffer source) {
		write(region, source, region, 3);
	}

	/** @throws VernierException if a value is NaN or infinite */
	@Override
	public void write(final Region region, final FloatBuffer source, final Region given, final int channels) {
		Planes.checkInside(region, plane);
		final int area = Math.toIntExact(given.size());
		final long[] notFinite = { 0 };
		Strips.forEach(region, strip -> {
			final int count = (int) strip.size();
			Arrays.fill(pixels, 0, count, 0xff000000);
			for (int channel = 0; channel < 3; channel++) {
				Strips.load(source, given, strip, channel * area, values);
				notFinite[0] += PlaneWriter.countNotFinite(values, count);
				for (int i = 0; i < count; i++)
					pixels[i] |= PlaneWriter.clamp((int) (values[i] * 255.0f + 0.5f), 255) << 16 - 8 * channel;
			}
			store(strip);
		});
		PlaneWriter.checkFinite(notFinite[0]);
	}

	private void store(final Region strip) {
		if (array != null) {
			for (int row = 0; row < strip.height(); row++)
				System.arraycopy(pixels, row * strip.width(), //
					array, (int) ((strip.y() + row) * plane.dimension(0) + strip.x()), strip.width());
			return;
		}
		final Cursor<ARGBType> cursor = Strips.cursor(plane, strip);
		for (int i = 0; cursor.hasNext(); i++)
			cursor.next().set(pixels[i]);
	}
}
