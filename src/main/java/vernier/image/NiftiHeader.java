package vernier.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The header of a NIfTI-1 or NIfTI-2 file, as far as Vernier uses it. Layouts: nifti1.h and nifti2.h of the NIfTI Data
 * Format Working Group, 2003 and 2011.
 *
 * @param version 1 or 2
 * @param order of the bytes of header and voxels
 * @param single true for one file, false for a pair .hdr and .img
 * @param dim sizes along x, y, z, t, and the fifth axis (channels), all at least 1
 * @param type of the voxels
 * @param pixdim voxel sizes along the five axes, at least 0
 * @param voxelOffset first byte of the voxels in their file
 * @param slope factor from stored to real value, 0 for none
 * @param intercept real value of a stored 0
 * @param units of space and time, see {@link NiftiUnits}
 * @param display smallest and largest real value to display; both 0 for none
 * @param description free text, at most 79 characters
 * @param orientation the maps to the world
 */
record NiftiHeader(int version, ByteOrder order, boolean single, long[] dim, NiftiType type, double[] pixdim,
	long voxelOffset, double slope, double intercept, int units, double[] display, String description,
	Orientation orientation) {

	static final int LENGTH_1 = 348;
	static final int LENGTH_2 = 540;
	static final int AXES = 5;
	private static final int MAX_SHORT = 32767;
	private static final int DESCRIPTION = 80;

	/** Bytes of the header that begins with this integer, read as big endian; 0 if none does. */
	static int length(final int first) {
		for (final int length : new int[] { LENGTH_1, LENGTH_2 })
			if (first == length || Integer.reverseBytes(first) == length)
				return length;
		return 0;
	}

	/**
	 * Reads a header.
	 *
	 * @param bytes {@link #LENGTH_1} or {@link #LENGTH_2} bytes
	 * @throws IOException if this is no NIfTI header or its numbers make no sense, with the reason
	 */
	static NiftiHeader parse(final byte[] bytes) throws IOException {
		final ByteBuffer in = ByteBuffer.wrap(bytes);
		final int length = bytes.length < 4 ? 0 : length(in.getInt(0));
		if (length == 0 || bytes.length < length)
			throw new IOException("it ends within the NIfTI header, after " + bytes.length + " bytes");
		in.order(in.getInt(0) == length ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		return length == LENGTH_1 ? parse1(in) : parse2(in);
	}

	private static NiftiHeader parse1(final ByteBuffer in) throws IOException {
		final String magic = text(in, 344, 4);
		if (!magic.equals("n+1") && !magic.equals("ni1"))
			throw new IOException("it has no NIfTI mark, as Analyze 7.5 files have none, and these do not say where left is");
		final long[] dim = new long[8];
		final double[] pixdim = new double[8];
		for (int i = 0; i < 8; i++) {
			dim[i] = in.getShort(40 + 2 * i);
			pixdim[i] = in.getFloat(76 + 4 * i);
		}
		final double[] quaternion = new double[6];
		for (int i = 0; i < 6; i++)
			quaternion[i] = in.getFloat(256 + 4 * i);
		final double[] rows = new double[12];
		for (int i = 0; i < 12; i++)
			rows[i] = in.getFloat(280 + 4 * i);
		final double offset = in.getFloat(108);
		return checked(1, in.order(), magic.equals("n+1"), dim, in.getShort(70), pixdim, offset, in.getFloat(112),
			in.getFloat(116), in.get(123), new double[] { in.getFloat(128), in.getFloat(124) }, text(in, 148, DESCRIPTION),
			orientation(in.getShort(252), quaternion, pixdim, in.getShort(254), rows));
	}

	private static NiftiHeader parse2(final ByteBuffer in) throws IOException {
		final String magic = text(in, 4, 4);
		if (!magic.equals("n+2") && !magic.equals("ni2"))
			throw new IOException("it has the size of a NIfTI-2 header but not its mark");
		final long[] dim = new long[8];
		final double[] pixdim = new double[8];
		for (int i = 0; i < 8; i++) {
			dim[i] = in.getLong(16 + 8 * i);
			pixdim[i] = in.getDouble(104 + 8 * i);
		}
		final double[] quaternion = new double[6];
		for (int i = 0; i < 6; i++)
			quaternion[i] = in.getDouble(352 + 8 * i);
		final double[] rows = new double[12];
		for (int i = 0; i < 12; i++)
			rows[i] = in.getDouble(400 + 8 * i);
		return checked(2, in.order(), magic.equals("n+2"), dim, in.getShort(12), pixdim, in.getLong(168), in.getDouble(176),
			in.getDouble(184), in.getInt(500), new double[] { in.getDouble(200), in.getDouble(192) },
			text(in, 240, DESCRIPTION), orientation(in.getInt(344), quaternion, pixdim, in.getInt(348), rows));
	}

	private static Orientation orientation(final int qCode, final double[] q, final double[] pixdim, final int sCode,
		final double[] rows)
	{
		final boolean rigid = qCode > 0 && finite(q) && finite(pixdim);
		final boolean affine = sCode > 0 && finite(rows);
		final double[] spacing = { size(pixdim[1]), size(pixdim[2]), size(pixdim[3]) };
		final Affine sform = affine && Math.abs(Affine.of(rows).determinant()) > 0 ? Affine.of(rows) : null;
		return new Orientation(rigid ? qCode : 0, rigid ? new Quaternion(q[0], q[1], q[2], pixdim[0] < 0 ? -1 : 1) //
			.affine(spacing, new double[] { q[3], q[4], q[5] }) : null, sform == null ? 0 : sCode, sform);
	}

	/** Old programs note a reversed axis as a negative size, and leave 0 where there is no axis. */
	private static double size(final double pixdim) {
		return pixdim == 0 || !Double.isFinite(pixdim) ? 1 : Math.abs(pixdim);
	}

	private static boolean finite(final double[] numbers) {
		for (final double number : numbers)
			if (!Double.isFinite(number))
				return false;
		return true;
	}

	private static NiftiHeader checked(final int version, final ByteOrder order, final boolean single, final long[] dim,
		final int type, final double[] pixdim, final double offset, final double slope, final double intercept,
		final int units, final double[] display, final String description, final Orientation orientation)
		throws IOException
	{
		if (dim[0] < 1 || dim[0] > 7)
			throw new IOException("its header says " + dim[0] + " dimensions, where 1 to 7 are possible");
		final long[] sizes = { 1, 1, 1, 1, 1 };
		long voxels = 1;
		for (int i = 1; i <= dim[0]; i++) {
			if (dim[i] < 1 || dim[i] > Integer.MAX_VALUE || voxels > Long.MAX_VALUE / 8 / dim[i])
				throw new IOException("its header says " + dim[i] + " voxels along axis " + i +
					(dim[i] < 1 ? ", where at least 1 is needed" : ", which is more than any file holds"));
			voxels *= dim[i];
			if (i <= AXES)
				sizes[i - 1] = dim[i];
			else if (dim[i] > 1)
				throw new IOException("it has " + dim[0] + " dimensions, and Vernier reads five (x, y, z, time, channel): split it");
		}
		final double[] steps = new double[AXES];
		for (int i = 0; i < AXES; i++)
			steps[i] = i < dim[0] && Double.isFinite(pixdim[i + 1]) ? Math.abs(pixdim[i + 1]) : 0;
		final int least = single ? version == 1 ? LENGTH_1 : LENGTH_2 : 0;
		if (!(offset >= 0 && offset <= Long.MAX_VALUE / 2) || offset > 0 && offset < least)
			throw new IOException("its header says that the voxels begin at byte " + offset + ", within or before the header");
		// no number and no factor mean the same; a factor without value would turn all voxels into nothing
		final boolean scaled = slope != 0 && !Double.isNaN(slope);
		if (scaled && (Double.isInfinite(slope) || !Double.isFinite(intercept)))
			throw new IOException("its header scales values by " + slope + " and adds " + intercept);
		return new NiftiHeader(version, order, single, sizes, NiftiType.ofCode(type), steps, Math.max(least, (long) offset),
			scaled ? slope : 0, scaled ? intercept : 0, units, display, description, orientation);
	}

	/** Text up to the first zero byte. */
	private static String text(final ByteBuffer in, final int from, final int length) {
		int end = from;
		while (end < from + length && in.get(end) != 0)
			end++;
		return new String(in.array(), from, end - from, StandardCharsets.UTF_8).trim();
	}

	/** Bytes of the header without extensions. */
	int length() {
		return version == 1 ? LENGTH_1 : LENGTH_2;
	}

	/** Number of voxels. */
	long voxels() {
		long voxels = 1;
		for (final long size : dim)
			voxels *= size;
		return voxels;
	}

	/** True if stored values have to be scaled to be real ones. */
	boolean isScaled() {
		return slope != 0 && !(slope == 1 && intercept == 0);
	}

	/** The smallest version of the format that can hold these sizes. */
	static int versionFor(final long... dim) {
		for (final long size : dim)
			if (size > MAX_SHORT)
				return 2;
		return 1;
	}

	/** Header bytes, as many as the version has. */
	byte[] toBytes() {
		final ByteBuffer out = ByteBuffer.allocate(length()).order(order);
		int axes = 3;
		for (int i = 3; i < AXES; i++)
			if (dim[i] > 1)
				axes = i + 1;
		final Quaternion q = orientation.qform() == null ? new Quaternion(0, 0, 0, 1) : Quaternion.of(orientation.qform());
		final double[] steps = { q.handedness(), pixdim[0], pixdim[1], pixdim[2], pixdim[3], pixdim[4], 0, 0 };
		final double[] numbers = new double[18];
		numbers[0] = q.b();
		numbers[1] = q.c();
		numbers[2] = q.d();
		for (int row = 0; row < 3; row++)
			numbers[3 + row] = orientation.qform() == null ? 0 : orientation.qform().at(row, 3);
		if (orientation.sform() != null)
			System.arraycopy(orientation.sform().toArray(), 0, numbers, 6, 12);
		if (version == 1)
			write1(out, axes, steps, numbers);
		else
			write2(out, axes, steps, numbers);
		return out.array();
	}

	private void write1(final ByteBuffer out, final int axes, final double[] steps, final double[] numbers) {
		out.putInt(0, LENGTH_1);
		// fields of Analyze 7.5 that old programs look at
		out.put(38, (byte) 'r');
		out.putShort(40, (short) axes);
		for (int i = 1; i < 8; i++)
			out.putShort(40 + 2 * i, (short) (i <= AXES ? dim[i - 1] : 1));
		out.putShort(70, (short) type.code()).putShort(72, (short) (8 * type.bytes()));
		for (int i = 0; i < 8; i++)
			out.putFloat(76 + 4 * i, (float) steps[i]);
		out.putFloat(108, voxelOffset).putFloat(112, (float) slope).putFloat(116, (float) intercept);
		out.put(123, (byte) units).putFloat(124, (float) display[1]).putFloat(128, (float) display[0]);
		put(out, 148, description);
		out.putShort(252, (short) orientation.qformCode()).putShort(254, (short) orientation.sformCode());
		for (int i = 0; i < numbers.length; i++)
			out.putFloat(256 + 4 * i, (float) numbers[i]);
		put(out, 344, single ? "n+1" : "ni1");
	}

	private void write2(final ByteBuffer out, final int axes, final double[] steps, final double[] numbers) {
		out.putInt(0, LENGTH_2);
		put(out, 4, single ? "n+2" : "ni2");
		// what transfers as text would spoil, as in PNG
		out.put(8, new byte[] { '\r', '\n', 0x1a, '\n' });
		out.putShort(12, (short) type.code()).putShort(14, (short) (8 * type.bytes())).putLong(16, axes);
		for (int i = 1; i < 8; i++)
			out.putLong(16 + 8 * i, i <= AXES ? dim[i - 1] : 1);
		for (int i = 0; i < 8; i++)
			out.putDouble(104 + 8 * i, steps[i]);
		out.putLong(168, voxelOffset).putDouble(176, slope).putDouble(184, intercept);
		out.putDouble(192, display[1]).putDouble(200, display[0]);
		put(out, 240, description);
		out.putInt(344, orientation.qformCode()).putInt(348, orientation.sformCode());
		for (int i = 0; i < numbers.length; i++)
			out.putDouble(i < 6 ? 352 + 8 * i : 400 + 8 * (i - 6), numbers[i]);
		out.putInt(500, units);
	}

	private static void put(final ByteBuffer out, final int at, final String text) {
		final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		out.put(at, bytes, 0, Math.min(bytes.length, DESCRIPTION - 1));
	}
}
