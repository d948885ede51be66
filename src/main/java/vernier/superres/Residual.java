package vernier.superres;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import vernier.image.BlockReader;
import vernier.image.NonFinite;
import vernier.image.PlaneStack;
import vernier.image.PlaneWriter;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.ValueRange;

/**
 * What an enlargement, reduced again by antialiased cubic convolution, misses of its source, as a picture: where the
 * network contradicts what was measured. Zero everywhere is necessary for a faithful result, not sufficient: detail
 * finer than the source's pixels leaves no trace here.
 */
final class Residual {

	/** Of the values of red, green and blue. */
	private static final double COLOUR = 255;

	private final List<RandomAccessibleInterval<FloatType>> planes = new ArrayList<>();
	private double max;
	private double squares;

	/**
	 * Adds the 32-bit plane of source minus reduced result, in values as they are shown; for colour that of red, green and
	 * blue that differs most, since what cancels out in the luma is no smaller for it. Where the source has no finite value,
	 * nor has the plane, and none where the reduced result depends on such a pixel, whose filling is no measurement.
	 *
	 * @param source plane that was enlarged
	 * @param result its enlargement
	 * @param range value range of the source
	 * @param unit see {@link PlaneStack#unit()}
	 * @param progress told after each block, asked whether to stop
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	void add(final RandomAccessibleInterval<?> source, final RandomAccessibleInterval<?> result, final ValueRange range,
		final double unit, final Scale scale, final Progress progress)
	{
		final Img<FloatType> plane = Planes.allocate(new FloatType(), source.dimension(0), source.dimension(1));
		final BlockReader reader = Planes.reader(source, range);
		final boolean colour = reader.channels() > 1;
		final double width = colour ? COLOUR : range.width();
		// differences of values: the range's lower end falls out
		final PlaneWriter writer = new PlaneWriter(plane, new ValueRange(0, width, 0));
		final BlockReader unfilled = Planes.reader(result, new ValueRange(range.min(), range.max(), Double.NaN));
		final Consistency all = Consistency.residual(reader, unfilled, scale, (region, differences) -> {
			keepLargest(differences, (int) region.size(), reader.channels());
			writer.write(region, differences);
		}, progress);
		NonFinite.restore(source, plane, 1, 1);
		planes.add(plane);
		long n = 0;
		double sum = 0;
		for (final FloatType pixel : plane) {
			pixel.mul(unit);
			final double difference = pixel.get();
			if (!Double.isFinite(difference))
				continue;
			n++;
			max = Math.max(max, Math.abs(difference));
			sum += difference * difference;
		}
		if (colour)
			squares += Math.pow(all.rms() * width, 2);
		else
			squares += n == 0 ? 0 : sum / n;
	}

	/** Puts what is farthest from 0 of all channels, with its sign, into the first. */
	private static void keepLargest(final FloatBuffer differences, final int size, final int channels) {
		for (int i = size; i < size * channels; i++)
			if (Math.abs(differences.get(i)) > Math.abs(differences.get(i % size)))
				differences.put(i % size, differences.get(i));
	}

	PlaneStack stack() {
		return PlaneStack.of(planes.size() == 1 ? planes.get(0) : Views.stack(planes));
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "largest %.4g, root mean square %.4g pixel values", max,
			Math.sqrt(squares / planes.size()));
	}
}
