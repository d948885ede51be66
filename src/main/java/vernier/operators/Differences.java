package vernier.operators;

import java.util.function.IntToDoubleFunction;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.PlanePosition;
import vernier.image.PlaneStack;

/**
 * Result planes that hold differences.
 *
 * @param planes the same planes
 * @param lowered by how much the values of a group are lower than those of the source
 */
record Differences(PlaneStack planes, IntToDoubleFunction lowered) implements PlaneStack {

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
		return planes.plane(index);
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

	@Override
	public double below(final int index) {
		return lowered.applyAsDouble(rangeGroup(index));
	}
}
