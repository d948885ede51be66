package vernier.superres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import vernier.image.GrayReader;
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

	private final List<RandomAccessibleInterval<FloatType>> planes = new ArrayList<>();
	private double max;
	private double squares;

	/**
	 * Adds the 32-bit plane of source minus reduced result, in values as they are shown; of the luma for colour. Where
	 * the source has no finite value, nor has the plane.
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
		// differences of values: the range's lower end falls out
		final PlaneWriter writer = new PlaneWriter(plane, new ValueRange(0, range.width(), 0));
		Consistency.residual(new GrayReader(source, range), new GrayReader(result, range), scale, writer, progress);
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
		squares += n == 0 ? 0 : sum / n;
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
