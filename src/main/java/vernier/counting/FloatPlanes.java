package vernier.counting;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.PlanePosition;
import vernier.image.PlaneStack;
import vernier.image.Planes;

/** 32-bit planes of zeros, as many as an image has and of its size; each made when first asked for. */
final class FloatPlanes implements PlaneStack {

	private final PlaneStack example;
	private final RandomAccessibleInterval<?>[] planes;

	FloatPlanes(final PlaneStack example) {
		this.example = example;
		planes = new RandomAccessibleInterval<?>[example.size()];
	}

	@Override
	public long width() {
		return example.width();
	}

	@Override
	public long height() {
		return example.height();
	}

	@Override
	public int size() {
		return planes.length;
	}

	@Override
	public int rangeGroup(final int index) {
		return example.rangeGroup(index);
	}

	@Override
	public PlanePosition position(final int index) {
		return example.position(index);
	}

	@Override
	public RandomAccessibleInterval<?> plane(final int index) {
		if (planes[index] == null)
			planes[index] = Planes.allocate(new FloatType(), width(), height());
		return planes[index];
	}
}
