package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.GrayReader;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.image.VernierException;
import vernier.inference.Buffers;

/** Whether objects are brighter or darker than the ground. */
public enum Polarity {

	/** Looks: see {@link #sign}. */
	AUTO,
	/** Bright objects on dark ground. */
	BRIGHT,
	/** Dark objects on bright ground, as in bright-field microscopy. */
	DARK;

	/** Light that colour images must have for their ground to be a lamp, seen through the specimen; 0 to 255. */
	private static final int LAMP = 102;
	private static final double DARK_SKEWNESS = -0.5;
	private static final int WANTED = 1 << 20;

	/**
	 * Reads "Auto", "Bright" or "Dark", in any case.
	 *
	 * @throws VernierException if the text is none of these
	 */
	public static Polarity parse(final String text) {
		for (final Polarity polarity : values())
			if (polarity.name().equalsIgnoreCase(text.strip()))
				return polarity;
		throw new VernierException("The objects are said to be \"" + text + "\"; choose Auto, Bright or Dark.");
	}

	/** All of them as they are written in dialogs and macros. */
	public static String[] labels() {
		return Arrays.stream(values()).map(Polarity::label).toArray(String[]::new);
	}

	/** As it is written in dialogs and macros. */
	public String label() {
		return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
	}

	/**
	 * 1 if the objects of a plane are bright, -1 if they are dark. By itself: a colour plane has dark objects if the median
	 * of its luma is above 0.4 of white; a gray plane, if its values are skewed to the dark side (skewness below -0.5).
	 */
	public int sign(final RandomAccessibleInterval<?> plane, final Progress progress) {
		if (this != AUTO)
			return this == BRIGHT ? 1 : -1;
		final GrayReader reader = new GrayReader(plane, new ValueRange(0, 1, Double.NaN));
		final long step = Math.max(1, reader.width() * reader.height() / WANTED);
		final FloatBuffer row = Buffers.allocate(reader.width());
		long n = 0;
		long lit = 0;
		double first = Double.NaN;
		final double[] sums = new double[3];
		for (long y = 0; y < reader.height(); y += step) {
			progress.checkCancelled();
			reader.read(new Region(0, y, (int) reader.width(), 1), row);
			for (int x = 0; x < reader.width(); x++) {
				final double value = row.get(x);
				if (!Double.isFinite(value))
					continue;
				if (n++ == 0)
					first = value;
				lit += value > LAMP ? 1 : 0;
				// about the first value, so that a large offset does no harm
				double power = 1;
				for (int k = 0; k < 3; k++)
					sums[k] += power *= value - first;
			}
		}
		if (Planes.isColor(plane))
			return 2 * lit > n ? -1 : 1;
		return skewness(sums, n) < DARK_SKEWNESS ? -1 : 1;
	}

	/**
	 * A plane with its objects bright.
	 *
	 * @param plane axes (x, y)
	 * @param sign 1 if they are bright, -1 if they are dark
	 * @return the plane itself, or a view of its negated values, of colour of its negated luma
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static RandomAccessibleInterval<?> bright(final RandomAccessibleInterval<?> plane, final int sign) {
		if (sign > 0)
			return plane;
		if (Planes.isColor(plane))
			return Converters.convert((RandomAccessibleInterval<ARGBType>) plane, (in, out) -> out.set(-luma(in.get())),
				new FloatType());
		return Converters.convert((RandomAccessibleInterval<RealType>) plane, (in, out) -> out.set(-in.getRealFloat()),
			new FloatType());
	}

	private static float luma(final int color) {
		return 0.299f * ARGBType.red(color) + 0.587f * ARGBType.green(color) + 0.114f * ARGBType.blue(color);
	}

	private static double skewness(final double[] sums, final long n) {
		final double mean = sums[0] / n;
		final double square = sums[1] / n;
		final double variance = square - mean * mean;
		return variance > 0 ? (sums[2] / n - 3 * mean * square + 2 * mean * mean * mean) / Math.pow(variance, 1.5) : 0;
	}
}
