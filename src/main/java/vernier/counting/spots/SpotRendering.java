package vernier.counting.spots;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.quality.PixelGaussian;

/**
 * Draws localised spots as an image of finer pixels; the sum of its pixels is the number of spots in it, less what of a
 * Gaussian falls outside.
 */
public enum SpotRendering {

	/** One per spot, in the pixel where it lies. */
	HISTOGRAM,
	/** A Gaussian of integral 1 per spot, as wide as its precision, and at least half a fine pixel. */
	GAUSSIAN;

	/** Fine pixels per pixel if nothing is said. */
	public static final int USUAL = 8;
	/** Largest magnification. */
	public static final int MOST = 100;

	private static final double REACH = 4;
	private static final double NARROWEST = 0.5;

	/** @throws VernierException if the text names no rendering */
	public static SpotRendering parse(final String text) {
		try {
			return valueOf(text.strip().toUpperCase(Locale.ROOT));
		}
		catch (final IllegalArgumentException e) {
			throw new VernierException("Unknown rendering \"" + text + "\": use Gaussian or Histogram.");
		}
	}

	/**
	 * Looks, before any spot is sought, whether an image of this size can be drawn.
	 *
	 * @throws VernierException if the magnification is out of its range or the result too large
	 */
	public static void check(final long width, final long height, final int magnification) {
		if (magnification < 1 || magnification > MOST)
			throw new VernierException("The magnification is " + magnification + "; 1 to " + MOST +
				" fine pixels per pixel can be drawn: give another.");
		if (width * magnification * height * magnification > Integer.MAX_VALUE - 8L)
			throw new VernierException("An image of " + width * magnification + " x " + height * magnification +
				" pixels would be drawn; ImageJ holds at most 2^31: use a smaller magnification or a part of the image.");
	}

	/**
	 * One 32-bit plane per channel, of the spots of all its slices and frames.
	 *
	 * @param width columns of the image
	 * @param height rows of the image
	 * @param magnification fine pixels per pixel, 1 to {@value #MOST}
	 * @param progress asked before every spot whether to stop
	 * @throws VernierException as {@link #check}
	 */
	public PlaneStack draw(final Localisation.Result result, final SpotLayout layout, final long width, final long height,
		final int magnification, final Progress progress)
	{
		check(width, height, magnification);
		final int channels = Math.min(layout.channels(), result.planes().size());
		final List<Img<FloatType>> planes = IntStream.range(0, channels).mapToObj(c -> Planes.allocate(
			new FloatType(), width * magnification, height * magnification)).toList();
		for (int i = 0; i < result.planes().size(); i++)
			for (final Spot spot : result.spots(i)) {
				progress.checkCancelled();
				draw(spot, magnification, planes.get(i % channels));
			}
		return new PlaneStack() {

			@Override
			public long width() {
				return width * magnification;
			}

			@Override
			public long height() {
				return height * magnification;
			}

			@Override
			public int size() {
				return channels;
			}

			@Override
			public int rangeGroup(final int index) {
				return index;
			}

			@Override
			public Img<FloatType> plane(final int index) {
				return planes.get(index);
			}
		};
	}

	private void draw(final Spot spot, final int magnification, final Img<FloatType> plane) {
		final double sigma = spot.precision() > 0 ? Math.max(NARROWEST, spot.precision() * magnification) : NARROWEST;
		final Profile columns = profile(spot.x() * magnification, sigma, plane.dimension(0));
		final Profile rows = profile(spot.y() * magnification, sigma, plane.dimension(1));
		final RandomAccess<FloatType> access = plane.randomAccess();
		for (int j = 0; j < rows.parts.length; j++)
			for (int i = 0; i < columns.parts.length; i++) {
				final FloatType pixel = access.setPositionAndGet(columns.first + i, rows.first + j);
				pixel.setReal(pixel.get() + columns.parts[i] * rows.parts[j]);
			}
	}

	/** The part of a spot in each of consecutive pixels along one axis. */
	private record Profile(long first, double[] parts) {}

	/** Within the picture only: a spot with hardly any light may be anywhere, and its Gaussian wider than all memory. */
	private Profile profile(final double centre, final double sigma, final long size) {
		final double reach = this == HISTOGRAM ? 0 : Math.ceil(REACH * sigma);
		final long first = (long) Math.max(0, Math.floor(centre) - reach);
		final long last = (long) Math.min(size - 1.0, Math.floor(centre) + reach);
		final double[] parts = new double[(int) Math.max(0, last - first + 1)];
		final PixelGaussian gaussian = new PixelGaussian(centre, sigma, first, parts.length);
		Arrays.setAll(parts, i -> this == HISTOGRAM ? 1 : gaussian.integral(i));
		return new Profile(first, parts);
	}

	/** As it is written. */
	public String label() {
		return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
	}
}
