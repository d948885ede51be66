package vernier.counting.spots;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.VernierException;
import vernier.quality.PixelGaussian;

/** Draws localised spots as an image of finer pixels; the sum of its pixels is the number of spots in it. */
public enum SpotRendering {

	/** One per spot, in the pixel where it lies. */
	HISTOGRAM,
	/** A Gaussian of integral 1 per spot, as wide as its precision, and at least half a fine pixel. */
	GAUSSIAN;

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
	 * One 32-bit plane per channel, of the spots of all its slices and frames.
	 *
	 * @param width columns of the image
	 * @param height rows of the image
	 * @param magnification fine pixels per pixel, 1 to {@value #MOST}
	 * @throws VernierException if the magnification is out of its range or the result too large
	 */
	public PlaneStack draw(final Localisation.Result result, final SpotLayout layout, final long width, final long height,
		final int magnification)
	{
		if (magnification < 1 || magnification > MOST)
			throw new VernierException("The magnification is " + magnification + "; 1 to " + MOST +
				" fine pixels per pixel can be drawn: give another.");
		if (width * magnification * height * magnification > Integer.MAX_VALUE - 8L)
			throw new VernierException("An image of " + width * magnification + " x " + height * magnification +
				" pixels would be drawn; ImageJ holds at most 2^31: use a smaller magnification or a part of the image.");
		final int channels = Math.min(layout.channels(), result.planes().size());
		final List<Img<FloatType>> planes = IntStream.range(0, channels).mapToObj(c -> Planes.allocate(
			new FloatType(), width * magnification, height * magnification)).toList();
		for (int i = 0; i < result.planes().size(); i++)
			for (final Spot spot : result.spots(i))
				draw(spot, magnification, planes.get(i % channels));
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
		final double x = spot.x() * magnification;
		final double y = spot.y() * magnification;
		final double sigma = this == HISTOGRAM || !(spot.precision() > 0) ? NARROWEST : Math.max(NARROWEST, spot.precision() *
			magnification);
		final int radius = this == HISTOGRAM ? 0 : (int) Math.ceil(REACH * sigma);
		final long left = (long) Math.floor(x) - radius;
		final long top = (long) Math.floor(y) - radius;
		final int n = 2 * radius + 1;
		final PixelGaussian columns = new PixelGaussian(x, sigma, left, n);
		final PixelGaussian rows = new PixelGaussian(y, sigma, top, n);
		final RandomAccess<FloatType> access = plane.randomAccess();
		for (int j = 0; j < n; j++)
			for (int i = 0; i < n; i++) {
				if (left + i < 0 || top + j < 0 || left + i >= plane.dimension(0) || top + j >= plane.dimension(1))
					continue;
				access.setPosition(left + i, 0);
				access.setPosition(top + j, 1);
				final double light = this == HISTOGRAM ? 1 : columns.integral(i) * rows.integral(j);
				access.get().setReal(access.get().get() + light);
			}
	}

	/** As it is written. */
	public String label() {
		return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
	}
}
