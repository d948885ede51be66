package vernier.counting.spots;

import java.util.OptionalDouble;

import vernier.image.ImageDocument;
import vernier.image.Origin;
import vernier.image.PixelSize;

/**
 * What a table of spots has to know of the image: which plane is what, and where a pixel lies.
 *
 * @param channels number of channels, the fastest axis of the planes
 * @param slices number of slices, the next one
 * @param pixelWidth in the unit
 * @param pixelHeight in the unit
 * @param unit as ImageJ writes it; nothing for none
 * @param origin of the whole image's coordinates
 * @param offsetX column, in the whole image, of the first column of the planes: not 0 where a selection was localised
 * @param offsetY row, likewise
 */
public record SpotLayout(int channels, int slices, double pixelWidth, double pixelHeight, String unit, Origin origin,
	double offsetX, double offsetY)
{

	/** Pixel size and unit as in the tables of counts: pixels, where a size is not above 0 and so means nothing. */
	public SpotLayout {
		final PixelSize size = PixelSize.of(pixelWidth, pixelHeight, unit);
		pixelWidth = size.width();
		pixelHeight = size.height();
		unit = size.unit();
	}

	/** One gray plane or a stack of slices without calibration. */
	public static SpotLayout plain() {
		return new SpotLayout(1, Integer.MAX_VALUE, 1, 1, "pixel", Origin.CORNER, 0, 0);
	}

	/** That of a whole image. */
	public static SpotLayout of(final ImageDocument image) {
		final double[] size = image.voxelSize();
		return new SpotLayout(image.channels(), image.slices(), size[0], size[1], image.unit(), image.origin(), 0, 0);
	}

	/** Column in the image. */
	double column(final Spot spot) {
		return spot.x() + offsetX;
	}

	/** Row in the image. */
	double row(final Spot spot) {
		return spot.y() + offsetY;
	}

	/** Channel of a plane, from 1. */
	public int channel(final int plane) {
		return plane % channels + 1;
	}

	/** Slice of a plane, from 1. */
	public int slice(final int plane) {
		return plane / channels % slices + 1;
	}

	/** Frame of a plane, from 1. */
	public int frame(final int plane) {
		return plane / channels / slices + 1;
	}

	/**
	 * Place of a plane in time, from 1: its frame, or its slice where there is one frame, since a movie opened as a stack has
	 * its time in the slices.
	 *
	 * @param planes how many there are
	 */
	int time(final int plane, final int planes) {
		return frame(planes - 1) > 1 ? frame(plane) : slice(plane);
	}

	/** Height of a pixel in its widths. */
	double aspect() {
		return pixelHeight / pixelWidth;
	}

	/** Pixel width in nanometres, if the unit is a length. */
	OptionalDouble nanometres() {
		final double metres = PixelSize.metres(unit);
		return Double.isNaN(metres) ? OptionalDouble.empty() : OptionalDouble.of(1e9 * metres * pixelWidth);
	}
}
