package vernier.quality;

import java.util.Arrays;
import java.util.stream.Collectors;

import net.imglib2.Interval;
import vernier.image.VernierException;

/** What every comparison of two images needs first. */
final class Comparison {

	private Comparison() {}

	/** @throws VernierException unless both have the same size along every axis */
	static void requireSameSize(final Interval a, final Interval b) {
		if (!Arrays.equals(a.dimensionsAsLongArray(), b.dimensionsAsLongArray()))
			throw new VernierException("The images are " + size(a) + " and " + size(b) +
				"; only images of the same size can be compared.");
	}

	/** Such as "512 x 480". */
	static String size(final Interval image) {
		return Arrays.stream(image.dimensionsAsLongArray()).mapToObj(Long::toString).collect(Collectors.joining(" x "));
	}
}
