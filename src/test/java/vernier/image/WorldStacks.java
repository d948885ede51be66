package vernier.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * NIfTI files of a small head of which every point of the world is known, in slices 3 mm apart in one of three directions,
 * written without Vernier's writer. Voxels are 1 mm in the slices' plane; values are those of a scanner with an own gain.
 */
public final class WorldStacks {

	/** Voxels along an axis of 1 mm. */
	public static final int SIDE = 30;
	private static final int FACTOR = 3;
	private static final int HEADER = 352;

	private WorldStacks() {}

	/** 0 outside of an ellipsoid around (10, -20, 30) + 14.5, up to 1000 inside. */
	public static double value(final double x, final double y, final double z) {
		final double u = (x - 24.5) / 11;
		final double v = (y + 5.5) / 13;
		final double w = (z - 44.5) / 12;
		final double r = Math.sqrt(u * u + v * v + w * w);
		return 700 / (1 + Math.exp(12 * (r - 1))) * (1 + 0.4 * Math.sin(6 * u + 2 * w) * Math.cos(5 * v - 3 * w));
	}

	/** Map to the world of the stack with thick slices along an axis. */
	public static Affine affine(final int axis) {
		final double[] rows = { 1, 0, 0, 10, 0, 1, 0, -20, 0, 0, 1, 30 };
		rows[5 * axis] = FACTOR;
		rows[4 * axis + 3] += (FACTOR - 1) / 2.0;
		return Affine.of(rows);
	}

	/** Writes the stack with thick slices along an axis: every slice the mean of three points through it. */
	public static Path write(final Path file, final int axis, final double gain) throws IOException {
		return write(file, affine(axis), axis, gain, 1, 1);
	}

	/**
	 * @param affine what the header says; the values are those at {@link #affine(int)}; null for no place in the world
	 * @param frames points in time, all alike
	 * @param channels likewise
	 */
	public static Path write(final Path file, final Affine affine, final int axis, final double gain, final int frames,
		final int channels) throws IOException
	{
		final int[] n = { SIDE, SIDE, SIDE };
		n[axis] /= FACTOR;
		final ByteBuffer out = ByteBuffer.allocate(HEADER + 4 * n[0] * n[1] * n[2] * frames * channels).order(
			ByteOrder.LITTLE_ENDIAN);
		header(out, n, axis, frames, channels);
		if (affine != null) {
			out.putShort(254, (short) 1);
			for (int i = 0; i < 12; i++)
				out.putFloat(280 + 4 * i, (float) affine.toArray()[i]);
		}
		out.position(HEADER);
		final Affine place = affine(axis);
		for (int volume = 0; volume < frames * channels; volume++)
			for (int k = 0; k < n[2]; k++)
				for (int j = 0; j < n[1]; j++)
					for (int i = 0; i < n[0]; i++) {
						final double[] at = place.apply(i, j, k);
						double sum = 0;
						for (int step = -1; step <= 1; step++)
							sum += value(at[0] + (axis == 0 ? step : 0), at[1] + (axis == 1 ? step : 0), at[2] + (axis == 2 ? step : 0));
						out.putFloat((float) (gain * sum / 3));
					}
		return Files.write(file, out.array());
	}

	private static void header(final ByteBuffer out, final int[] n, final int axis, final int frames, final int channels) {
		out.putInt(0, 348).putShort(40, (short) (channels > 1 ? 5 : frames > 1 ? 4 : 3));
		for (int d = 0; d < 7; d++)
			out.putShort(42 + 2 * d, (short) (d < 3 ? n[d] : d == 3 ? frames : d == 4 ? channels : 1));
		out.putShort(70, (short) 16).putShort(72, (short) 32).putFloat(76, 1);
		for (int d = 0; d < 3; d++)
			out.putFloat(80 + 4 * d, d == axis ? FACTOR : 1);
		out.putFloat(108, HEADER).put(123, (byte) 2).putInt(344, 0x0031_2b6e);
	}

	/** Root mean squared difference of a volume of gray values from {@link #value}, by its own map to the world. */
	public static double error(final ImageDocument volume) {
		final Affine affine = volume.orientation().affine().orElseThrow();
		double sum = 0;
		final PlaneStack planes = volume.planes();
		for (int k = 0; k < planes.size(); k++) {
			final var cursor = Views.flatIterable(real(planes.plane(k))).localizingCursor();
			while (cursor.hasNext()) {
				cursor.fwd();
				final double[] at = affine.apply(cursor.getDoublePosition(0), cursor.getDoublePosition(1), k);
				sum += Math.pow(cursor.get().getRealDouble() - value(at[0], at[1], at[2]), 2);
			}
		}
		return Math.sqrt(sum / planes.size() / planes.width() / planes.height());
	}

	@SuppressWarnings("unchecked")
	private static RandomAccessibleInterval<FloatType> real(final RandomAccessibleInterval<?> plane) {
		return (RandomAccessibleInterval<FloatType>) plane;
	}
}
