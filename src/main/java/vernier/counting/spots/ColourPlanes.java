package vernier.counting.spots;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.PlanePosition;
import vernier.image.PlaneStack;

/** The planes of an image in colour as the gray ones of one colour. */
record ColourPlanes(PlaneStack planes, Colour colour) implements PlaneStack {

	@Override
	public long width() {
		return planes.width();
	}

	@Override
	public long height() {
		return planes.height();
	}

	@Override
	public int size() {
		return planes.size();
	}

	@Override
	public RandomAccessibleInterval<?> plane(final int index) {
		return colour.in(planes.plane(index));
	}

	@Override
	public int rangeGroup(final int index) {
		return planes.rangeGroup(index);
	}

	@Override
	public PlanePosition position(final int index) {
		return planes.position(index);
	}

	@Override
	public boolean isShownInverted() {
		return planes.isShownInverted();
	}

	@Override
	public double zero() {
		return planes.zero();
	}

	@Override
	public double unit() {
		return planes.unit();
	}
}
