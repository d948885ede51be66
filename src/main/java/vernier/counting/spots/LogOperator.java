package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

import vernier.image.Border;
import vernier.image.Region;
import vernier.inference.BlockOperator;

/**
 * Laplacian of Gaussian, negated and scale-normalised (T. Lindeberg, Feature Detection with Automatic Scale Selection,
 * IJCV 30, 1998), with its local maxima. A Gaussian spot of the filter's own sigma and of amplitude A answers with A / 2
 * at its centre, whatever the level and slope of its background. Beyond the plane's border the plane is mirrored.
 * <p>
 * Values per target pixel:
 * <ol>
 * <li>the response;
 * <li>x and
 * <li>y of the peak from the pixel's centre, -0.5 to 0.5, where the pixel is greater than its eight neighbours (of equals
 * the first one counts): the maximum of the quadratic through the 3 x 3 responses; NaN elsewhere;
 * <li>the response at that maximum; NaN elsewhere;
 * <li>the plane smoothed by the Gaussian.
 * </ol>
 */
final class LogOperator implements BlockOperator {

	static final int RESPONSE = 0, DX = 1, DY = 2, PEAK = 3, SMOOTH = 4, CHANNELS = 5;

	/** Beyond, the kernel's tails are below a thousandth of its peak. */
	private static final double RADIUS_IN_SIGMAS = 4.5;

	private final int radius;
	private final float[] gauss;
	private final float[] second;
	private final double noiseGain;

	/** @param sigma of the Gaussian, in pixels, 0.3 or more */
	LogOperator(final double sigma) {
		radius = (int) Math.ceil(RADIUS_IN_SIGMAS * sigma);
		final int n = 2 * radius + 1;
		final double[] g = new double[n];
		final double[] s = new double[n];
		double sum = 0;
		for (int i = 0; i < n; i++) {
			g[i] = Math.exp(-0.5 * (i - radius) * (i - radius) / (sigma * sigma));
			sum += g[i];
		}
		double mean = 0;
		for (int i = 0; i < n; i++) {
			g[i] /= sum;
			// sigma squared times the second derivative, negated
			s[i] = g[i] * (1 - (i - radius) * (i - radius) / (sigma * sigma));
			mean += s[i] / n;
		}
		gauss = new float[n];
		second = new float[n];
		for (int i = 0; i < n; i++) {
			gauss[i] = (float) g[i];
			// a constant must give exactly nothing
			second[i] = (float) (s[i] - mean);
		}
		double gg = 0;
		double ss = 0;
		double gs = 0;
		for (int i = 0; i < n; i++) {
			gg += gauss[i] * gauss[i];
			ss += second[i] * second[i];
			gs += gauss[i] * second[i];
		}
		noiseGain = Math.sqrt(2 * (ss * gg + gs * gs));
	}

	/** Standard deviation of the response to white noise of standard deviation 1. */
	double noiseGain() {
		return noiseGain;
	}

	/**
	 * As {@link #noiseGain()}, of one pixel: near the border, where the plane is mirrored, what lies there counts twice.
	 *
	 * @param x column, from 0; y row
	 */
	double noiseGain(final long x, final long y, final long width, final long height) {
		if (x >= radius && y >= radius && x < width - radius && y < height - radius)
			return noiseGain();
		final double[] columns = powers(x, width);
		final double[] rows = powers(y, height);
		return Math.sqrt(columns[0] * rows[1] + columns[1] * rows[0] + 2 * columns[2] * rows[2]);
	}

	/** Sums of squares of both kernels at a place of an axis, the mirrored parts folded in, and of their product. */
	private double[] powers(final long position, final long size) {
		final int[] at = mirrored(position, 1, size, 0);
		final Map<Integer, double[]> weights = new HashMap<>();
		for (int k = 0; k < gauss.length; k++) {
			final double[] weight = weights.computeIfAbsent(at[k], pixel -> new double[2]);
			weight[0] += gauss[k];
			weight[1] += second[k];
		}
		final double[] sums = new double[3];
		for (final double[] weight : weights.values()) {
			sums[0] += weight[0] * weight[0];
			sums[1] += weight[1] * weight[1];
			sums[2] += weight[0] * weight[1];
		}
		return sums;
	}

	@Override
	public int sourceChannels() {
		return 1;
	}

	@Override
	public int targetChannels() {
		return CHANNELS;
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return target.grow(radius + 1, radius + 1, sourceWidth, sourceHeight);
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		final long side = 2L * (radius + 1);
		return (targetWidth + side) * (targetHeight + side) * Float.BYTES * 6 + (long) targetWidth * targetHeight *
			CHANNELS * Float.BYTES;
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		final Region wanted = block.target().grow(1, 1, block.sourceWidth(), block.sourceHeight());
		final float[][] filtered = filter(block, wanted, source);
		final Region region = block.target();
		final int area = (int) region.size();
		for (int y = 0; y < region.height(); y++)
			for (int x = 0; x < region.width(); x++) {
				final int column = (int) (region.x() - wanted.x()) + x;
				final int row = (int) (region.y() - wanted.y()) + y;
				final int to = y * region.width() + x;
				target.put(to, filtered[0][row * wanted.width() + column]);
				target.put(SMOOTH * area + to, filtered[1][row * wanted.width() + column]);
				final double[] peak = peak(filtered[0], wanted.width(), wanted.height(), column, row);
				for (int i = 0; i < 3; i++)
					target.put((DX + i) * area + to, peak == null ? Float.NaN : (float) peak[i]);
			}
	}

	/** Response and smoothed plane of a region. */
	private float[][] filter(final Block block, final Region wanted, final FloatBuffer source) {
		final Region given = block.source();
		final Region rows = wanted.grow(0, radius, block.sourceWidth(), block.sourceHeight());
		final int width = wanted.width();
		final float[] smooth = new float[width * rows.height()];
		final float[] curved = new float[width * rows.height()];
		final int[] at = mirrored(wanted.x(), width, block.sourceWidth(), given.x());
		final float[] line = new float[given.width()];
		for (int y = 0; y < rows.height(); y++) {
			source.get((int) (rows.y() - given.y() + y) * given.width(), line);
			for (int x = 0; x < width; x++) {
				float a = 0;
				float b = 0;
				for (int k = 0; k < gauss.length; k++) {
					final float value = line[at[x + k]];
					a += gauss[k] * value;
					b += second[k] * value;
				}
				smooth[y * width + x] = a;
				curved[y * width + x] = b;
			}
		}
		final float[] response = new float[width * wanted.height()];
		final float[] blurred = new float[width * wanted.height()];
		final int[] below = mirrored(wanted.y(), wanted.height(), block.sourceHeight(), rows.y());
		for (int y = 0; y < wanted.height(); y++)
			for (int k = 0; k < gauss.length; k++) {
				final int from = below[y + k] * width;
				for (int x = 0; x < width; x++) {
					response[y * width + x] += second[k] * smooth[from + x] + gauss[k] * curved[from + x];
					blurred[y * width + x] += gauss[k] * smooth[from + x];
				}
			}
		return new float[][] { response, blurred };
	}

	/** Indices within a block of the positions from first - radius on; the plane is mirrored with its border doubled. */
	private int[] mirrored(final long first, final int count, final long size, final long origin) {
		final int[] at = new int[count + 2 * radius];
		for (int i = 0; i < at.length; i++)
			at[i] = (int) (Border.mirrored(first - radius + i, size) - origin);
		return at;
	}

	/** The maximum of the quadratic at a local maximum, as dx, dy and height; null if the pixel is none. */
	private static double[] peak(final float[] r, final int width, final int height, final int x, final int y) {
		final int i = y * width + x;
		final float centre = r[i];
		for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
			for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
				final int j = v * width + u;
				if (r[j] > centre || r[j] == centre && j < i)
					return null;
			}
		// one row or column short at the plane's border: there the peak is the pixel
		if (x == 0 || y == 0 || x == width - 1 || y == height - 1)
			return new double[] { 0, 0, centre };
		final double gx = (r[i + 1] - r[i - 1]) / 2.0;
		final double gy = (r[i + width] - r[i - width]) / 2.0;
		final double xx = (double) r[i + 1] + r[i - 1] - 2.0 * centre;
		final double yy = (double) r[i + width] + r[i - width] - 2.0 * centre;
		final double xy = ((double) r[i + width + 1] - r[i + width - 1] - r[i - width + 1] + r[i - width - 1]) / 4;
		final double determinant = xx * yy - xy * xy;
		if (!(determinant > 0))
			return new double[] { 0, 0, centre };
		final double dx = clip((xy * gy - yy * gx) / determinant);
		final double dy = clip((xy * gx - xx * gy) / determinant);
		return new double[] { dx, dy, centre + (gx * dx + gy * dy) / 2 };
	}

	private static double clip(final double offset) {
		return Math.max(-0.5, Math.min(0.5, offset));
	}
}
