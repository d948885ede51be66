package vernier.image;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;

/** Packed colour pixels of a plane, strip by strip, whatever kind of image holds them. */
final class ArgbStrips {

	private final RandomAccessibleInterval<ARGBType> plane;
	private final PrimitiveStrips primitives;
	private final int[] pixels = new int[Strips.LENGTH];

	ArgbStrips(final RandomAccessibleInterval<ARGBType> plane) {
		this.plane = Planes.zeroMin(plane);
		primitives = PrimitiveStrips.of(this.plane);
	}

	long width() {
		return plane.dimension(0);
	}

	long height() {
		return plane.dimension(1);
	}

	/** @return a reused array, alpha, red, green, blue from the highest byte, pixels from index 0 */
	int[] read(final Region strip) {
		if (primitives != null)
			return (int[]) primitives.read(strip);
		final Cursor<ARGBType> cursor = Strips.cursor(plane, strip);
		for (int i = 0; cursor.hasNext(); i++)
			pixels[i] = cursor.next().get();
		return pixels;
	}

	void checkInside(final Region region) {
		Planes.checkInside(region, plane);
	}
}
