package vernier.counting;

import java.nio.FloatBuffer;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
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

	private static double skewness(final double[] sums, final long n) {
		final double mean = sums[0] / n;
		final double square = sums[1] / n;
		final double variance = square - mean * mean;
		return variance > 0 ? (sums[2] / n - 3 * mean * square + 2 * mean * mean * mean) / Math.pow(variance, 1.5) : 0;
	}
}
