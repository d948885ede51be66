package vernier.counting.spots;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.VernierException;

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
	private static final int PLANES = 3;

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

	/** What this comes to in pixel values: of an image that is shown inverted, bright objects have low ones. */
	public Polarity inValues(final PlaneStack image) {
		if (this == AUTO || !image.isShownInverted())
			return this;
		return this == BRIGHT ? DARK : BRIGHT;
	}

	/**
	 * 1 if the objects of a plane have great values, -1 if they have low ones. By itself: a colour plane has dark objects if
	 * the median of its luma is above 0.4 of white; a gray plane, if its values are skewed to the dark side ({@link Skewness}
	 * below -0.5).
	 */
	public int sign(final RandomAccessibleInterval<?> plane, final Progress progress) {
		if (this != AUTO)
			return this == BRIGHT ? 1 : -1;
		if (!Planes.isColor(plane))
			return Skewness.of(plane, progress) < DARK_SKEWNESS ? -1 : 1;
		final long[] unlitAndLit = new long[2];
		SampledPixels.forEach(plane, progress, (x, y, value) -> unlitAndLit[value > LAMP ? 1 : 0]++);
		return unlitAndLit[1] > unlitAndLit[0] ? -1 : 1;
	}

	/**
	 * The plane of a channel that tells best whether its objects are bright or dark, since the first one of a movie may be
	 * blank: of {@value #PLANES} planes that of the median skewness, of two the more skewed one.
	 *
	 * @param group see {@link PlaneStack#rangeGroup}
	 * @param first plane of the channel, which will do where there is no other or nothing to tell
	 */
	public RandomAccessibleInterval<?> telling(final PlaneStack image, final int group,
		final RandomAccessibleInterval<?> first, final Progress progress)
	{
		if (this != AUTO)
			return first;
		final int[] planes = IntStream.range(0, image.size()).filter(i -> image.rangeGroup(i) == group).toArray();
		final int count = Math.min(PLANES, planes.length);
		final int[] chosen = IntStream.range(0, count).map(k -> planes[(2 * k + 1) * planes.length / (2 * count)]).toArray();
		if (count == 1)
			return first;
		final double[] skewness = Arrays.stream(chosen).mapToDouble(i -> Skewness.of(image.plane(i), progress)).toArray();
		final Comparator<Integer> order = Comparator.comparingDouble(k -> count == 2 ? Math.abs(skewness[k]) : skewness[k]);
		return image.plane(chosen[IntStream.range(0, count).boxed().sorted(order).toList().get(count / 2)]);
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
			return Converters.convert(Planes.argb(plane), (in, out) -> out.set(-luma(in.get())), new FloatType());
		return Converters.convert((RandomAccessibleInterval<RealType>) plane, (in, out) -> out.set(-in.getRealFloat()),
			new FloatType());
	}

	private static float luma(final int color) {
		return 0.299f * ARGBType.red(color) + 0.587f * ARGBType.green(color) + 0.114f * ARGBType.blue(color);
	}
}
