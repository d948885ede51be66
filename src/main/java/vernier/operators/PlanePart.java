package vernier.operators;

import java.nio.FloatBuffer;
import java.util.Optional;

import vernier.image.BlockReader;
import vernier.image.Region;

/**
 * A part of a plane as a plane.
 *
 * @param whole the plane
 * @param part within the plane
 */
record PlanePart(BlockReader whole, Region part) implements BlockReader {

	@Override
	public int channels() {
		return whole.channels();
	}

	@Override
	public long width() {
		return part.width();
	}

	@Override
	public long height() {
		return part.height();
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		whole.read(inWhole(region), target);
	}

	@Override
	public Optional<float[]> constant(final Region region) {
		return whole.constant(inWhole(region));
	}

	private Region inWhole(final Region region) {
		return new Region(part.x() + region.x(), part.y() + region.y(), region.width(), region.height());
	}
}
