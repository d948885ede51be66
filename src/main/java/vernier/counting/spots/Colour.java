package vernier.counting.spots;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.VernierException;

/**
 * In what of a colour image objects are looked for: a dye shines in one colour, a stain takes one out of white light.
 * <p>
 * Stains are unmixed (A. C. Ruifrok and D. A. Johnston, Quantification of histochemical staining by color deconvolution,
 * Analytical and Quantitative Cytology and Histology 23, 2001): the optical densities of red, green and blue are those of
 * three stains together, and the light that one of them alone would leave is 255 times ten to minus its density.
 */
public enum Colour {

	/** What the command finds best. */
	AUTO("Auto"),
	/** Brightness, to which blue adds little. */
	LUMA("Luma"),
	RED("Red"),
	GREEN("Green"),
	BLUE("Blue"),
	HAEMATOXYLIN("Haematoxylin"),
	EOSIN("Eosin"),
	/** Diaminobenzidine, brown. */
	DAB("DAB");

	/** Optical densities of red, green and blue of haematoxylin, eosin and DAB, as Ruifrok and Johnston measured them. */
	private static final double[][] DENSITIES = { { 0.65, 0.70, 0.29 }, { 0.07, 0.99, 0.11 }, { 0.27, 0.57, 0.78 } };
	private static final double WHITE = 255;

	private final String label;

	Colour(final String label) {
		this.label = label;
	}

	/** As it is written in dialogs and macros. */
	public String label() {
		return label;
	}

	/** All of them as they are written in dialogs and macros. */
	public static String[] labels() {
		return Arrays.stream(values()).map(Colour::label).toArray(String[]::new);
	}

	/**
	 * Reads one of the labels, in any case, or "hematoxylin".
	 *
	 * @throws VernierException if the text is none of these
	 */
	public static Colour parse(final String text) {
		final String name = text.strip().toLowerCase(Locale.ROOT).replace("hematoxylin", "haematoxylin");
		return Arrays.stream(values()).filter(colour -> colour.label.toLowerCase(Locale.ROOT).equals(name)).findFirst()
			.orElseThrow(() -> new VernierException("The colour is \"" + text + "\"; choose " + String.join(", ", Arrays.asList(
				labels()).subList(0, values().length - 1)) + " or " + DAB.label + "."));
	}

	/**
	 * That of red, green and blue which is skewed most to the dark side in a bright-field plane: few pixels are much darker
	 * than the others. Nuclei in red, with haematoxylin and eosin, where the pink of the eosin is hardly darker than glass.
	 */
	public static Colour ofDark(final RandomAccessibleInterval<?> plane, final Progress progress) {
		return Stream.of(RED, GREEN, BLUE).min(Comparator.comparingDouble(colour -> Skewness.of(colour.in(plane), progress)))
			.orElseThrow();
	}

	/** True for what is taken out of white light, so that objects are dark, in a plane in colour. */
	public boolean isDarkIn(final RandomAccessibleInterval<?> plane) {
		return isStain() && Planes.isColor(plane);
	}

	private boolean isStain() {
		return this == HAEMATOXYLIN || this == EOSIN || this == DAB;
	}

	/**
	 * @param plane in colour or gray
	 * @return a view of this colour's values, 0 to 255; the plane itself if it is gray, or for luma, as which colour counts
	 */
	public RandomAccessibleInterval<?> in(final RandomAccessibleInterval<?> plane) {
		if (this == AUTO || this == LUMA || !Planes.isColor(plane))
			return plane;
		if (isStain())
			return unmixed(plane);
		final int shift = 8 * (BLUE.ordinal() - ordinal());
		return Converters.convert(Planes.argb(plane), (final ARGBType in, final UnsignedByteType out) -> out.set(in
			.get() >> shift & 0xff), new UnsignedByteType());
	}

	private RandomAccessibleInterval<FloatType> unmixed(final RandomAccessibleInterval<?> plane) {
		final double[] weights = inverse(ordinal() - HAEMATOXYLIN.ordinal());
		// of a value, minus its optical density to base e
		final double[] logarithms = new double[256];
		for (int i = 0; i < 256; i++)
			logarithms[i] = Math.log(Math.max(i, 1) / WHITE);
		return Converters.convert(Planes.argb(plane), (final ARGBType in, final FloatType out) -> {
			final int value = in.get();
			final double left = weights[0] * logarithms[ARGBType.red(value)] + weights[1] * logarithms[ARGBType.green(value)] +
				weights[2] * logarithms[ARGBType.blue(value)];
			// what other colours would need less than none of a stain for is white
			out.set((float) (WHITE * Math.exp(Math.min(0, left))));
		}, new FloatType());
	}

	/** How much of a stain there is by the densities of red, green and blue: a column of the inverse of all three. */
	private static double[] inverse(final int stain) {
		final double[][] unit = new double[3][];
		for (int i = 0; i < 3; i++) {
			final double length = Math.sqrt(Arrays.stream(DENSITIES[i]).map(d -> d * d).sum());
			unit[i] = Arrays.stream(DENSITIES[i]).map(d -> d / length).toArray();
		}
		final double[] across = cross(unit[(stain + 1) % 3], unit[(stain + 2) % 3]);
		final double volume = unit[stain][0] * across[0] + unit[stain][1] * across[1] + unit[stain][2] * across[2];
		return Arrays.stream(across).map(d -> d / volume).toArray();
	}

	private static double[] cross(final double[] a, final double[] b) {
		return new double[] { a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0] };
	}

	/** What to know of an image of which this colour was asked for, or nothing. */
	public Optional<String> remark(final RandomAccessibleInterval<?> plane) {
		if (Planes.isColor(plane))
			return Optional.of("The image is in colour: its " + inWords() + " is used");
		return this == AUTO ? Optional.empty() : Optional.of("The image is gray: that its " + inWords() +
			" is asked for changes nothing");
	}

	/** As it is written in messages. */
	private String inWords() {
		return this == AUTO ? LUMA.inWords() : this == DAB ? label : label.toLowerCase(Locale.ROOT);
	}
}
