package vernier.counting.spots;

import java.nio.FloatBuffer;
import java.util.BitSet;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.GrayReader;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.inference.Buffers;

/**
 * Noise of a plane from place to place: that of {@link PlaneNoise}, by cells of {@value #CELL} x {@value #CELL} pixels. More
 * light has more noise, and mosaics are brighter in parts: what stands out of the noise elsewhere may be noise there. Planes
 * of more than {@link PlaneNoise#WANTED} pixels are sampled on a grid, and their cells hold as many samples.
 */
final class LocalNoise {

	/** Samples in each direction: enough for the median to be within a few per cent. */
	private static final int CELL = 64;
	/** Samples of a cell with which its noise is told, as a part of all: less at a border says little. */
	private static final double LEAST = 0.25;

	private final double side;
	private final int columns;
	private final int rows;
	private final double usual;
	/** By rows; 0 where it cannot be told. */
	private final double[] noise;

	private LocalNoise(final double usual, final double side, final int columns, final int rows) {
		this.usual = usual;
		this.side = side;
		this.columns = columns;
		this.rows = rows;
		noise = new double[columns * rows];
	}

	/**
	 * @param plane axes (x, y), gray or colour; colour counts as its luma
	 * @param level of the plane
	 * @param progress asked whether to stop
	 */
	static LocalNoise of(final RandomAccessibleInterval<?> plane, final PlaneNoise level, final Progress progress) {
		// non-finite pixels are read as NaN and left out
		final GrayReader reader = new GrayReader(plane, ValueRange.RAW);
		final int width = Math.toIntExact(reader.width());
		final long height = reader.height();
		final int step = PlaneNoise.step(width, height);
		final int side = CELL * step;
		final LocalNoise local = new LocalNoise(level.noise(), side, (width + side - 1) / side, (int) ((height +
			side - 1) / side));
		final float[][] differences = new float[local.columns][CELL * CELL];
		final FloatBuffer pair = Buffers.allocate(2L * width);
		final BitSet flat = new BitSet(width);
		for (int row = 0; row < local.rows; row++) {
			progress.checkCancelled();
			final int[] counts = new int[local.columns];
			boolean whole = true;
			for (long y = (long) row * side; y < Math.min((row + 1L) * side, height - 1); y += step) {
				reader.read(new Region(0, y, width, 2), pair);
				FlatParts.mark(pair, width, flat);
				for (int x = 0; x < width - 1; x += step) {
					final double d = PlaneNoise.mixed(pair, width, x);
					if (!Double.isFinite(d) || flat.get(x))
						continue;
					whole &= pair.get(x) == Math.rint(pair.get(x));
					differences[x / side][counts[x / side]++] = (float) Math.abs(d);
				}
			}
			for (int column = 0; column < local.columns; column++)
				if (counts[column] >= LEAST * CELL * CELL)
					local.noise[row * local.columns + column] = PlaneNoise.ofDifferences(differences[column], counts[column],
						whole);
		}
		return local;
	}

	/**
	 * The noise about a place as a multiple of the plane's: the most of the four cells whose centres lie around, as light may
	 * change at once; 1 where all of them are flat.
	 *
	 * @param x column, ImageJ's convention
	 * @param y row
	 */
	double relative(final double x, final double y) {
		final int left = (int) Math.floor(x / side - 0.5);
		final int top = (int) Math.floor(y / side - 0.5);
		double most = 0;
		for (int row = Math.max(0, top); row <= Math.min(rows - 1, top + 1); row++)
			for (int column = Math.max(0, left); column <= Math.min(columns - 1, left + 1); column++)
				most = Math.max(most, noise[row * columns + column]);
		return most > 0 ? most / usual : 1;
	}
}
