package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.type.volatiles.VolatileUnsignedByteType;
import net.imglib2.view.Views;

/** Readers and writers: what is read is written back as it was, whatever kind of image and pixel type. */
class PlaneBlocksTest {

	private static final int WIDTH = 37;
	private static final int HEIGHT = 23;

	static Stream<Supplier<RandomAccessibleInterval<?>>> planes() {
		return Stream.of(//
			() -> ArrayImgs.unsignedBytes(WIDTH, HEIGHT), //
			() -> ArrayImgs.unsignedShorts(WIDTH, HEIGHT), //
			() -> ArrayImgs.floats(WIDTH, HEIGHT), //
			() -> ArrayImgs.doubles(WIDTH, HEIGHT), //
			() -> ArrayImgs.shorts(WIDTH, HEIGHT), //
			() -> ArrayImgs.bytes(WIDTH, HEIGHT), //
			() -> ArrayImgs.ints(WIDTH, HEIGHT), //
			() -> new CellImgFactory<>(new UnsignedByteType(), 8, 8).create(WIDTH, HEIGHT), //
			() -> new CellImgFactory<>(new UnsignedShortType(), 8, 8).create(WIDTH, HEIGHT), //
			() -> new CellImgFactory<>(new FloatType(), 8, 8).create(WIDTH, HEIGHT), //
			() -> new PlanarImgFactory<>(new FloatType()).create(WIDTH, HEIGHT), //
			() -> Views.hyperSlice(ArrayImgs.unsignedShorts(3, WIDTH, HEIGHT), 0, 1), //
			() -> Views.rotate(ArrayImgs.unsignedBytes(HEIGHT, WIDTH), 0, 1), //
			() -> Views.interval(ArrayImgs.unsignedBytes(100, 100), new long[] { 5, 6 },
				new long[] { 5 + WIDTH - 1, 6 + HEIGHT - 1 }), //
			() -> Converters.convert((RandomAccessibleInterval<FloatType>) ArrayImgs.floats(WIDTH, HEIGHT),
				(in, out) -> out.set(in), new FloatType()));
	}

	@ParameterizedTest
	@MethodSource("planes")
	void readsNormalisedValuesOfAnyRegion(final Supplier<RandomAccessibleInterval<?>> maker) {
		final RandomAccessibleInterval<? extends RealType<?>> plane = fill(maker.get());
		final ValueRange range = new ValueRange(-20, 140, 3);
		final PlaneReader reader = new PlaneReader(plane, range);
		assertThat(reader.width()).isEqualTo(WIDTH);
		assertThat(reader.height()).isEqualTo(HEIGHT);
		assertThat(reader.channels()).isEqualTo(1);
		final Region region = new Region(4, 3, 20, 17);
		final FloatBuffer target = buffer(20 * 17);
		reader.read(region, target);
		final RandomAccess<? extends RealType<?>> access = Views.zeroMin(plane).randomAccess();
		for (int y = 0; y < 17; y++)
			for (int x = 0; x < 20; x++) {
				final double pixel = access.setPositionAndGet(x + 4, y + 3).getRealDouble();
				assertThat(target.get(y * 20 + x)).isEqualTo((float) ((pixel + 20) / 160), within(1e-6f));
			}
	}

	/** A row of them may be more than what is kept of a file. */
	@Test
	void cellsAreReadOnceHoweverWideTheRegion() {
		final ForgetfulCells plane = ForgetfulCells.of(9000, 40, 4000, 16);
		final BlockReader reader = Planes.reader(plane, ValueRange.BYTE);
		plane.made();
		final Region region = new Region(7, 5, 8990, 32);
		final FloatBuffer target = buffer((int) region.size());
		reader.read(region, target);
		assertThat(plane.made()).isEqualTo(9);
		for (int i = 0; i < region.size(); i++)
			assertThat(target.get(i)).isEqualTo(ForgetfulCells.value(7 + i % 8990, 5 + i / 8990) / 255f, within(1e-6f));
	}

	@ParameterizedTest
	@MethodSource("planes")
	void whatWasReadIsWrittenBackExactly(final Supplier<RandomAccessibleInterval<?>> maker) {
		final RandomAccessibleInterval<? extends RealType<?>> plane = fill(maker.get());
		final ValueRange range = new ValueRange(0, 128, 0);
		final RandomAccessibleInterval<? extends RealType<?>> copy =
			Planes.real(Planes.allocateLike(plane, WIDTH, HEIGHT));
		final PlaneWriter writer = new PlaneWriter(copy, range);
		final PlaneReader reader = new PlaneReader(plane, range);
		for (final Region region : List.of(new Region(0, 0, 11, HEIGHT), new Region(11, 0, WIDTH - 11, 9),
			new Region(11, 9, WIDTH - 11, HEIGHT - 9)))
		{
			final FloatBuffer block = buffer((int) region.size());
			reader.read(region, block);
			writer.write(region, block);
		}
		assertThat(values(copy)).containsExactly(values(plane));
	}

	/** As a network leaves it: a block with its margin, of which only the inner part is to be written. */
	@ParameterizedTest
	@MethodSource("planes")
	void aPartOfALargerBlockIsWrittenAsIfItWereAlone(final Supplier<RandomAccessibleInterval<?>> maker) {
		final RandomAccessibleInterval<?> plane = maker.get();
		assertPartWritten(Planes.real(Planes.allocateLike(plane, WIDTH, HEIGHT)),
			Planes.real(Planes.allocateLike(plane, WIDTH, HEIGHT)));
	}

	private static void assertPartWritten(final RandomAccessibleInterval<? extends RealType<?>> alone,
		final RandomAccessibleInterval<? extends RealType<?>> within)
	{
		final ValueRange range = new ValueRange(0, 100, 0);
		final Region part = new Region(3, 2, 20, 17);
		final Region given = new Region(-1, 0, 26, 30);
		final FloatBuffer block = buffer((int) given.size());
		final FloatBuffer cut = buffer((int) part.size());
		for (int y = 0; y < part.height(); y++)
			for (int x = 0; x < part.width(); x++) {
				final float value = (float) ((x * 31 + y * 17) % 103) / 101;
				cut.put(y * part.width() + x, value);
				block.put((y + 2) * given.width() + x + 4, value);
			}
		new PlaneWriter(alone, range).write(part, cut);
		new PlaneWriter(within, range).write(part, block, given, 1);
		assertThat(values(within)).containsExactly(values(alone));
		assertThat(values(within)).contains(0).hasSizeGreaterThan(1);
		final BlockWriter plain = new PlaneWriter(within, range)::write;
		plain.write(part, block, given, 1);
		assertThat(values(within)).containsExactly(values(alone));
	}

	@Test
	void aPartOfALargerBlockOfColourIsWrittenAsIfItWereAlone() {
		final Img<ARGBType> alone = ArrayImgs.argbs(WIDTH, HEIGHT);
		final Img<ARGBType> within = ArrayImgs.argbs(WIDTH, HEIGHT);
		final Region part = new Region(3, 2, 20, 17);
		final Region given = new Region(1, 1, 24, 19);
		final FloatBuffer block = buffer(3 * (int) given.size());
		final FloatBuffer cut = buffer(3 * (int) part.size());
		for (int i = 0; i < cut.capacity(); i++) {
			final float value = (i * 37 % 101) / 100f;
			cut.put(i, value);
			final int channel = i / (int) part.size();
			final int y = i % (int) part.size() / part.width();
			block.put((channel * given.height() + y + 1) * given.width() + i % part.width() + 2, value);
		}
		new ArgbWriter(alone).write(part, cut);
		new ArgbWriter(within).write(part, block, given, 3);
		for (int y = 0; y < HEIGHT; y++)
			for (int x = 0; x < WIDTH; x++)
				assertThat(within.getAt(x, y).get()).isEqualTo(alone.getAt(x, y).get());
		assertThat(within.getAt(5, 5).get()).isNotZero();
	}

	@Test
	void every8BitAnd16BitValueSurvives() {
		final short[] shorts = new short[65536];
		for (int i = 0; i < shorts.length; i++)
			shorts[i] = (short) i;
		final short[] shortResult = new short[65536];
		copy(ArrayImgs.unsignedShorts(shorts, 256, 256), ArrayImgs.unsignedShorts(shortResult, 256, 256),
			new ValueRange(0, 65535, 0));
		assertThat(shortResult).isEqualTo(shorts);
		final byte[] bytes = new byte[256];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) i;
		final byte[] byteResult = new byte[256];
		copy(ArrayImgs.unsignedBytes(bytes, 16, 16), ArrayImgs.unsignedBytes(byteResult, 16, 16), ValueRange.BYTE);
		assertThat(byteResult).isEqualTo(bytes);
	}

	@Test
	void integersAreRoundedHalfUpAndClamped() {
		final ValueRange one = new ValueRange(0, 1, 0);
		final float[] values = { -5, -0.5f, -0.51f, 0.49f, 0.5f, 1.5f, 254.5f, 255.4f, 300, 70000 };
		assertThat(write(ArrayImgs.unsignedBytes(10, 1), one, values)) //
			.containsExactly(0, 0, 0, 0, 1, 2, 255, 255, 255, 255);
		assertThat(write(ArrayImgs.unsignedShorts(10, 1), one, values)) //
			.containsExactly(0, 0, 0, 0, 1, 2, 255, 255, 300, 65535);
		assertThat(write(ArrayImgs.shorts(10, 1), one, values)) //
			.containsExactly(-5, 0, -1, 0, 1, 2, 255, 255, 300, 32767);
		assertThat(write(new CellImgFactory<>(new UnsignedByteType(), 4, 4).create(10, 1), one, values)) //
			.containsExactly(0, 0, 0, 0, 1, 2, 255, 255, 255, 255);
		assertThat(write(ArrayImgs.floats(10, 1), one, values)[4]).isEqualTo(0.5);
	}

	@Test
	void nanForIntegersIsAnErrorAndForFloatsAValue() {
		final float[] values = { 0, Float.NaN, Float.POSITIVE_INFINITY, 1 };
		final ValueRange one = new ValueRange(0, 1, 0);
		for (final RandomAccessibleInterval<? extends RealType<?>> plane : List.of(ArrayImgs.unsignedBytes(4, 1),
			ArrayImgs.unsignedShorts(4, 1), ArrayImgs.ints(4, 1)))
			assertThatThrownBy(() -> write(plane, one, values)).isInstanceOf(VernierException.class)
				.hasMessageContaining("2 values");
		assertThat(write(ArrayImgs.floats(4, 1), one, values)) //
			.containsExactly(0, Double.NaN, Double.POSITIVE_INFINITY, 1);
	}

	@Test
	void overshootsOfHugeValuesStayFinite() {
		final ValueRange range = new ValueRange(-3.4e38, 3.4e38, 0);
		final float[] values = { -0.1f, 0.5f, 1.1f, Float.POSITIVE_INFINITY };
		final double most = Float.MAX_VALUE;
		for (final Img<FloatType> plane : List.of(ArrayImgs.floats(4, 1), new PlanarImgFactory<>(new FloatType()).create(4, 1)))
			for (final RandomAccessibleInterval<FloatType> same : List.of(plane, Views.translate(plane, 1, 1)))
				assertThat(write(same, range, values)).containsExactly(-most, 0, most, Double.POSITIVE_INFINITY);
	}

	@Test
	void nonFinitePixelsAreReadAsTheMean() {
		final float[] pixels = { 1, Float.NaN, Float.NEGATIVE_INFINITY, 3 };
		final FloatBuffer block = buffer(4);
		new PlaneReader(ArrayImgs.floats(pixels, 4, 1), new ValueRange(1, 3, 1.5)).read(new Region(0, 0, 4, 1), block);
		assertThat(floats(block)).containsExactly(0, 0.25f, 0.25f, 1);
		new PlaneReader(ArrayImgs.doubles(new double[] { 1, Double.NaN, Double.POSITIVE_INFINITY, 3 }, 4, 1),
			new ValueRange(1, 3, 1.5)).read(new Region(0, 0, 4, 1), block);
		assertThat(floats(block)).containsExactly(0, 0.25f, 0.25f, 1);
	}

	@Test
	void aSmallSignalOnALargeOffsetIsKept() {
		final float[] pixels = { 1e6f, 1e6f + 0.5f, 1e6f + 1 };
		final FloatBuffer block = buffer(3);
		new PlaneReader(ArrayImgs.floats(pixels, 3, 1), new ValueRange(1e6, 1e6 + 1, 1e6)).read(new Region(0, 0, 3, 1),
			block);
		assertThat(floats(block)).containsExactly(0, 0.5f, 1);
	}

	@Test
	void colourIsThreeChannelsAndComesBack() {
		final int[] pixels = new Random(1).ints(30 * 20).toArray();
		for (final RandomAccessibleInterval<ARGBType> plane : List.of(ArrayImgs.argbs(pixels, 30, 20),
			Converters.convert((RandomAccessibleInterval<IntType>) ArrayImgs.ints(pixels, 30, 20),
				(in, out) -> out.set(in.get()), new ARGBType())))
		{
			final BlockReader reader = Planes.reader(plane, ValueRange.BYTE);
			assertThat(reader.channels()).isEqualTo(3);
			final Region region = new Region(2, 1, 25, 18);
			final FloatBuffer block = buffer(3 * 25 * 18);
			reader.read(region, block);
			final int first = pixels[1 * 30 + 2];
			assertThat(block.get(0)).isEqualTo((first >> 16 & 0xff) / 255f);
			assertThat(block.get(25 * 18)).isEqualTo((first >> 8 & 0xff) / 255f);
			assertThat(block.get(2 * 25 * 18)).isEqualTo((first & 0xff) / 255f);
			final int[] result = new int[30 * 20];
			Planes.writer(ArrayImgs.argbs(result, 30, 20), ValueRange.BYTE).write(region, block);
			for (int y = 1; y < 19; y++)
				for (int x = 2; x < 27; x++)
					assertThat(result[y * 30 + x]).isEqualTo(pixels[y * 30 + x] | 0xff000000);
			assertThat(result[0]).isZero();
		}
	}

	@Test
	void colourIsClampedAndNanIsAnError() {
		final int[] result = new int[1];
		final ArgbWriter writer = new ArgbWriter(ArrayImgs.argbs(result, 1, 1));
		writer.write(new Region(0, 0, 1, 1), FloatBuffer.wrap(new float[] { -1, 2, 0.5f }));
		assertThat(result[0]).isEqualTo(0xff00ff80);
		final FloatBuffer nan = FloatBuffer.wrap(new float[] { 0, Float.NaN, 0 });
		assertThatThrownBy(() -> writer.write(new Region(0, 0, 1, 1), nan))
			.isInstanceOf(VernierException.class).hasMessageContaining("1 values");
	}

	@Test
	void lumaIsThatOfBt601() {
		final int[] pixels = { 0xffff0000, 0xff00ff00, 0xff0000ff, 0xffffffff, 0xff808080, 0 };
		final FloatBuffer block = buffer(6);
		new LumaReader(ArrayImgs.argbs(pixels, 6, 1)).read(new Region(0, 0, 6, 1), block);
		assertThat(floats(block)).containsExactly(0.299f, 0.587f, 0.114f, 1, 128 / 255f, 0);
	}

	@Test
	void regionsOutsideOfThePlaneAreRefused() {
		final PlaneReader reader = new PlaneReader(ArrayImgs.unsignedBytes(4, 4), ValueRange.BYTE);
		assertThatThrownBy(() -> reader.read(new Region(1, 0, 4, 1), buffer(4)))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void volatilePlanesAreRefused() {
		final RandomAccessibleInterval<VolatileUnsignedByteType> plane = Converters.convert(
			(RandomAccessibleInterval<UnsignedByteType>) ArrayImgs.unsignedBytes(4, 3), (from, to) -> to.get().set(from),
			new VolatileUnsignedByteType());
		assertThatThrownBy(() -> Planes.allocateLike(plane, 8, 6)).isInstanceOf(VernierException.class).hasMessageContaining(
			"VolatileUnsignedByteType");
	}

	@Test
	void planesThatFitAreArrays() {
		assertThat(Planes.array(Planes.allocate(new UnsignedByteType(), 7, 5))).isInstanceOf(byte[].class);
		assertThat(Planes.fitsArray(46340, 46340)).isTrue();
		assertThat(Planes.fitsArray(46341, 46341)).isFalse();
		assertThat(Planes.fitsArray(1L << 33, 1L << 33)).isFalse();
		assertThatThrownBy(() -> Planes.allocate(new FloatType(), 0, 5)).isInstanceOf(VernierException.class);
	}

	@Test
	void planesOfMoreThan2To31PixelsAreReadAndWritten() {
		final int size = 70_000;
		final int cell = 1000;
		final Map<Long, Cell<ByteArray>> cells = new HashMap<>();
		final CellGrid grid = new CellGrid(new long[] { size, size }, new int[] { cell, cell });
		// only the cells that are touched take memory
		final RandomAccessibleInterval<UnsignedByteType> huge = new LazyCellImg<>(grid, new UnsignedByteType(),
			index -> cells.computeIfAbsent(index, i -> new Cell<>(new int[] { cell, cell },
				new long[] { i % 70 * cell, i / 70 * cell }, new ByteArray(cell * cell))));
		final Region corner = new Region(size - 20, size - 1020, 20, 1020);
		final FloatBuffer block = buffer(20 * 1020);
		for (int i = 0; i < block.capacity(); i++)
			block.put(i, i % 256 / 255f);
		new PlaneWriter(huge, ValueRange.BYTE).write(corner, block);
		assertThat(huge.getAt(size - 1, size - 1).get()).isEqualTo((20 * 1020 - 1) % 256);
		final FloatBuffer again = buffer(20 * 1020);
		new PlaneReader(huge, ValueRange.BYTE).read(corner, again);
		assertThat(floats(again)).containsExactly(floats(block));
		assertThat(cells).containsKeys(4829L, 4899L).hasSizeLessThan(4);
	}

	private static void copy(final RandomAccessibleInterval<? extends RealType<?>> from,
		final RandomAccessibleInterval<? extends RealType<?>> to, final ValueRange range)
	{
		final Region all = new Region(0, 0, (int) from.dimension(0), (int) from.dimension(1));
		final FloatBuffer block = buffer((int) all.size());
		new PlaneReader(from, range).read(all, block);
		new PlaneWriter(to, range).write(all, block);
	}

	private static double[] write(final RandomAccessibleInterval<? extends RealType<?>> plane, final ValueRange range,
		final float[] values)
	{
		new PlaneWriter(plane, range).write(new Region(0, 0, values.length, 1), FloatBuffer.wrap(values));
		return values(plane);
	}

	private static RandomAccessibleInterval<? extends RealType<?>> fill(final RandomAccessibleInterval<?> plane) {
		final Random random = new Random(4);
		final RandomAccessibleInterval<? extends RealType<?>> real = Planes.real(plane);
		for (final RealType<?> pixel : Views.flatIterable(real)) {
			final double value = random.nextInt(128);
			final boolean fraction = pixel instanceof FloatType || pixel instanceof DoubleType;
			pixel.setReal(fraction ? value / 4 : pixel instanceof ShortType ? value - 64 : value);
		}
		return real;
	}

	private static double[] values(final RandomAccessibleInterval<? extends RealType<?>> plane) {
		final double[] values = new double[(int) (plane.dimension(0) * plane.dimension(1))];
		int i = 0;
		for (final RealType<?> pixel : Views.flatIterable(plane))
			values[i++] = pixel.getRealDouble();
		return values;
	}

	private static FloatBuffer buffer(final int size) {
		return ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
	}

	private static float[] floats(final FloatBuffer buffer) {
		final float[] floats = new float[buffer.capacity()];
		buffer.get(0, floats);
		return floats;
	}
}
