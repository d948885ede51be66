package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.Cursor;
import net.imglib2.Dimensions;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import vernier.image.CancelledException;
import vernier.image.GrayReader;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.ValueRange;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.inference.DirectMemory;
import vernier.inference.Fixtures;
import vernier.inference.MemoryBudget;

/** The whole way on small random networks: here the values matter only in how they hang together. */
class SuperResolutionTest {

	private static Options options(final String scale) {
		return Options.defaults().withModel(Fixtures.file("residual-x2").toString()).withDevice(Device.CPU)
			.withScale(Scale.parse(scale));
	}

	private static <T> RandomAccessibleInterval<T> enlarge(final Options options, final RandomAccessibleInterval<T> image) {
		try (SuperResolution sr = new SuperResolution(options)) {
			return sr.enlarge(image);
		}
	}

	private static <T extends RealType<T>, I extends RandomAccessibleInterval<T>> I smooth(final I image, final double top) {
		final Cursor<T> cursor = Views.flatIterable(image).localizingCursor();
		while (cursor.hasNext()) {
			cursor.fwd();
			final double x = cursor.getDoublePosition(0);
			final double y = cursor.getDoublePosition(1);
			cursor.get().setReal(top * (0.5 + 0.3 * Math.sin(x / 3) + 0.2 * Math.cos(y / 4 + x / 7)));
		}
		return image;
	}

	private static Img<ARGBType> colours(final int width, final int height) {
		final Img<ARGBType> image = ArrayImgs.argbs(width, height);
		final Random random = new Random(4);
		image.forEach(p -> p.set(0xff000000 | random.nextInt(1 << 24)));
		return image;
	}

	private static void assertSame(final RandomAccessibleInterval<?> a, final RandomAccessibleInterval<?> b) {
		assertThat(Intervals.equalDimensions((Dimensions) a, (Dimensions) b)).isTrue();
		final Cursor<?> i = Views.flatIterable(a).cursor();
		final Cursor<?> j = Views.flatIterable(b).cursor();
		while (i.hasNext())
			assertThat(i.next().toString()).isEqualTo(j.next().toString());
	}

	@ParameterizedTest
	@CsvSource({ "2, 38, 26", "1.5, 29, 20", "2x1.5, 38, 20", "3.7, 70, 48", "8, 152, 104" })
	void everyScaleGivesItsSize(final String scale, final long width, final long height) {
		final RandomAccessibleInterval<UnsignedByteType> large = enlarge(options(scale), //
			smooth(ArrayImgs.unsignedBytes(19, 13), 250));
		assertThat(large.dimensionsAsLongArray()).containsExactly(width, height);
		assertThat(large.getType()).isInstanceOf(UnsignedByteType.class);
	}

	@Test
	void allAxesBeyondXAndYAreKeptInOrder() {
		final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(7, 6, 2, 3);
		for (int c = 0; c < 2; c++)
			for (int z = 0; z < 3; z++)
				smooth(Views.hyperSlice(Views.hyperSlice(image, 3, z), 2, c), 50 + 20 * c + 60 * z);
		final RandomAccessibleInterval<UnsignedByteType> large = enlarge(options("2"), image);
		assertThat(large.dimensionsAsLongArray()).containsExactly(14, 12, 2, 3);
		for (int c = 0; c < 2; c++)
			for (int z = 0; z < 3; z++)
				assertSame(Views.hyperSlice(Views.hyperSlice(large, 3, z), 2, c), //
					enlarge(options("2"), Views.hyperSlice(Views.hyperSlice(image, 3, z), 2, c)));
	}

	/** Cameras have them; a network that was given their value would spoil all pixels that it reads them for. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aHotPixelDoesNotSpoilItsSurroundings(final boolean consistent) {
		final Options bundled = Options.defaults().withDevice(Device.CPU).withScale(Scale.of(2)).withConsistency(consistent);
		final Img<UnsignedShortType> image = smooth(ArrayImgs.unsignedShorts(200, 160), 200);
		final RandomAccessibleInterval<UnsignedShortType> clean = enlarge(bundled, image);
		image.getAt(100, 80).set(65535);
		final RandomAccessibleInterval<UnsignedShortType> hot = enlarge(bundled, image);
		for (int y = 0; y < 320; y++)
			for (int x = 0; x < 400; x++)
				// cubic convolution reaches as far, twice as far where it is corrected
				if (Math.max(Math.abs(x - 200.5), Math.abs(y - 160.5)) > (consistent ? 24 : 6))
					assertThat(hot.getAt(x, y).get()).as("%d, %d", x, y).isCloseTo(clean.getAt(x, y).get(), within(60));
		assertThat(hot.getAt(200, 160).get()).isGreaterThan(30000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "1.5", "3", "2x1.3" })
	void tilesGiveThePixelsOfTheWhole(final String scale) {
		final Img<FloatType> grey = smooth(ArrayImgs.floats(61, 47), 1);
		final Img<ARGBType> colour = colours(61, 47);
		for (final Options o : new Options[] { options(scale), options(scale).withConsistency(true) }) {
			final RandomAccessibleInterval<FloatType> whole = enlarge(o.withTile(10_000), grey);
			final RandomAccessibleInterval<FloatType> tiled = enlarge(o.withTile(34), grey);
			final Cursor<FloatType> a = Views.flatIterable(whole).cursor();
			final Cursor<FloatType> b = Views.flatIterable(tiled).cursor();
			while (a.hasNext())
				assertThat(b.next().get()).isCloseTo(a.next().get(), offset(1e-5f));
			assertSame(enlarge(o.withTile(10_000), colour), enlarge(o.withTile(34), colour));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "1.5", "3x2" })
	void aConsistentResultReducedAgainIsTheInput(final String scale) {
		final Img<FloatType> image = smooth(ArrayImgs.floats(40, 31), 1000);
		try (SuperResolution sr = new SuperResolution(options(scale).withConsistency(true).withResidual(true));
				SuperResolution free = new SuperResolution(options(scale).withResidual(true)))
		{
			final double consistent = largest(sr.enlarge(PlaneStack.of(image), Progress.NONE));
			final double unbound = largest(free.enlarge(PlaneStack.of(image), Progress.NONE));
			assertThat(consistent).isLessThan(0.1);
			assertThat(unbound).isGreaterThan(1);
		}
	}

	@SuppressWarnings("unchecked")
	private static double largest(final SuperResolution.Result result) {
		final PlaneStack residual = result.residual().orElseThrow();
		assertThat(residual.width()).isEqualTo(40);
		double max = 0;
		for (final FloatType p : Views.iterable((RandomAccessibleInterval<FloatType>) residual.plane(0)))
			max = Math.max(max, Math.abs(p.get()));
		assertThat(result.provenance().get("Vernier residual")).contains("largest");
		return max;
	}

	/** Red and green of the same brightness, blurred into each other: in the luma, what is missed cancels out. */
	@Test
	@SuppressWarnings("unchecked")
	void theResidualOfColourIsThatOfTheChannelThatDiffersMost() {
		final Img<ARGBType> image = ArrayImgs.argbs(40, 31);
		final Cursor<ARGBType> cursor = image.localizingCursor();
		while (cursor.hasNext()) {
			cursor.fwd();
			final boolean red = (cursor.getIntPosition(0) / 5 + cursor.getIntPosition(1) / 5) % 2 == 0;
			cursor.get().set(red ? 0xffff0000 : 0xff008200);
		}
		final SuperResolution.Result result;
		try (SuperResolution sr = new SuperResolution(options("2").withResidual(true))) {
			result = sr.enlarge(PlaneStack.of(image), Progress.NONE);
		}
		final ValueRange range = new ValueRange(0, 255, 0);
		final Consistency all = Consistency.residual(Planes.reader(image, range), Planes.reader(result.image().plane(0), range),
			Scale.of(2), Progress.NONE);
		final Consistency luma = Consistency.residual(new GrayReader(image, range), new GrayReader(result.image().plane(0),
			range), Scale.of(2), Progress.NONE);
		assertThat(all.max()).isGreaterThan(2 * luma.max());
		assertThat(largest(result)).isCloseTo(255 * all.max(), offset(1e-3));
		assertThat(result.provenance().get("Vernier residual")).isEqualTo(String.format(Locale.ROOT,
			"largest %.4g, root mean square %.4g pixel values", 255 * all.max(), 255 * all.rms()));
	}

	@Test
	void noImageAndNoPixelsAreErrors() {
		try (SuperResolution sr = new SuperResolution(options("2"))) {
			assertThatThrownBy(() -> sr.enlarge((RandomAccessibleInterval<FloatType>) null)).isInstanceOf(
				NullPointerException.class).hasMessage("image");
			assertThatThrownBy(() -> sr.enlarge(Views.interval(ArrayImgs.floats(9, 9), new long[] { 5, 5 }, new long[] { 4, 7 })))
				.isInstanceOf(VernierException.class).hasMessageContaining("no pixels");
		}
	}

	/** What was not measured cannot be missed, nor what is reduced from pixels that were filled. */
	@Test
	@SuppressWarnings("unchecked")
	void theResidualHasNoValueWhereTheInputHasNone() {
		final Img<FloatType> image = smooth(ArrayImgs.floats(40, 31), 1000);
		image.getAt(5, 6).set(Float.NaN);
		final SuperResolution.Result result;
		try (SuperResolution sr = new SuperResolution(options("2").withConsistency(true).withResidual(true))) {
			result = sr.enlarge(PlaneStack.of(image), Progress.NONE);
		}
		final RandomAccessibleInterval<FloatType> residual = (RandomAccessibleInterval<FloatType>) result.residual()
			.orElseThrow().plane(0);
		double largest = 0;
		for (int y = 0; y < 31; y++)
			for (int x = 0; x < 40; x++) {
				final float value = residual.getAt(x, y).get();
				// reducing reads two pixels to each side
				assertThat(Float.isNaN(value)).isEqualTo(Math.abs(x - 5) <= 2 && Math.abs(y - 6) <= 2);
				if (!Float.isNaN(value))
					largest = Math.max(largest, Math.abs(value));
			}
		assertThat(result.provenance().get("Vernier residual")).startsWith(String.format(Locale.ROOT, "largest %.4g,", largest));
	}

	@Test
	void nanAndInfinityStayWhereTheyAreAndSpoilNothingElse() {
		final Img<FloatType> image = smooth(ArrayImgs.floats(30, 30), 10);
		image.getAt(5, 6).set(Float.NaN);
		image.getAt(20, 21).set(Float.POSITIVE_INFINITY);
		final RandomAccessibleInterval<FloatType> large = enlarge(options("2").withTile(16), image);
		final Cursor<FloatType> cursor = Views.flatIterable(large).localizingCursor();
		while (cursor.hasNext()) {
			final float value = cursor.next().get();
			final long x = cursor.getLongPosition(0) / 2;
			final long y = cursor.getLongPosition(1) / 2;
			final float source = image.getAt(x, y).get();
			if (Float.isFinite(source))
				assertThat(value).isFinite();
			else
				assertThat(Float.compare(value, source)).isZero();
		}
	}

	@Test
	void constantAndTinyImagesWork() {
		final Img<UnsignedShortType> constant = ArrayImgs.unsignedShorts(9, 9);
		constant.forEach(p -> p.set(777));
		enlarge(options("2"), constant).forEach(p -> assertThat(p.get()).isEqualTo(777));
		for (final float value : new float[] { 0, -3.7f, 1e20f }) {
			final Img<FloatType> flat = ArrayImgs.floats(9, 9);
			flat.forEach(p -> p.set(value));
			enlarge(options("2"), flat).forEach(p -> assertThat(p.get()).isEqualTo(value));
		}
		final Img<UnsignedByteType> pixel = ArrayImgs.unsignedBytes(new byte[] { 40 }, 1, 1);
		assertThat(enlarge(options("3"), pixel).dimensionsAsLongArray()).containsExactly(3, 3);
		final Img<DoubleType> nothing = ArrayImgs.doubles(6, 5);
		nothing.forEach(p -> p.set(Double.NaN));
		enlarge(options("2"), nothing).forEach(p -> assertThat(p.get()).isNaN());
	}

	@Test
	void theKindOfImageInMemoryDoesNotMatter() {
		final Img<UnsignedByteType> array = smooth(ArrayImgs.unsignedBytes(33, 21), 250);
		final Img<UnsignedByteType> cells = smooth(new CellImgFactory<>(new UnsignedByteType(), 7).create(33, 21), 250);
		assertSame(enlarge(options("2"), array), enlarge(options("2"), cells));
		assertSame(enlarge(options("2"), array), enlarge(options("2"), Views.translate(array, -3, 100)));
	}

	@Test
	void signedValuesAreThoseOfTheShiftedImage() {
		final Img<UnsignedShortType> unsigned = smooth(ArrayImgs.unsignedShorts(33, 21), 65535);
		final Img<ShortType> signed = ArrayImgs.shorts(33, 21);
		final Img<FloatType> floats = ArrayImgs.floats(33, 21);
		final Cursor<UnsignedShortType> cursor = unsigned.cursor();
		for (final ShortType pixel : signed)
			pixel.set((short) (cursor.next().get() - 32768));
		cursor.reset();
		for (final FloatType pixel : floats)
			pixel.set(cursor.next().get() - 65536f);
		final Options options = options("2").withConsistency(true);
		final Cursor<ShortType> negative = Views.flatIterable(enlarge(options, signed)).cursor();
		final Cursor<FloatType> exact = Views.flatIterable(enlarge(options, floats)).cursor();
		for (final UnsignedShortType pixel : Views.flatIterable(enlarge(options, unsigned))) {
			assertThat((double) negative.next().get()).isCloseTo(pixel.get() - 32768.0, offset(1.0));
			assertThat((double) Math.min(-1, Math.max(-65536, exact.next().get()))) //
				.isCloseTo(pixel.get() - 65536.0, offset(1.0));
		}
	}

	@Test
	void theInputIsNotChanged() {
		final Img<UnsignedByteType> image = smooth(ArrayImgs.unsignedBytes(33, 21), 250);
		final Img<UnsignedByteType> before = image.copy();
		enlarge(options("2").withConsistency(true).withResidual(true), image);
		assertSame(image, before);
	}

	@Test
	void anEmptyImageIsRefused() {
		assertThatThrownBy(() -> enlarge(options("2"),
			Views.interval(ArrayImgs.unsignedBytes(5, 5), new long[] { 0, 0 }, new long[] { -1, 4 })))
				.isInstanceOf(VernierException.class)
			.hasMessageContaining("0 x 5");
	}

	@Test
	void cancelStops() {
		final AtomicInteger tiles = new AtomicInteger();
		final Progress progress = new Progress() {

			@Override
			public void update(final double fraction) {
				tiles.incrementAndGet();
			}

			@Override
			public boolean isCancelled() {
				return tiles.get() >= 2;
			}
		};
		try (SuperResolution sr = new SuperResolution(options("2").withTile(16))) {
			assertThatThrownBy(() -> sr.enlarge(PlaneStack.of(ArrayImgs.unsignedBytes(64, 64)), progress)) //
				.isInstanceOf(CancelledException.class);
			assertThat(tiles.get()).isLessThanOrEqualTo(3);
		}
	}

	@Test
	void cancelStopsTheResidualToo() {
		final AtomicBoolean enlarged = new AtomicBoolean();
		final Progress progress = new Progress() {

			@Override
			public void update(final double fraction) {
				enlarged.set(fraction == 1);
			}

			@Override
			public boolean isCancelled() {
				return enlarged.get();
			}
		};
		try (SuperResolution sr = new SuperResolution(options("2").withResidual(true))) {
			assertThatThrownBy(() -> sr.enlarge(PlaneStack.of(ArrayImgs.unsignedBytes(64, 64)), progress)) //
				.isInstanceOf(CancelledException.class);
		}
	}

	@Test
	void directBuffersStayWithinTheBudgetAndAreReused() throws InterruptedException {
		final long budget = 3L << 20;
		final Options options = options("2").withConsistency(true).withBudget(new MemoryBudget(budget));
		final Img<ARGBType> image = colours(300, 200);
		try (SuperResolution sr = new SuperResolution(options)) {
			final long before = DirectMemory.usedWithoutGarbage();
			sr.enlarge(image);
			assertThat(DirectMemory.used() - before).isPositive().isLessThan(budget);
			final long after = DirectMemory.used();
			sr.enlarge(image);
			assertThat(DirectMemory.used()).isLessThanOrEqualTo(after);
		}
	}

	@Test
	void colourIsNotTiledEitherIfTheNetworkReadsTheWholeImage() {
		final Options options = options("2").withModel(Fixtures.file("squeeze-excitation").toString()).withTile(16);
		try (SuperResolution sr = new SuperResolution(options)) {
			assertThat(sr.enlarge(PlaneStack.of(colours(40, 30)), Progress.NONE).provenance().get("Vernier tiles"))
				.startsWith("1 x 1 tiles");
		}
	}

	@Test
	void networksOfOneSizeTakeThatSize() {
		final Options options = options("1.5").withModel(Fixtures.file("fixed-size").toString());
		assertThat(enlarge(options, colours(32, 24)).dimensionsAsLongArray()).containsExactly(48, 36);
		assertThatThrownBy(() -> enlarge(options, colours(33, 24))).isInstanceOf(VernierException.class)
			.hasMessageContaining("32 x 24").hasMessageContaining("33 x 24");
	}

	@Test
	void nothingRunsAfterClosing() {
		final SuperResolution sr = new SuperResolution(options("2"));
		sr.close();
		sr.close();
		assertThatThrownBy(() -> sr.enlarge(ArrayImgs.unsignedBytes(5, 5))).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("closed");
	}

	@Test
	void aResultThatDoesNotFitIsOneSentence() {
		final PlaneStack huge = PlaneStack.of(ConstantUtils.constantRandomAccessibleInterval(new UnsignedByteType(),
			new FinalInterval(1 << 20, 1 << 20)));
		try (SuperResolution sr = new SuperResolution(options("2"))) {
			assertThatThrownBy(() -> sr.enlarge(huge, Progress.NONE)).isInstanceOf(VernierException.class)
				.hasMessageContaining("2097152 x 2097152").hasMessageContaining("MiB");
		}
	}

	@Test
	void whatRanIsWrittenDown() {
		try (SuperResolution sr = new SuperResolution(options("1.5"))) {
			assertThat(sr.enlarge(PlaneStack.of(ArrayImgs.unsignedBytes(20, 20)), Progress.NONE).provenance()) //
				.containsEntry("Vernier device", "CPU").containsEntry("Vernier scale", "1.5") //
				.hasEntrySatisfying("Vernier model", m -> assertThat(m).contains("residual-x2")) //
				.hasEntrySatisfying("Vernier model sha256", m -> assertThat(m).matches("[0-9a-f]{64}")) //
				.containsKeys("Vernier tiles", "Vernier time");
		}
	}

	@ParameterizedTest
	@CsvSource({ "plain, enlarges", "dilated, 1 channel", "bad/rgb, 1 channel", "bad/truncated, truncated",
		"bad/not-onnx, not", "bad/opset99, 99", "bad/rank3, ", "bad/external-outside, ", "bad/custom-domain, " })
	void modelsThatDoNotFitAreRefusedWithAReason(final String model, final String reason) {
		assertThatThrownBy(() -> new SuperResolution(options("2").withModel(Fixtures.file(model).toString())).close()) //
			.isInstanceOf(VernierException.class).hasMessageContaining(reason == null ? "" : reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "4" })
	void whiteAroundAColourPictureIsComputedOnce(final String scale) {
		final Img<ARGBType> image = ArrayImgs.argbs(700, 600);
		image.forEach(pixel -> pixel.set(0xffffffff));
		final Random random = new Random(4);
		Views.interval(image, new long[] { 300, 200 }, new long[] { 330, 230 }).forEach(pixel -> pixel.set(0xff000000 | random
			.nextInt(1 << 24)));
		// nobody can see of this one that it is white, but by looking at each pixel
		final RandomAccessibleInterval<ARGBType> opaque = Views.interval(new FunctionRandomAccessible<>(2, (position,
			pixel) -> pixel.set(image.getAt(position)), ARGBType::new), image);
		try (SuperResolution sr = new SuperResolution(options(scale))) {
			final SuperResolution.Result result = sr.enlarge(PlaneStack.of(image), Progress.NONE);
			assertThat(result.provenance().get("Vernier tiles")).contains("parts of one value");
			final SuperResolution.Result expected = sr.enlarge(PlaneStack.of(opaque), Progress.NONE);
			assertThat(expected.provenance().get("Vernier tiles")).doesNotContain("parts of one value");
			final Cursor<?> cursor = Views.flatIterable((RandomAccessibleInterval<?>) expected.image().plane(0)).cursor();
			for (final Object found : Views.flatIterable((RandomAccessibleInterval<?>) result.image().plane(0))) {
				final int a = ((ARGBType) found).get();
				final int b = ((ARGBType) cursor.next()).get();
				if (a != b)
					// tiles of another size round otherwise, by one at most
					for (int shift = 0; shift < 24; shift += 8)
						assertThat(Math.abs((a >> shift & 0xff) - (b >> shift & 0xff))).isLessThanOrEqualTo(1);
			}
		}
	}

	/** A processor may know no denormal numbers once a network has run: the range of such an image was empty to it. */
	@Test
	void blackStaysBlack() {
		try (SuperResolution sr = new SuperResolution(options("2"))) {
			for (int run = 0; run < 3; run++)
				for (final Img<? extends RealType<?>> image : List.of(ArrayImgs.unsignedShorts(9, 7), ArrayImgs.floats(9, 7)))
					for (final Object pixel : Views.iterable((RandomAccessibleInterval<?>) sr.enlarge(image)))
						assertThat(((RealType<?>) pixel).getRealDouble()).isZero();
		}
	}
}
