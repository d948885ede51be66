package vernier.counting.spots;

import java.util.Optional;
import java.util.OptionalDouble;

import vernier.image.PlaneStack;
import vernier.image.VernierException;

/**
 * How a camera turns photons into gray levels, as they are shown where integers are scaled.
 *
 * @param gain gray levels per photon, above 0
 * @param offset gray level of no light
 * @param readNoise standard deviation of what reading adds, in photons, 0 or more
 */
public record CameraGain(double gain, double offset, double readNoise) {

	/** @throws VernierException if a number makes no sense */
	public CameraGain {
		if (!(gain > 0) || Double.isInfinite(gain))
			throw new VernierException("The gain is " + gain + "; it is in gray levels per photon and above 0: give another.");
		if (!Double.isFinite(offset))
			throw new VernierException("The offset is " + offset + "; it is the gray level of no light: give a number.");
		if (!(readNoise >= 0) || Double.isInfinite(readNoise))
			throw new VernierException("The read noise is " + readNoise +
				"; it is a standard deviation in photons, 0 or more: give another.");
	}

	/**
	 * The camera of a user who may give part of the numbers.
	 *
	 * @param gain empty if it is not known
	 * @throws VernierException if the others are given without it, or a number makes no sense
	 */
	public static Optional<CameraGain> of(final OptionalDouble gain, final double offset, final double readNoise) {
		if (gain.isPresent())
			return Optional.of(new CameraGain(gain.getAsDouble(), offset, readNoise));
		if (offset != 0 || readNoise != 0)
			throw new VernierException("Offset and read noise say how gray levels become photons and need the gain: give it, " +
				"too, or 0 for both.");
		return Optional.empty();
	}

	/** Turns pixel values into gray levels as they are shown. */
	static CameraGain none(final PlaneStack image) {
		return new CameraGain(1, 0, 0).inPixelValuesOf(image);
	}

	/** The same for pixel values that are shown as others, see {@link PlaneStack#zero()} and {@link PlaneStack#unit()}. */
	CameraGain inPixelValuesOf(final PlaneStack image) {
		return new CameraGain(gain / Math.abs(image.unit()), image.zero() + offset / image.unit(), readNoise);
	}

	/** A spot in pixel values as one in photons. */
	Spot photons(final Spot spot) {
		return new Spot(spot.x(), spot.y(), spot.intensity() / gain, (spot.background() - offset) / gain, spot.sigma(), spot
			.precision(), spot.probability(), spot.noise() / gain);
	}
}
