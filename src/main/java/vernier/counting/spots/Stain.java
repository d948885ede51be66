package vernier.counting.spots;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import vernier.image.Planes;
import vernier.image.Progress;

/**
 * The colour that a stain takes out of white light. In a bright-field picture dark objects stand out in it from what another
 * stain colours: nuclei in red, with haematoxylin and eosin, where the pink of the eosin is hardly darker than glass.
 */
public enum Stain {

	RED, GREEN, BLUE;

	/** The colour of a plane that is skewed most to the dark side: few pixels are much darker than the others. */
	public static Stain of(final RandomAccessibleInterval<?> plane, final Progress progress) {
		return Arrays.stream(values()).min(Comparator.comparingDouble(stain -> Skewness.of(stain.in(plane), progress)))
			.orElseThrow();
	}

	/**
	 * @param plane in colour
	 * @return a view of this colour's values, 0 to 255
	 */
	public RandomAccessibleInterval<UnsignedByteType> in(final RandomAccessibleInterval<?> plane) {
		final int shift = 16 - 8 * ordinal();
		return Converters.convert(Planes.argb(plane), (final ARGBType in, final UnsignedByteType out) -> out.set(in
			.get() >> shift & 0xff), new UnsignedByteType());
	}

	/** As it is written in messages. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}
}
