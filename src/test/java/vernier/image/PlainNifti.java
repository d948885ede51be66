package vernier.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Reads little-endian NIfTI-1 straight from the offsets of nifti1.h, and shares nothing with Vernier's reader: what Vernier
 * writes has to mean the same to others.
 */
final class PlainNifti {

	final ByteBuffer bytes;

	PlainNifti(final Path file) throws IOException {
		byte[] content = Files.readAllBytes(file);
		if (file.toString().endsWith(".gz"))
			content = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
		bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
	}

	int size(final int axis) {
		return bytes.getShort(40 + 2 * axis);
	}

	int type() {
		return bytes.getShort(70);
	}

	double voxelSize(final int axis) {
		return bytes.getFloat(76 + 4 * axis);
	}

	/** The stored number at an index, scaled. */
	double value(final int index) {
		final int from = (int) bytes.getFloat(108);
		final double stored = switch (type()) {
			case 2 -> bytes.get(from + index) & 0xff;
			case 4 -> bytes.getShort(from + 2 * index);
			case 512 -> bytes.getShort(from + 2 * index) & 0xffff;
			case 16 -> bytes.getFloat(from + 4 * index);
			default -> throw new IllegalStateException("type " + type());
		};
		final double slope = bytes.getFloat(112);
		return slope == 0 ? stored : slope * stored + bytes.getFloat(116);
	}

	/** "Method 3": three rows of four numbers. */
	double[] sform(final double i, final double j, final double k) {
		final double[] world = new double[3];
		for (int row = 0; row < 3; row++) {
			final int at = 280 + 16 * row;
			world[row] = bytes.getFloat(at) * i + bytes.getFloat(at + 4) * j + bytes.getFloat(at + 8) * k + bytes.getFloat(at +
				12);
		}
		return world;
	}

	/** "Method 2": p + q v q*, by quaternion products instead of a matrix. */
	double[] qform(final double i, final double j, final double k) {
		final double b = bytes.getFloat(256);
		final double c = bytes.getFloat(260);
		final double d = bytes.getFloat(264);
		final double[] q = { Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d)), b, c, d };
		final double handedness = bytes.getFloat(76) < 0 ? -1 : 1;
		final double[] v = { 0, i * voxelSize(1), j * voxelSize(2), k * voxelSize(3) * handedness };
		final double[] turned = product(product(q, v), new double[] { q[0], -q[1], -q[2], -q[3] });
		return new double[] { turned[1] + bytes.getFloat(268), turned[2] + bytes.getFloat(272), turned[3] + bytes.getFloat(
			276) };
	}

	private static double[] product(final double[] a, final double[] b) {
		return new double[] { a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3], //
			a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2], //
			a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1], //
			a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0] };
	}
}
