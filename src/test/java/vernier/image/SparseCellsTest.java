package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;
import net.imglib2.view.Views;

/** Planes of cells, some of which are not there. */
class SparseCellsTest {

	private static final int WIDTH = 50;
	private static final int HEIGHT = 37;

	/** 8-bit cells of 16 x 16 that hold 7 until they are asked for, which is noted. */
	private static final class Sparse extends LazyCellImg<UnsignedByteType, ByteArray> implements SparseCells {

		private final Map<Long, Cell<ByteArray>> cells;

		private Sparse(final Map<Long, Cell<ByteArray>> cells, final CellGrid grid) {
			super(grid, new UnsignedByteType(), index -> cells.computeIfAbsent(index, i -> {
				final long[] min = new long[2];
				final int[] size = new int[2];
				grid.getCellDimensions(index, min, size);
				final byte[] pixels = new byte[size[0] * size[1]];
				Arrays.fill(pixels, (byte) 7);
				return new Cell<>(size, min, new ByteArray(pixels));
			}));
			this.cells = cells;
		}

		static Sparse of(final long width, final long height) {
			return new Sparse(new HashMap<>(), new CellGrid(new long[] { width, height }, new int[] { 16, 16 }));
		}

		@Override
		public OptionalDouble absent(final long cell) {
			return cells.containsKey(cell) ? OptionalDouble.empty() : OptionalDouble.of(7);
		}
	}

	private static FloatBuffer block(final Region region, final double value) {
		final FloatBuffer block = FloatBuffer.allocate((int) region.size());
		for (int i = 0; i < block.capacity(); i++)
			block.put(i, (float) value / 255);
		return block;
	}

	@Test
	void cellsAreMadeOnlyForWhatTheyDoNotHold() {
		final Sparse plane = Sparse.of(WIDTH, HEIGHT);
		final BlockReader reader = Planes.reader(plane, ValueRange.BYTE);
		final BlockWriter writer = Planes.writer(plane, ValueRange.BYTE);
		assertThat(writer.grid()).isEqualTo(16);
		// ImgLib2 takes the pixel type from the first pixel
		plane.cells.clear();
		assertThat(reader.constant(new Region(0, 0, WIDTH, HEIGHT)).orElseThrow()).containsExactly(7 / 255f);
		final Region region = new Region(3, 5, 40, 30);
		writer.write(region, block(region, 7));
		writer.stamp(40, 30, block(region, 7)).write(region);
		assertThat(plane.cells).isEmpty();
		final Region two = new Region(15, 2, 2, 2);
		writer.stamp(2, 2, block(two, 9)).write(two);
		assertThat(plane.cells.keySet()).containsExactlyInAnyOrder(0L, 1L);
		assertThat(reader.constant(new Region(0, 0, WIDTH, HEIGHT))).isEmpty();
		assertThat(reader.constant(two).orElseThrow()).containsExactly(9 / 255f);
		assertThat(reader.constant(new Region(0, 0, 15, 16))).isPresent();
		assertThat(plane.cells).hasSize(2);
		// what is there is written to, whatever it is
		writer.write(two, block(two, 7));
		assertThat(reader.constant(new Region(0, 0, WIDTH, HEIGHT))).isPresent();
	}

	private static <T extends NativeType<T> & RealType<T>> Img<T>[] filled(final T type, final boolean flat) {
		@SuppressWarnings("unchecked")
		final Img<T>[] images = new Img[] { new ArrayImgFactory<>(type).create(WIDTH, HEIGHT), new CellImgFactory<>(type, 16, 11)
			.create(WIDTH, HEIGHT) };
		final Random random = new Random(3);
		images[0].forEach(pixel -> pixel.setReal(flat ? 5 : random.nextInt(4)));
		ImgUtil.copy(images[0], images[1]);
		return images;
	}

	@ParameterizedTest
	@ValueSource(strings = { "8", "16", "32" })
	void cellsAndArraysAreReadAndWrittenAlike(final String bits) {
		check(bits.equals("8") ? filled(new UnsignedByteType(), false) : bits.equals("16") ? filled(new UnsignedShortType(), false)
			: filled(new FloatType(), false));
		final Img<?>[] flat = bits.equals("8") ? filled(new UnsignedByteType(), true) : bits.equals("16") ? filled(
			new UnsignedShortType(), true) : filled(new FloatType(), true);
		for (final Img<?> image : flat)
			assertThat(Planes.reader(image, new ValueRange(1, 9, 2)).constant(new Region(2, 1, 47, 33)).orElseThrow())
				.containsExactly(0.5f);
	}

	private static void check(final Img<?>[] images) {
		final ValueRange range = new ValueRange(1, 200, 2);
		final Random random = new Random(1);
		final Region region = new Region(5, 3, 41, 31);
		final FloatBuffer values = FloatBuffer.allocate((int) region.size());
		for (int i = 0; i < values.capacity(); i++)
			values.put(i, random.nextFloat());
		for (final Img<?> image : images) {
			final BlockReader reader = Planes.reader(image, range);
			assertThat(reader.constant(region)).isEmpty();
			assertThat(reader.constant(new Region(8, 8, 1, 1))).isPresent();
		}
		Planes.writer(images[0], range).write(region, values);
		Planes.writer(images[1], range).stamp(41, 31, values).write(region);
		assertEqual(images[0], images[1]);
		Planes.writer(images[0], range).stamp(41, 31, values).write(new Region(1, 2, 41, 31));
		Planes.writer(images[1], range).write(new Region(1, 2, 41, 31), values);
		assertEqual(images[0], images[1]);
		for (final Img<?> image : images) {
			final FloatBuffer again = FloatBuffer.allocate(values.capacity());
			Planes.reader(image, range).read(region, again);
			assertThat(again.get(40)).isNotEqualTo(again.get(900));
		}
	}

	private static void assertEqual(final RandomAccessibleInterval<?> a, final RandomAccessibleInterval<?> b) {
		final var access = b.randomAccess();
		final var cursor = Views.iterable((RandomAccessibleInterval<?>) a).localizingCursor();
		while (cursor.hasNext()) {
			final double value = ((RealType<?>) cursor.next()).getRealDouble();
			access.setPosition(cursor);
			assertThat(((RealType<?>) access.get()).getRealDouble()).isEqualTo(value);
		}
	}

	@Test
	void samplesDoNotDependOnTheOrderOfCells() {
		final Random random = new Random(4);
		final Img<FloatType> array = new ArrayImgFactory<>(new FloatType()).create(3000, 1100);
		array.forEach(pixel -> pixel.set(random.nextInt(50) == 0 ? Float.NaN : random.nextFloat()));
		final Img<FloatType> cells = new CellImgFactory<>(new FloatType(), 512).create(3000, 1100);
		ImgUtil.copy(array, cells);
		final SubSample[] samples = { new SubSample(3000, 1100, 2), new SubSample(3000, 1100, 2) };
		for (int plane = 0; plane < 2; plane++) {
			samples[0].add(array, Progress.NONE);
			samples[1].add(cells, Progress.NONE);
		}
		for (final double fraction : new double[] { 0, 0.001, 0.3, 0.5, 0.999, 1 })
			assertThat(samples[1].percentile(fraction)).isEqualTo(samples[0].percentile(fraction));
		assertThat(samples[1].min()).isEqualTo(samples[0].min());
		assertThat(samples[1].max()).isEqualTo(samples[0].max());
		assertThat(samples[1].mean()).isCloseTo(samples[0].mean(), within(1e-9));
	}
}
