package vernier.image;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalDouble;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Reads a gray plane as one channel of normalised floats, (value - min) / (max - min). NaN and infinite pixels become
 * the normalised mean, where {@link Holes} does not fill them better; {@link NonFinite#restore} puts them back.
 * <p>
 * 8-bit, 16-bit and float planes in array, planar and cell images are copied as primitives; any other type or view is
 * read pixel by pixel.
 */
public final class PlaneReader implements BlockReader {

	private final RandomAccessibleInterval<? extends RealType<?>> plane;
	private final PrimitiveStrips primitives;
	private final CellPixels cells;
	private final double min;
	private final double scale;
	private final float mean;
	private final float[] byteValues = new float[256];
	private final float[] values = new float[Strips.LENGTH];

	/**
	 * @param plane axes (x, y); its first pixel counts as (0, 0)
	 * @param range pixel values that become 0 and 1
	 */
	public PlaneReader(final RandomAccessibleInterval<? extends RealType<?>> plane, final ValueRange range) {
		this.plane = Planes.zeroMin(plane);
		primitives = PrimitiveStrips.of(this.plane);
		cells = CellPixels.of(this.plane);
		min = range.min();
		scale = 1 / range.width();
		mean = (float) ((range.mean() - min) * scale);
		for (int i = 0; i < byteValues.length; i++)
			byteValues[i] = (float) ((i - min) * scale);
	}

	@Override
	public int channels() {
		return 1;
	}

	@Override
	public long width() {
		return plane.dimension(0);
	}

	@Override
	public long height() {
		return plane.dimension(1);
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		Planes.checkInside(region, plane);
		if (cells == null)
			Strips.forEach(region, strip -> read(region, strip, target));
		else
			// one cell after the other: those of a file may be more than what is kept of it
			cells.forEach(region, (cell, part) -> Strips.forEach(part, strip -> read(region, strip, target)));
	}

	private void read(final Region region, final Region strip, final FloatBuffer target) {
		convert(strip);
		Strips.store(values, strip, target, region);
	}

	@Override
	public int rows() {
		return cells == null ? 1 : cells.height();
	}

	@Override
	public Optional<float[]> constant(final Region region) {
		Planes.checkInside(region, plane);
		final OptionalDouble pixel = primitives == null ? OptionalDouble.empty() : ConstantPixels.of(cells, primitives, region);
		return pixel.isEmpty() ? Optional.empty() : Optional.of(new float[] { Double.isFinite(pixel.getAsDouble())
			? (float) ((pixel.getAsDouble() - min) * scale) : mean });
	}

	private void convert(final Region strip) {
		final int count = (int) strip.size();
		final Object pixels = primitives == null ? null : primitives.read(strip);
		if (pixels instanceof byte[] bytes)
			for (int i = 0; i < count; i++)
				values[i] = byteValues[bytes[i] & 0xff];
		else if (pixels instanceof short[] shorts)
			for (int i = 0; i < count; i++)
				values[i] = (float) (((shorts[i] & 0xffff) - min) * scale);
		else if (pixels instanceof float[] floats)
			// in double: a float image may carry a small signal on a large offset
			for (int i = 0; i < count; i++)
				values[i] = Float.isFinite(floats[i]) ? (float) ((floats[i] - min) * scale) : mean;
		else
			convertByCursor(strip);
	}

	private void convertByCursor(final Region strip) {
		final Cursor<? extends RealType<?>> cursor = Strips.cursor(plane, strip);
		for (int i = 0; cursor.hasNext(); i++) {
			final double value = cursor.next().getRealDouble();
			values[i] = Double.isFinite(value) ? (float) ((value - min) * scale) : mean;
		}
	}
}
