package vernier.operators;

import java.nio.FloatBuffer;

import vernier.image.BlockReader;
import vernier.image.Region;
import vernier.inference.Buffers;

/** Whether a plane is nearly of two values, as masks and line art are, by rows spread over it. */
final class TwoValues {

	private static final int ROWS = 64;

	/** How far apart the values are at least, and how far from one of them others count, as a part of that. */
	private static final float APART = 0.2f, NEAR = 0.03f;

	/** Parts of the pixels, at least: those that have the rarer value, and those that have either. */
	private static final double FEWEST = 0.01, NEARLY_ALL = 0.95;

	private TwoValues() {}

	/** @param plane values from 0 to 1; some of its channels may be of one value, as in drawings of one colour */
	static boolean in(final BlockReader plane) {
		final int width = (int) plane.width(), rows = (int) Math.min(ROWS, plane.height()), channels = plane.channels();
		final float[][] values = new float[channels][rows * width];
		final FloatBuffer row = Buffers.allocate((long) width * channels);
		for (int i = 0; i < rows; i++) {
			plane.read(new Region(0, (2 * i + 1) * plane.height() / (2 * rows), width, 1), row);
			for (int c = 0; c < channels; c++)
				row.get(c * width, values[c], i * width, width);
		}
		boolean any = false;
		for (final float[] channel : values) {
			float lowest = channel[0], highest = channel[0];
			for (final float value : channel) {
				lowest = Math.min(lowest, value);
				highest = Math.max(highest, value);
			}
			if (highest > lowest && !areTwo(channel, lowest, highest))
				return false;
			any |= highest > lowest;
		}
		return any;
	}

	private static boolean areTwo(final float[] values, final float lowest, final float highest) {
		final float near = NEAR * (highest - lowest);
		double low = 0, high = 0;
		for (final float value : values)
			if (value <= lowest + near)
				low++;
			else if (value >= highest - near)
				high++;
		return highest - lowest >= APART && Math.min(low, high) >= FEWEST * values.length && low + high >= NEARLY_ALL *
			values.length;
	}
}
