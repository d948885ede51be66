package vernier.image;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** Every value of unsigned 16-bit planes, counted. */
final class ShortHistogram implements ValueSample {

	private final long[] counts = new long[65536];

	@Override
	public void add(final RandomAccessibleInterval<?> plane, final Progress progress) {
		final RandomAccessibleInterval<? extends RealType<?>> values = Planes.zeroMin(Planes.real(plane));
		final PrimitiveStrips primitives = PrimitiveStrips.of(values);
		Strips.forEach(values, new Strips.Visitor() {

			@Override
			public void strip(final Region strip) {
				progress.checkCancelled();
				if (primitives != null && primitives.read(strip) instanceof short[] shorts) {
					for (int i = 0; i < strip.size(); i++)
						counts[shorts[i] & 0xffff]++;
					return;
				}
				final Cursor<? extends RealType<?>> cursor = Strips.cursor(values, strip);
				while (cursor.hasNext())
					counts[(int) cursor.next().getRealDouble()]++;
			}

			@Override
			public void absent(final Region region, final double value) {
				counts[(int) value] += region.size();
			}
		});
	}

	@Override
	public double min() {
		return percentile(0);
	}

	@Override
	public double max() {
		int last = counts.length - 1;
		while (last >= 0 && counts[last] == 0)
			last--;
		return last;
	}

	@Override
	public double mean() {
		double sum = 0;
		for (int i = 0; i < counts.length; i++)
			sum += (double) counts[i] * i;
		return sum / size();
	}

	@Override
	public double percentile(final double fraction) {
		final long wanted = Math.max(1, (long) Math.ceil(fraction * size()));
		long seen = 0;
		for (int i = 0; i < counts.length; i++) {
			seen += counts[i];
			if (seen >= wanted)
				return i;
		}
		return counts.length;
	}

	@Override
	public long size() {
		long total = 0;
		for (final long count : counts)
			total += count;
		return total;
	}
}
