package vernier.superres;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import vernier.image.Border;

/**
 * Cubic resizing of 8-bit images as MATLAB's {@code imresize(image, scale, 'bicubic')} does it, rounding between the
 * passes included: how the low-resolution images of the super-resolution benchmarks (Set5, Set14, B100) are made from
 * the high-resolution ones. Computes in double precision. For anything but comparison with published numbers use
 * {@link Resampler}.
 * <p>
 * The border is mirrored, as today's MATLAB does. The low-resolution images that are passed around with Set5, Set14 and
 * B100 were made by an older MATLAB that repeated the edge pixel instead: they agree bit by bit but for the two
 * outermost rows and columns.
 */
public final class MatlabResize {

	private MatlabResize() {}

	/**
	 * Resizes an image; the result has ceil(size * scale) pixels along x and y.
	 *
	 * @param image axes (x, y), 8 bit
	 * @param scale target pixels per source pixel, the same for x and y, such as 1.0 / 3
	 * @return axes (x, y); rows are filtered after columns, and values are rounded (half up) and clipped to 0..255 after
	 *         each
	 */
	public static Img<UnsignedByteType> resize(final RandomAccessibleInterval<UnsignedByteType> image,
		final double scale)
	{
		final int width = (int) image.dimension(0);
		final int height = (int) image.dimension(1);
		final int[][] columns = new int[width][height];
		final RandomAccess<UnsignedByteType> access = image.randomAccess();
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				columns[x][y] = access.setPositionAndGet(image.min(0) + x, image.min(1) + y).get();
		final int[][] rows = resizeEach(transpose(resizeEach(columns, scale)), scale);
		final byte[] result = new byte[rows.length * rows[0].length];
		for (int i = 0; i < result.length; i++)
			result[i] = (byte) rows[i / rows[0].length][i % rows[0].length];
		return ArrayImgs.unsignedBytes(result, rows[0].length, rows.length);
	}

	private static int[][] resizeEach(final int[][] lines, final double scale) {
		final CubicKernel kernel = new CubicKernel(scale);
		final int size = lines[0].length;
		// the tolerance keeps a third of a multiple of three from gaining a pixel
		final int[][] resized = new int[lines.length][(int) Math.ceil(size * scale - 1e-6)];
		for (int i = 0; i < resized[0].length; i++) {
			final long first = kernel.first(i);
			final double[] weights = kernel.weights(i);
			for (int line = 0; line < lines.length; line++) {
				double sum = 0;
				for (int k = 0; k < weights.length; k++)
					sum += weights[k] * lines[line][(int) Border.mirrored(first + k, size)];
				resized[line][i] = (int) Math.max(0, Math.min(255, Math.floor(sum + 0.5)));
			}
		}
		return resized;
	}

	private static int[][] transpose(final int[][] lines) {
		final int[][] transposed = new int[lines[0].length][lines.length];
		for (int i = 0; i < lines.length; i++)
			for (int j = 0; j < lines[0].length; j++)
				transposed[j][i] = lines[i][j];
		return transposed;
	}
}
