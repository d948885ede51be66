package vernier.image;

import java.util.OptionalDouble;
import java.util.OptionalInt;

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

	/** The value of all pixels of a region; nothing if there are several, or if it would take long to find out. */
	OptionalInt constant(final Region region) {
		final OptionalDouble pixel = primitives == null ? OptionalDouble.empty() : ConstantPixels.of(null, primitives, region);
		return pixel.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) pixel.getAsDouble());
	}

	void checkInside(final Region region) {
		Planes.checkInside(region, plane);
	}
}
