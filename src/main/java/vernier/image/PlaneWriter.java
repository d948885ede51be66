package vernier.image;

import java.nio.FloatBuffer;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Writes one channel of normalised floats to a gray plane, value x (max - min) + min. Integer types are rounded half up
 * and clamped to what they can hold; float types take the value as it is, their greatest number at most.
 */
public final class PlaneWriter implements BlockWriter {

	private final RandomAccessibleInterval<? extends RealType<?>> plane;
	private final Object array;
	private final CellPixels cells;
	private final Object pixels;
	private final boolean integer;
	private final double lowest;
	private final double highest;
	private final double min;
	private final double scale;
	private final float[] values = new float[Strips.LENGTH];

	/**
	 * @param plane axes (x, y); its first pixel counts as (0, 0)
	 * @param range pixel values that 0 and 1 become
	 */
	public PlaneWriter(final RandomAccessibleInterval<? extends RealType<?>> plane, final ValueRange range) {
		this.plane = Planes.zeroMin(plane);
		final RealType<?> type = this.plane.getType();
		final boolean primitive = type instanceof UnsignedByteType || type instanceof UnsignedShortType
			|| type instanceof FloatType;
		array = primitive ? Planes.array(this.plane) : null;
		cells = CellPixels.of(this.plane);
		pixels = cells == null ? null : newArray(Strips.LENGTH);
		integer = type instanceof IntegerType;
		lowest = type.getMinValue();
		highest = type.getMaxValue();
		min = range.min();
		scale = range.width();
	}

	/** @throws VernierException if a value for an integer type is NaN or infinite */
	@Override
	public void write(final Region region, final FloatBuffer source) {
		write(region, source, region, 1);
	}

	/** @throws VernierException if a value for an integer type is NaN or infinite */
	@Override
	public void write(final Region region, final FloatBuffer source, final Region given, final int channels) {
		Planes.checkInside(region, plane);
		final long[] notFinite = { 0 };
		Strips.forEach(region, strip -> {
			Strips.load(source, given, strip, values);
			if (integer)
				notFinite[0] += countNotFinite(values, (int) strip.size());
			store(strip);
		});
		checkFinite(notFinite[0]);
	}

	static long countNotFinite(final float[] values, final int count) {
		int finite = 0;
		for (int i = 0; i < count; i++)
			if (Float.isFinite(values[i]))
				finite++;
		return count - finite;
	}

	static void checkFinite(final long notFinite) {
		if (notFinite > 0)
			throw new VernierException("The model gave " + notFinite
				+ " values that are NaN or infinite where pixel values were expected: check the model with Verify Model,"
				+ " or use another model or device.");
	}

	/** @return pixels of the plane's type, or null if it is none of ImageJ's */
	private Object newArray(final int length) {
		final RealType<?> type = plane.getType();
		return type instanceof UnsignedByteType ? new byte[length] : type instanceof UnsignedShortType ? new short[length]
			: type instanceof FloatType ? new float[length] : null;
	}

	private void store(final Region strip) {
		if (cells != null) {
			convert(0, (int) strip.size(), pixels, 0);
			cells.put(strip, pixels);
		}
		else if (array == null)
			storeByCursor(strip);
		else
			for (int row = 0; row < strip.height(); row++)
				convert(row * strip.width(), strip.width(), array, (int) ((strip.y() + row) * plane.dimension(0) + strip.x()));
	}

	/** Pixels from values, both from an index on. */
	private void convert(final int from, final int count, final Object to, final int start) {
		if (to instanceof byte[] bytes)
			store(from, count, bytes, start);
		else if (to instanceof short[] shorts)
			for (int i = 0; i < count; i++)
				shorts[start + i] = (short) clamp((int) (values[from + i] * scale + min + 0.5), 65535);
		else if (to instanceof float[] floats)
			for (int i = 0; i < count; i++)
				floats[start + i] = single(values[from + i]);
	}

	/** What lies beyond the greatest number of single precision, as an overshoot of huge values may, becomes that number. */
	private float single(final float value) {
		final float pixel = (float) (value * scale + min);
		return Float.isInfinite(pixel) && Float.isFinite(value) ? Math.copySign(Float.MAX_VALUE, pixel) : pixel;
	}

	/** In single precision: 8 bits do not need more. Decimals are cut off, which differs from rounding down below 0 only. */
	private void store(final int from, final int count, final byte[] bytes, final int to) {
		final float factor = (float) scale;
		final float offset = (float) (min + 0.5);
		for (int i = 0; i < count; i++)
			bytes[to + i] = (byte) clamp((int) (values[from + i] * factor + offset), 255);
	}

	@Override
	public Stamp stamp(final int width, final int height, final FloatBuffer source) {
		if (array == null && cells == null)
			return BlockWriter.super.stamp(width, height, source);
		final Region block = new Region(0, 0, width, height);
		final Object converted = newArray(width * height);
		final long[] notFinite = { 0 };
		Strips.forEach(block, strip -> {
			Strips.load(source, block, strip, values);
			if (integer)
				notFinite[0] += countNotFinite(values, (int) strip.size());
			convert(0, (int) strip.size(), converted, Strips.index(block, strip));
		});
		checkFinite(notFinite[0]);
		return region -> put(region, converted);
	}

	private void put(final Region region, final Object block) {
		Planes.checkInside(region, plane);
		if (cells != null)
			cells.put(region, block);
		else
			for (int row = 0; row < region.height(); row++)
				System.arraycopy(block, row * region.width(), array, (int) ((region.y() + row) * plane.dimension(0) + region.x()),
					region.width());
	}

	@Override
	public int grid() {
		return cells == null ? 1 : Math.max(cells.width(), cells.height());
	}

	/**
	 * To what an unsigned pixel holds. Few pixels need it, which makes a branch twice as fast as minimum and maximum.
	 *
	 * @param highest a power of two less 1
	 */
	static int clamp(final int value, final int highest) {
		return (value & ~highest) == 0 ? value : value < 0 ? 0 : highest;
	}

	private void storeByCursor(final Region strip) {
		final Cursor<? extends RealType<?>> cursor = Strips.cursor(plane, strip);
		for (int i = 0; cursor.hasNext(); i++) {
			final double value = values[i] * scale + min;
			cursor.next().setReal(Double.isFinite(value) ? Math.min(highest, Math.max(lowest, integer ? Math.floor(value + 0.5)
				: value)) : value);
		}
	}
}
