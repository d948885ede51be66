package vernier.counting.spots;

import java.nio.FloatBuffer;

import vernier.image.AroundReader;
import vernier.image.BlockReader;
import vernier.image.Region;

/** Reads values above a multiple of the noise as their logarithm, so that beside them a network sees what is dim. */
final class DimmedReader extends AroundReader {

	/** From here on, as a multiple of the noise. */
	private static final float LINEAR = 20;
	/** What e times as much adds, as a part of that. */
	private static final float GROWTH = 0.2f;

	/** @param inner of one channel, 0 for the background and 1 for a deviation of the noise */
	DimmedReader(final BlockReader inner) {
		super(inner);
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		inner.read(region, target);
		for (int i = 0; i < region.size(); i++) {
			final float value = target.get(i);
			if (value > LINEAR)
				target.put(i, LINEAR * (1 + GROWTH * (float) Math.log(value / LINEAR)));
		}
	}
}
