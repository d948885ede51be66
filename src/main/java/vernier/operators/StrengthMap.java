package vernier.operators;

import java.nio.FloatBuffer;
import java.util.Locale;

import vernier.image.BlockReader;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.image.VernierException;
import vernier.inference.Buffers;
import vernier.operators.exact.OperatorInfo;

/** An image whose pixel values are the strengths of an operator. */
final class StrengthMap {

	private static final int ROWS = 64;

	private final PlaneStack map;
	private final OperatorInfo info;

	/**
	 * @throws VernierException if the map is not of the image's size, not gray, or has values that are no strengths
	 */
	StrengthMap(final PlaneStack map, final PlaneStack image, final OperatorInfo info, final Progress progress) {
		this.map = map;
		this.info = info;
		if (map.width() != image.width() || map.height() != image.height())
			throw new VernierException("The strength map has " + size(map) + " pixels and the image " + size(image) +
				": they must be of the same size.");
		if (map.size() != 1 && map.size() != image.size())
			throw new VernierException("The strength map has " + map.size() + " planes and the image " + image.size() +
				": give a map of one plane, or of as many as the image has.");
		for (int i = 0; i < map.size(); i++) {
			if (Planes.isColor(map.plane(i)))
				throw new VernierException("The strength map is in colour: use a 32-bit image whose values are strengths.");
			check(Planes.reader(map.plane(i), ValueRange.RAW), progress);
		}
	}

	private static String size(final PlaneStack stack) {
		return stack.width() + " x " + stack.height();
	}

	private void check(final BlockReader reader, final Progress progress) {
		final FloatBuffer buffer = Buffers.allocate(reader.width() * ROWS);
		for (long y = 0; y < reader.height(); y += ROWS) {
			progress.checkCancelled();
			final Region rows = Region.between(0, y, reader.width(), Math.min(reader.height(), y + ROWS));
			reader.read(rows, buffer);
			for (int i = 0; i < rows.size(); i++) {
				final double value = buffer.get(i);
				if (!isStrength(value))
					throw new VernierException(String.format(Locale.ROOT, "The strength map has the value %s at x = %d, y = %d; " +
						"the strengths of %s go from %s to %s (%s).", Double.isNaN(value) ? "NaN" : String.valueOf((float) value), i %
							rows.width(), y + i / rows.width(), info.name(), OperatorInfo.text(info.min()), OperatorInfo.text(info.max()),
						info.strength()));
			}
		}
	}

	/** With the tolerance of a number that was stored in single precision. */
	private boolean isStrength(final double value) {
		final double slack = 1e-6 * (info.max() - info.min());
		return value >= info.min() - slack && value <= info.max() + slack;
	}

	/** Places on the slider for one plane of the image. */
	NetworkInput.Slider slider(final int plane) {
		final BlockReader reader = Planes.reader(map.plane(map.size() == 1 ? 0 : plane), ValueRange.RAW);
		return (region, values) -> {
			final FloatBuffer strengths = FloatBuffer.wrap(values);
			reader.read(region, strengths);
			for (int i = 0; i < values.length; i++)
				values[i] = (float) info.place(values[i]);
		};
	}
}
