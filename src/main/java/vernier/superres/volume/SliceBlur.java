package vernier.superres.volume;

import java.util.List;
import java.util.stream.IntStream;

import vernier.image.Affine;

/**
 * Blurs refined volumes of several stacks by the slice profiles of all of them, so that they can be compared. A volume
 * that was refined from thick slices is unsharp along them, however fine its voxels are, but what it shows through its
 * slices' profile was measured. Two volumes in two directions look alike where they lie right once each is blurred by the
 * other's profile too; unblurred, a shift or a turn may hide the difference in sharpness.
 */
final class SliceBlur {

	/** What a network adds is sharper than a slice and not measured: profiles are taken as so much wider. */
	private static final double WIDER = 1.3;
	/** Full width at half maximum of a Gaussian, in its standard deviations. */
	private static final double WIDTH = 2.3548;
	private static final double REACH = 3;

	private final List<double[]> slices;

	/** @param slices across the slices of each stack, as long as they are thick: vectors in the world */
	SliceBlur(final List<double[]> slices) {
		this.slices = slices;
	}

	/** The vector across a stack's slices: full width at half maximum, in millimetres. */
	static double[] across(final Affine toWorld, final int axis, final double thickness) {
		return new double[] { thickness * toWorld.at(0, axis), thickness * toWorld.at(1, axis), thickness * toWorld.at(2, axis) };
	}

	/**
	 * The blurred volume; not-a-number where it had no value and, since a profile that is cut off is another one, within a
	 * standard deviation of its ends, but never more than the outer halves.
	 */
	WorldVolume apply(final WorldVolume volume) {
		final int[] n = volume.size();
		final int[] margin = new int[3];
		float[] values = volume.values();
		for (int axis = 0; axis < 3; axis++) {
			final double sigma = sigma(volume.toWorld(), axis);
			margin[axis] = Math.min(n[axis] / 4, (int) Math.ceil(sigma));
			if (sigma > 0)
				values = along(values, n, axis, sigma);
		}
		final float[] inner = new float[values.length];
		for (int z = 0, i = 0; z < n[2]; z++)
			for (int y = 0; y < n[1]; y++)
				for (int x = 0; x < n[0]; x++, i++)
					inner[i] = isInside(x, n[0], margin[0]) && isInside(y, n[1], margin[1]) && isInside(z, n[2], margin[2]) ? values[i]
						: Float.NaN;
		return new WorldVolume(inner, n, volume.toWorld());
	}

	private static boolean isInside(final int at, final int size, final int margin) {
		return at >= margin && at < size - margin;
	}

	/** Standard deviation in voxels of all profiles together along an axis of a volume. */
	private double sigma(final Affine toWorld, final int axis) {
		final double[] step = across(toWorld, axis, 1);
		final double square = dot(step, step);
		double variance = 0;
		for (final double[] slice : slices)
			variance += Math.pow(WIDER / WIDTH * dot(slice, step) / square, 2);
		return Math.sqrt(variance);
	}

	private static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}

	/** A Gaussian along one axis, over what has a value. */
	private static float[] along(final float[] values, final int[] n, final int axis, final double sigma) {
		final double[] kernel = IntStream.rangeClosed(0, (int) Math.ceil(REACH * sigma)).mapToDouble(d -> Math.exp(-d * d / (2 *
			sigma * sigma))).toArray();
		final int step = axis == 0 ? 1 : axis == 1 ? n[0] : n[0] * n[1];
		final int plane = n[0] * n[1];
		final float[] result = new float[values.length];
		IntStream.range(0, n[2]).parallel().forEach(z -> {
			for (int i = z * plane; i < (z + 1) * plane; i++) {
				final int place = i / step % n[axis];
				double sum = 0;
				double all = 0;
				final int last = Math.min(kernel.length - 1, n[axis] - 1 - place);
				for (int d = -Math.min(kernel.length - 1, place); d <= last; d++) {
					final float value = values[i + d * step];
					if (Float.isFinite(value)) {
						sum += kernel[Math.abs(d)] * value;
						all += kernel[Math.abs(d)];
					}
				}
				result[i] = Float.isFinite(values[i]) ? (float) (sum / all) : Float.NaN;
			}
		});
		return result;
	}
}
