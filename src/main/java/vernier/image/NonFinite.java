package vernier.image;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;

/** NaN and infinite pixels of float images, which mean "no value" and must come out where they went in. */
public final class NonFinite {

	private NonFinite() {}

	/**
	 * Gives every target pixel whose source pixel is NaN or infinite that same value. The source pixel of target column
	 * x is floor((x + 0.5) / factorX), no further than the last one; rows alike. Integer and colour planes are left
	 * alone.
	 *
	 * @param source plane that was processed, axes (x, y)
	 * @param target its result, axes (x, y)
	 * @param factorX target columns per source column
	 * @param factorY target rows per source row
	 * @return number of target pixels that were set
	 */
	public static long restore(final RandomAccessibleInterval<?> source, final RandomAccessibleInterval<?> target,
		final double factorX, final double factorY)
	{
		return restore(source, target, factorX, factorY, Progress.NONE);
	}

	/**
	 * As above.
	 *
	 * @param progress asked again and again whether to stop
	 * @throws CancelledException if it says so; the target is then incomplete
	 */
	public static long restore(final RandomAccessibleInterval<?> source, final RandomAccessibleInterval<?> target,
		final double factorX, final double factorY, final Progress progress)
	{
		if (!mayBeIn(source) || !mayBeIn(target))
			return 0;
		final RandomAccessibleInterval<? extends RealType<?>> from = Planes.zeroMin(Planes.real(source));
		final RandomAccess<? extends RealType<?>> to = Planes.zeroMin(Planes.real(target)).randomAccess();
		final Axis columns = new Axis(factorX, source.dimension(0), target.dimension(0));
		final Axis rows = new Axis(factorY, source.dimension(1), target.dimension(1));
		final PrimitiveStrips primitives = PrimitiveStrips.of(from);
		final long[] restored = { 0 };
		Strips.forEach(from, new Strips.Visitor() {

			@Override
			public void strip(final Region strip) {
				progress.checkCancelled();
				if (primitives != null && primitives.read(strip) instanceof float[] values
					&& PlaneWriter.countNotFinite(values, (int) strip.size()) == 0)
					return;
				final Cursor<? extends RealType<?>> cursor = Strips.cursor(from, strip);
				final double[] row = new double[strip.width()];
				for (long y = strip.y(); y < strip.endY(); y++) {
					for (int x = 0; x < row.length; x++)
						row[x] = cursor.next().getRealDouble();
					for (int x = 0, end = 0; x < row.length; x = end) {
						end = endOfRun(row, x);
						if (!Double.isFinite(row[x]))
							restored[0] += fill(to, columns.first(strip.x() + x), columns.first(strip.x() + end), rows.first(y), //
								rows.first(y + 1), row[x]);
					}
				}
			}

			@Override
			public void absent(final Region region, final double value) {
				if (!Double.isFinite(value))
					Strips.Visitor.super.absent(region, value);
			}
		});
		return restored[0];
	}

	/** False if pixels are of a kind that always has a value. */
	static boolean mayBeIn(final RandomAccessibleInterval<?> plane) {
		return plane.getType() instanceof RealType && !(plane.getType() instanceof IntegerType);
	}

	/** Where the values that equal the one at an index end. */
	private static int endOfRun(final double[] row, final int start) {
		int end = start + 1;
		while (end < row.length && Double.compare(row[end], row[start]) == 0)
			end++;
		return end;
	}

	private static long fill(final RandomAccess<? extends RealType<?>> target, final long x, final long endX, final long y,
		final long endY, final double value)
	{
		if (x >= endX)
			return 0;
		for (long row = y; row < endY; row++) {
			target.setPosition(x, 0);
			target.setPosition(row, 1);
			for (long at = x; at < endX; at++) {
				target.get().setReal(value);
				target.fwd(0);
			}
		}
		return (endX - x) * Math.max(0, endY - y);
	}

	private record Axis(double factor, long sourceSize, long targetSize) {

		/** The first target index whose source index is not below the given one. */
		long first(final long source) {
			if (source >= sourceSize)
				return targetSize;
			long index = Math.max(0, Math.min(targetSize, (long) Math.ceil(source * factor - 0.5)));
			// the formula of the contract decides, not its inverse, which rounds differently
			while (index > 0 && source(index - 1) >= source)
				index--;
			while (index < targetSize && source(index) < source)
				index++;
			return index;
		}

		private long source(final long index) {
			return (long) Math.floor((index + 0.5) / factor);
		}
	}
}
