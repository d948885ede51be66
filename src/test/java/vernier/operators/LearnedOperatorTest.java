package vernier.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import vernier.image.BlockReader;
import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.image.ValueRanges;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.model.ModelCatalog;
import vernier.operators.exact.AirLight;
import vernier.operators.exact.ExactOperator;
import vernier.operators.exact.ExactOperators;
import vernier.operators.exact.OperatorInfo;
import vernier.operators.exact.PencilTexture;
import vernier.operators.exact.PencilTones;
import vernier.operators.exact.Picture;

class LearnedOperatorTest {

	/** By how much the first operator of all can change a pixel, times its strength: more, a network may not. */
	private static final double CHANGE = 2 + Math.sqrt(2);

	private static final int WIDTH = 61, HEIGHT = 47;

	private static OperatorOptions options(final String operator) {
		return OperatorOptions.of(operator).withCatalog(OperatorModels.catalog()).withDevice(Device.CPU);
	}

	private static <T> RandomAccessibleInterval<T> apply(final OperatorOptions options,
		final RandomAccessibleInterval<T> image)
	{
		try (LearnedOperator operator = new LearnedOperator(options)) {
			return operator.apply(image);
		}
	}

	private static Map<String, String> provenance(final OperatorOptions options, final RandomAccessibleInterval<?> image) {
		try (LearnedOperator operator = new LearnedOperator(options)) {
			return operator.apply(PlaneStack.of(image), Progress.NONE).provenance();
		}
	}

	private static Img<FloatType> floats(final float low, final float high, final long... size) {
		final Img<FloatType> image = ArrayImgs.floats(size);
		final Random random = new Random(3);
		image.forEach(pixel -> pixel.set(low + (high - low) * random.nextFloat()));
		final net.imglib2.RandomAccess<FloatType> access = image.randomAccess();
		access.setPositionAndGet(new long[size.length]).set(low);
		access.fwd(0);
		access.get().set(high);
		return image;
	}

	private static Img<ARGBType> colours() {
		final Img<ARGBType> image = ArrayImgs.argbs(WIDTH, HEIGHT);
		final Random random = new Random(4);
		image.forEach(pixel -> pixel.set(0xff000000 | random.nextInt(1 << 24)));
		return image;
	}

	private static double largestDifference(final RandomAccessibleInterval<? extends RealType<?>> a,
		final RandomAccessibleInterval<? extends RealType<?>> b)
	{
		double largest = 0;
		final var other = Views.flatIterable(b).cursor();
		for (final RealType<?> value : Views.flatIterable(a))
			largest = Math.max(largest, Math.abs(value.getRealDouble() - other.next().getRealDouble()));
		return largest;
	}

	@ParameterizedTest
	@CsvSource({ "0.005, 0", "0.05, 0.5", "0.5, 1" })
	void theNetworkIsToldTheSlidersPlace(final double strength, final double place) {
		final Img<FloatType> image = floats(0, 1, 30, 20);
		final RandomAccessibleInterval<FloatType> result = apply(options("rof").withModel("tiny-rof").withStrength(strength),
			image);
		final var cursor = Views.flatIterable(image).cursor();
		for (final FloatType value : Views.flatIterable(result))
			assertThat(value.get()).isCloseTo((float) Math.min(1, cursor.next().get() + Math.min(place, CHANGE *
				strength)), offset(1e-5f));
	}

	@Test
	void aNetworkOfOneSizeTakesImagesOfThatSize() throws URISyntaxException {
		final Path folder = Path.of(getClass().getResource("/operators/fixed/tiny-fixed").toURI());
		final OperatorOptions options = options("rof").withModel(folder.toString()).withStrength(0.05);
		final Img<FloatType> image = floats(0, 1, 32, 24);
		assertThat(largestDifference(apply(options, image), image)).isCloseTo(CHANGE * 0.05, offset(1e-5));
		refused(options, floats(0, 1, 40, 24), "only images of 32 x 24 pixels, this one has 40 x 24");
	}

	/** Patterns of full contrast and a pixel's width, which photographs do not have, once came out with 37 times the range. */
	@ParameterizedTest
	@ValueSource(strings = { "rof", "tv-l1", "non-local-means", "l0-smoothing" })
	void thinLinesDoNotLeaveTheRange(final String id) {
		final Img<FloatType> image = thinLines();
		final OperatorOptions options = OperatorOptions.of(id).withMode(Mode.LEARNED).withDevice(Device.CPU);
		for (final FloatType value : Views.flatIterable(apply(options, image)))
			assertThat(value.get()).isBetween(0f, 1f);
		assertThat(largestDifference(apply(options.withTile(50), image), apply(options, image))).isLessThan(1e-4);
	}

	/** Around a black square on white, the network once made ghosts of the full range. */
	@Test
	void totalVariationLeavesEvenGroundAlone() {
		final Img<FloatType> image = ArrayImgs.floats(192, 192);
		for (int i = 0; i < 192 * 192; i++)
			image.getAt(i % 192, i / 192).set(Math.abs(i % 192 - 96) < 15 && Math.abs(i / 192 - 96) < 15 ? 0 : 1);
		final OperatorOptions options = OperatorOptions.of("rof").withMode(Mode.LEARNED).withDevice(Device.CPU);
		final RandomAccessibleInterval<FloatType> result = apply(options, image);
		assertThat(largestDifference(result, image)).isLessThan(0.18);
		assertThat(result.getAt(96, 60).get()).isGreaterThan(0.97f);
		assertThat(largestDifference(apply(options.withTile(50), image), result)).isLessThan(1e-4);
	}

	/** Where a network makes a texture of some levels. */
	@ParameterizedTest
	@ValueSource(strings = { "rof", "l0-smoothing", "photographic-style", "multiscale-tone", "local-contrast",
		"richardson-lucy" })
	void evenImagesAreWhatTheOperatorMakesOfThem(final String id) {
		final Img<ARGBType> rgb = ArrayImgs.argbs(70, 30);
		rgb.forEach(pixel -> pixel.set(0xffc81e1e));
		final Img<UnsignedByteType> gray = ArrayImgs.unsignedBytes(30, 70);
		gray.forEach(pixel -> pixel.set(37));
		final OperatorOptions options = OperatorOptions.of(id).withDevice(Device.CPU);
		final RandomAccessibleInterval<ARGBType> exact = apply(options.withMode(Mode.EXACT), rgb);
		final RandomAccessibleInterval<ARGBType> learned = apply(options.withMode(Mode.LEARNED), rgb);
		final RandomAccessibleInterval<UnsignedByteType> exactGray = apply(options.withMode(Mode.EXACT), gray);
		final RandomAccessibleInterval<UnsignedByteType> learnedGray = apply(options.withMode(Mode.LEARNED).withTile(32), gray);
		for (int i = 0; i < 30; i++) {
			assertThat(learned.getAt(2 * i, i)).isEqualTo(exact.getAt(2 * i, i));
			assertThat(learnedGray.getAt(i, 2 * i)).isEqualTo(exactGray.getAt(i, 2 * i));
		}
	}

	/** On even ground the operator takes over from the network, which once left a seam of several levels. */
	@ParameterizedTest
	@CsvSource({ "photographic-style, 40, 44", "photographic-style, 120, 124", "multiscale-tone, 200, 60" })
	void evenGroundHasNoSeam(final String id, final int left, final int right) {
		final int width = 360, edge = 100;
		final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(width, 40);
		for (int i = 0; i < width * 40; i++)
			image.getAt(i % width, i / width).set(i % width < edge ? left : right);
		final OperatorOptions options = OperatorOptions.of(id).withDevice(Device.CPU);
		final RandomAccessibleInterval<UnsignedByteType> result = apply(options.withMode(Mode.LEARNED), image);
		final RandomAccessibleInterval<UnsignedByteType> tiled = apply(options.withMode(Mode.LEARNED).withTile(50), image);
		final int exact = apply(options.withMode(Mode.EXACT), image).getAt(width - 1, 20).get();
		for (int x = edge + 30; x < width - 1; x++) {
			final int value = result.getAt(x, 20).get();
			assertThat(Math.abs(value - result.getAt(x + 1, 20).get())).isLessThan(2);
			if (x > edge + 90)
				assertThat(value).isEqualTo(exact);
			assertThat(Math.abs(value - tiled.getAt(x, 20).get())).isLessThan(2);
		}
	}

	/** Networks once changed them by up to 7 dB at the strength that does nothing. */
	@ParameterizedTest
	@CsvSource({ "multiscale-detail, 1", "multiscale-tone, 0", "photographic-style, 0", "local-contrast, 1",
		"dark-channel-dehazing, 0", "nonlocal-dehazing, 0" })
	void aNeutralStrengthLeavesTheImageAsItIs(final String id, final double neutral) {
		final Img<ARGBType> image = redPicture();
		final OperatorOptions options = OperatorOptions.of(id).withMode(Mode.LEARNED).withDevice(Device.CPU);
		final RandomAccessibleInterval<ARGBType> result = apply(options.withStrength(neutral), image);
		final RandomAccessibleInterval<ARGBType> exact = apply(options.withMode(Mode.EXACT).withStrength(neutral), image);
		for (final RandomAccessibleInterval<ARGBType> found : List.of(result, exact))
			LoopBuilder.setImages(image, found).forEachPixel((before, after) -> assertThat(after).isEqualTo(before));
		// neutral at the left, stronger from column to column, and as one strength where that is reached
		final OperatorInfo info = ExactOperators.get(id).info();
		final Img<FloatType> map = ArrayImgs.floats(WIDTH, HEIGHT);
		for (int i = 0; i < WIDTH * HEIGHT; i++)
			map.getAt(i % WIDTH, i / WIDTH).set((float) info.at(Math.max(0, i % WIDTH - 20) * 0.002));
		final OperatorOptions mapped = options.withMap(PlaneStack.of(map));
		final RandomAccessibleInterval<ARGBType> whole = apply(mapped, image), tiled = apply(mapped.withTile(32), image);
		for (int i = 0; i < WIDTH * HEIGHT; i++) {
			final int x = i % WIDTH, y = i / WIDTH;
			assertThat(tiled.getAt(x, y)).isEqualTo(whole.getAt(x, y));
			if (x <= 20)
				assertThat(whole.getAt(x, y)).isEqualTo(image.getAt(x, y));
		}
	}

	/** With a little texture, which dehazing by the network once made another colour. */
	private static Img<ARGBType> redPicture() {
		final Img<ARGBType> image = ArrayImgs.argbs(WIDTH, HEIGHT);
		final Random random = new Random(6);
		image.forEach(pixel -> pixel.set(ARGBType.rgba(180 + random.nextInt(60), random.nextInt(40), random.nextInt(30), 255)));
		return image;
	}

	/** The network once made red orange. */
	@Test
	void styleScalesChromaWithLuma() {
		final Img<ARGBType> image = ArrayImgs.argbs(96, 96);
		for (int i = 0; i < 96 * 96; i++)
			image.getAt(i % 96, i / 96).set(i % 96 / 8 % 2 == 0 ? 0xffb40a14 : 0xff300406);
		final OperatorOptions options = OperatorOptions.of("photographic-style").withMode(Mode.LEARNED).withDevice(Device.CPU);
		for (final ARGBType pixel : Views.flatIterable(apply(options, image))) {
			final int green = ARGBType.green(pixel.get()), blue = ARGBType.blue(pixel.get());
			assertThat(blue).isGreaterThanOrEqualTo(green);
		}
	}

	/** White on black stays: the ball does not reach into lines, nor are there tones in between. */
	@ParameterizedTest
	@ValueSource(strings = { "background-removal", "local-contrast" })
	void thinLinesStay(final String id) {
		final Img<FloatType> image = thinLines();
		assertThat(largestDifference(apply(OperatorOptions.of(id).withMode(Mode.LEARNED).withDevice(Device.CPU), image), image))
			.isLessThan(0.1);
	}

	/** Non-local means sees 10 pixels far; of the network's own, half of these bars once came out in other colours. */
	@Test
	void areasOfPureColourStay() {
		final int[] colours = { 0xffffffff, 0xffffff00, 0xff00ffff, 0xff00ff00, 0xffff00ff, 0xffff0000, 0xff0000ff, 0xff000000 };
		final Img<ARGBType> bars = ArrayImgs.argbs(208, 104);
		for (int i = 0; i < 208 * 104; i++)
			bars.getAt(i % 208, i / 208).set(colours[i % 208 / 26]);
		final OperatorOptions options = OperatorOptions.of("non-local-means").withMode(Mode.LEARNED).withDevice(Device.CPU);
		final RandomAccessibleInterval<ARGBType> result = apply(options, bars), tiled = apply(options.withTile(61), bars);
		for (int x = 0; x < 208; x++) {
			assertThat(tiled.getAt(x, 50)).isEqualTo(result.getAt(x, 50));
			if (x % 26 >= 10 && x % 26 < 16)
				assertThat(result.getAt(x, 50)).isEqualTo(bars.getAt(x, 50));
		}
	}

	private static Img<FloatType> thinLines() {
		final Img<FloatType> image = ArrayImgs.floats(128, 128);
		for (int x = 0; x < 128; x++)
			for (final int y : new int[] { 20 + x / 2, 100 - x / 3, (5 * x + 30) % 128 })
				image.getAt(x, y).set(1);
		return image;
	}

	@Test
	void grayAndColourHaveTheirOwnLimits() {
		final Img<UnsignedByteType> gray = ArrayImgs.unsignedBytes(40, 30);
		final Img<ARGBType> rgb = ArrayImgs.argbs(40, 30);
		gray.forEach(pixel -> pixel.set(10));
		rgb.forEach(pixel -> pixel.set(0xff0a0a0a));
		final OperatorOptions options = OperatorOptions.of("local-contrast").withStrength(1).withDevice(Device.CPU);
		try (LearnedOperator both = new LearnedOperator(options)) {
			final RandomAccessibleInterval<ARGBType> colour = both.apply(rgb);
			// slope 1 leaves gray as it is
			for (final UnsignedByteType value : Views.flatIterable(both.apply(gray)))
				assertThat(value.get()).isEqualTo(10);
			assertThat(both.apply(rgb).randomAccess().get().get()).isEqualTo(colour.randomAccess().get().get());
		}
	}

	@Test
	void tilesEqualTheWhole() {
		// the network works on a grid of 2 x 2 pixels, and both sides are odd
		final Img<FloatType> image = floats(-3, 8, WIDTH, HEIGHT);
		final OperatorOptions options = options("l0-smoothing").withStrength(0.01);
		final RandomAccessibleInterval<FloatType> whole = apply(options.withTile(1000), image);
		for (final int tile : new int[] { 7, 16, 33 })
			assertThat(largestDifference(apply(options.withTile(tile), image), whole)).isLessThan(11 * 1e-5);
	}

	@Test
	void guidesAndNumbersAreThoseOfTheWholePlaneInEveryTile() {
		final Img<ARGBType> image = colours();
		for (final String id : List.of("photographic-style", "pencil-drawing", "dark-channel-dehazing")) {
			final RandomAccessibleInterval<ARGBType> whole = apply(options(id).withTile(1000), image);
			final RandomAccessibleInterval<ARGBType> tiles = apply(options(id).withTile(9), image);
			final var cursor = Views.flatIterable(whole).cursor();
			for (final ARGBType value : Views.flatIterable(tiles))
				assertThat(value.get()).isEqualTo(cursor.next().get());
		}
	}

	@Test
	void pencilIsToldTextureAndReach() {
		final Img<FloatType> image = floats(0, 1, 120, 100);
		final RandomAccessibleInterval<FloatType> result = apply(options("pencil-drawing").withTile(32), image);
		final float[] texture = PencilTexture.of(0, 0, 120, 100);
		final int reach = PencilTones.of(Picture.of(image)).reach();
		assertThat(reach).isEqualTo(2);
		int i = 0;
		for (final FloatType value : Views.flatIterable(result))
			assertThat(value.get()).isCloseTo(texture[i++] + 0.5f * reach / 32, offset(1e-5f));
	}

	@Test
	void aNetworkOfSeveralOperatorsIsToldWhich() {
		final Img<FloatType> image = floats(0, 1, 40, 40);
		// 0.125 for rof; 0.25 and a quarter of the reach for the pencil, whose numbers rof does not have
		assertThat(apply(options("rof").withModel("tiny-several"), image).randomAccess().get().get()).isCloseTo(0.125f, offset(
			1e-6f));
		assertThat(apply(options("pencil-drawing").withModel("tiny-all"), image).randomAccess().get().get()).isCloseTo(0.25f +
			0.25f * 1 / 32, offset(1e-6f));
		final Img<ARGBType> colours = colours();
		final float[][] channels = new float[3][WIDTH * HEIGHT];
		int i = 0;
		for (final ARGBType pixel : colours) {
			for (int c = 0; c < 3; c++)
				channels[c][i] = (pixel.get() >> 16 - 8 * c & 255) / 255f;
			i++;
		}
		final float air = AirLight.of(new Picture(WIDTH, HEIGHT, channels)).red();
		final int expected = (int) Math.floor(255 * Math.min(1, 0.5 + 0.5 * air) + 0.5);
		final RandomAccessibleInterval<ARGBType> result = apply(options("dark-channel-dehazing").withModel("tiny-all"), colours);
		assertThat(result.randomAccess().get().get() & 255).isEqualTo(expected);
	}

	@Test
	void grayIsTheMeanOfThreeEqualColours() {
		final Img<UnsignedByteType> gray = ArrayImgs.unsignedBytes(40, 30);
		final Img<ARGBType> rgb = ArrayImgs.argbs(40, 30);
		final Random random = new Random(1);
		final var cursor = rgb.cursor();
		gray.forEach(pixel -> {
			final int value = random.nextInt(200);
			pixel.set(value);
			cursor.next().set(ARGBType.rgba(value, value, value, 255));
		});
		final OperatorOptions options = options("l0-smoothing").withStrength(0.003);
		final var colours = Views.flatIterable(apply(options, rgb)).cursor();
		for (final UnsignedByteType value : Views.flatIterable(apply(options, gray))) {
			final int colour = colours.next().get();
			final double mean = ((colour >> 16 & 255) + (colour >> 8 & 255) + (colour & 255)) / 3.0;
			assertThat((double) value.get()).isCloseTo(mean, offset(1.0));
		}
	}

	@Test
	void aMapGivesEachPixelItsStrength() {
		final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(30, 20);
		final Img<FloatType> map = ArrayImgs.floats(30, 20);
		int i = 0;
		for (final FloatType pixel : map)
			pixel.set(i++ % 30 < 15 ? 0.005f : 0.05f);
		final OperatorOptions options = options("rof").withModel("tiny-rof").withMap(PlaneStack.of(map)).withTile(7);
		i = 0;
		for (final UnsignedByteType value : Views.flatIterable(apply(options, image)))
			assertThat(value.get()).isEqualTo(i++ % 30 < 15 ? 0 : (int) Math.round(CHANGE * 0.05 * 255));
		assertThat(provenance(options, image)).containsEntry("Vernier strength", "map");
	}

	@Test
	void badMapsAreRefused() {
		final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(30, 20, 3);
		final OperatorOptions options = options("rof").withModel("tiny-rof");
		refused(options.withMap(PlaneStack.of(floats(0.1f, 0.2f, 20, 30))), image,
			"The strength map has 20 x 30 pixels and the image 30 x 20: they must be of the same size.");
		refused(options.withMap(PlaneStack.of(floats(0.1f, 0.2f, 30, 20, 2))), image, "2 planes and the image 3");
		refused(options.withMap(PlaneStack.of(floats(0.1f, 0.7f, 30, 20))), image,
			"has the value 0.7 at x = 1, y = 0; the strengths of Rudin-Osher-Fatemi go from 0.005 to 0.5");
		refused(options.withMap(PlaneStack.of(floats(0.1f, Float.NaN, 30, 20))), image, "has the value NaN");
		refused(options.withMap(PlaneStack.of(ArrayImgs.argbs(30, 20))), image, "is in colour");
		final OperatorOptions withMap = options("rof").withMap(PlaneStack.of(floats(0.1f, 0.2f, 30, 20)));
		refused(withMap.withMode(Mode.EXACT), image, "one strength for the whole image: use mode Learned");
		refused(options("background-removal").withMap(PlaneStack.of(floats(6, 7, 30, 20))), image,
			"A strength map needs a network");
	}

	private static void refused(final OperatorOptions options, final RandomAccessibleInterval<?> image, final String why) {
		assertThatThrownBy(() -> provenance(options, image)).isInstanceOf(VernierException.class).hasMessageContaining(why)
			.hasMessageEndingWith(".");
	}

	@Test
	void exactIsTheOperatorItself() {
		final Img<FloatType> image = floats(0, 1, WIDTH, HEIGHT);
		final ExactOperator operator = ExactOperators.get("l0-smoothing");
		final Picture expected = operator.apply(Picture.of(image), 0.02, Progress.NONE);
		final RandomAccessibleInterval<FloatType> result = apply(options("l0-smoothing").withMode(Mode.EXACT), image);
		assertThat(largestDifference(result, expected.image(0))).isLessThan(1e-6);
		assertThat(provenance(options("l0-smoothing").withMode(Mode.EXACT), image)).containsEntry("Vernier mode", "Exact")
			.containsEntry("Vernier model", "none, exact operator").containsEntry("Vernier strength", "0.02");
	}

	@Test
	void autoTakesTheNetworkIfThereIsOneThatIsFaster() {
		final List<String> log = new ArrayList<>();
		final Img<FloatType> image = floats(0, 1, 20, 20);
		assertThat(provenance(options("l0-smoothing").withLog(log::add), image)).containsEntry("Vernier mode", "Learned")
			.containsEntry("Vernier model", "tiny-l0 1.0.0").containsEntry("Vernier device", "CPU");
		assertThat(log).isEmpty();
		assertThat(provenance(options("tv-l1").withLog(log::add), image)).containsEntry("Vernier mode", "Exact");
		assertThat(provenance(options("local-contrast").withLog(log::add), image)).containsEntry("Vernier mode", "Exact");
		assertThat(log).containsExactly("TV-L1 is computed exactly: its network is not faster.",
			"Local contrast (CLAHE) is computed exactly: no network knows it.");
		assertThat(provenance(options("tv-l1").withMode(Mode.LEARNED), image)).containsEntry("Vernier model", "tiny-slow 1.0.0");
	}

	/** Of a mask, the network of TV-L1 once erased half of the discs that the exact operator removes or leaves as a whole. */
	@Test
	void masksAreLeftToTheExactOperatorByAutomaticMode() {
		final Img<UnsignedByteType> masks = ArrayImgs.unsignedBytes(90, 70, 2);
		for (int i = 0; i < 90 * 70; i++) {
			masks.getAt(i % 90, i / 90, 0).set(Math.hypot(i % 90 % 30 - 15, i / 90 - 35) < 4 + i % 90 / 30 ? 255 : 0);
			masks.getAt(i % 90, i / 90, 1).set(i % 90 + i / 90);
		}
		final List<String> log = new ArrayList<>();
		final OperatorOptions options = OperatorOptions.of("tv-l1").withDevice(Device.CPU).withLog(log::add);
		// all planes as the first one
		final RandomAccessibleInterval<UnsignedByteType> result = apply(options, masks);
		LoopBuilder.setImages(apply(options.withMode(Mode.EXACT), masks), result).forEachPixel((exact, found) -> assertThat(found)
			.isEqualTo(exact));
		assertThat(log).singleElement().asString().startsWith("TV-L1 is computed exactly: the image is nearly of two values");
		final RandomAccessibleInterval<UnsignedByteType> mask = Views.hyperSlice(masks, 2, 0), ramp = Views.hyperSlice(masks, 2,
			1);
		assertThat(provenance(options, mask)).containsEntry("Vernier mode", "Exact");
		assertThat(provenance(options, ramp)).containsEntry("Vernier mode", "Learned");
		assertThat(provenance(options.withMode(Mode.LEARNED), mask)).containsEntry("Vernier mode", "Learned");
		assertThat(provenance(OperatorOptions.of("rof").withDevice(Device.CPU), mask)).containsEntry("Vernier mode", "Learned");
		try (LearnedOperator operator = new LearnedOperator(options)) {
			final Region region = new Region(10, 10, 30, 30);
			assertThat(operator.part(mask, region, ValueRange.BYTE, Progress.NONE).isLearned()).isFalse();
			assertThat(operator.part(ramp, region, ValueRange.BYTE, Progress.NONE).isLearned()).isTrue();
		}
	}

	@Test
	void twoValuesAreTold() {
		final Img<UnsignedByteType> plane = ArrayImgs.unsignedBytes(100, 100);
		final BlockReader reader = Planes.reader(plane, ValueRange.BYTE);
		assertThat(TwoValues.in(reader)).isFalse();
		for (int i = 0; i < 10_000; i++)
			plane.getAt(i % 100, i / 100).set(i % 100 < 10 ? 250 - i % 3 : 3 + i % 4);
		assertThat(TwoValues.in(reader)).isTrue();
		// gray between the two, or a few bright spots
		for (int i = 0; i < 10_000; i++)
			plane.getAt(i % 100, i / 100).set(i % 100 < 10 ? 250 : i % 100 < 20 ? 100 : 0);
		assertThat(TwoValues.in(reader)).isFalse();
		for (int i = 0; i < 10_000; i++)
			plane.getAt(i % 100, i / 100).set(i % 211 == 0 ? 250 : 0);
		assertThat(TwoValues.in(reader)).isFalse();
		final Img<ARGBType> red = ArrayImgs.argbs(100, 100);
		for (int i = 0; i < 10_000; i++)
			red.getAt(i % 100, i / 100).set(i % 100 < 50 ? 0xffff0000 : 0xff000000);
		assertThat(TwoValues.in(Planes.reader(red, ValueRange.BYTE))).isTrue();
	}

	@Test
	void whatCannotBeIsRefusedWithTheReason(@TempDir final Path empty) {
		final Img<UnsignedByteType> gray = ArrayImgs.unsignedBytes(20, 20);
		refused(options("rof").withStrength(7), gray, "The strength 7 is out of range for Rudin-Osher-Fatemi: use 0.005 to 0.5");
		refused(options("rof").withStrength(Double.NaN), gray, "The strength NaN is out of range");
		refused(options("local-contrast").withMode(Mode.LEARNED), gray, "There is no network that knows Local contrast");
		refused(options("local-contrast").withModel("tiny-l0"), gray, "does not know local-contrast, but l0-smoothing");
		refused(options("rof").withModel("nothing"), gray, "There is no model \"nothing\"");
		refused(options("rof").withModel("tiny-wrong"), gray, "takes 5 and gives 3 channels, but by its description 4 and 3");
		refused(options("rof").withModel("tiny-curious"), gray, "wants to know \"weather\"");
		refused(options("rof").withMode(Mode.EXACT).withDevice(Device.GPU), gray, "Exact operators run on the CPU only");
		refused(options("rof").withCatalog(ModelCatalog.ofFolder(empty)).withDevice(Device.GPU), gray, "run on the CPU only");
		for (final String dehazing : List.of("dark-channel-dehazing", "nonlocal-dehazing"))
			for (final Mode mode : List.of(Mode.AUTO, Mode.EXACT))
				refused(options(dehazing).withMode(mode), gray, "works on the colours of a picture, and this one is gray");
		assertThatThrownBy(() -> OperatorOptions.of("l1-smoothing")).hasMessageStartingWith(
			"There is no operator \"l1-smoothing\": use one of rof, tv-l1, l0-smoothing");
		assertThatThrownBy(() -> Mode.parse("fast")).hasMessage("Unknown mode \"fast\": use Auto, Learned or Exact.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "LEARNED", "EXACT" })
	void slicesOfADataRangeAreTreatedAlike(final Mode mode) {
		// 12 bits of 16; the second slice is darker, and must not be stretched to the range of the first
		final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(24, 18, 2);
		final Random random = new Random(5);
		final var cursor = image.localizingCursor();
		while (cursor.hasNext()) {
			cursor.fwd();
			cursor.get().set(random.nextInt(4096) / (cursor.getIntPosition(2) + 1));
		}
		cursor.reset();
		cursor.next().set(0);
		cursor.next().set(4095);
		final RandomAccessibleInterval<UnsignedShortType> result = apply(options("rof").withModel("tiny-rof").withMode(mode)
			.withStrength(0.05), image);
		assertThat(result.dimensionsAsLongArray()).isEqualTo(image.dimensionsAsLongArray());
		final Img<FloatType> scaled = ArrayImgs.floats(24, 18);
		final var from = Views.flatIterable(Views.hyperSlice(image, 2, 1)).cursor();
		scaled.forEach(pixel -> pixel.set(from.next().get() / 4095f));
		final float[] expected = mode == Mode.LEARNED ? null : ExactOperators.get("rof").apply(Picture.of(scaled), 0.05,
			Progress.NONE).channels()[0];
		int i = 0;
		final var source = Views.flatIterable(scaled).cursor();
		for (final UnsignedShortType value : Views.flatIterable(Views.hyperSlice(result, 2, 1))) {
			final double want = 4095 * (mode == Mode.LEARNED ? source.next().get() + CHANGE * 0.05 : expected[i++]);
			assertThat(value.get() - want).isBetween(-0.6, 0.6);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "LEARNED", "EXACT" })
	void notANumberStaysWhereItIsAndDoesNotSpread(final Mode mode) {
		final Img<FloatType> image = floats(0, 1, 32, 32);
		image.randomAccess().setPositionAndGet(10, 12).set(Float.NaN);
		image.randomAccess().setPositionAndGet(20, 12).set(Float.POSITIVE_INFINITY);
		final RandomAccessibleInterval<FloatType> result = apply(options("l0-smoothing").withMode(mode), image);
		int odd = 0;
		for (final FloatType value : Views.flatIterable(result))
			odd += Float.isFinite(value.get()) ? 0 : 1;
		assertThat(odd).isEqualTo(2);
		assertThat(result.randomAccess().setPositionAndGet(10, 12).get()).isNaN();
		assertThat(result.randomAccess().setPositionAndGet(20, 12).get()).isEqualTo(Float.POSITIVE_INFINITY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "LEARNED", "EXACT" })
	void tinyAndConstantImages(final Mode mode) {
		for (final long[] size : new long[][] { { 1, 1 }, { 1, 9 }, { 9, 1 }, { 3, 2 } })
			assertThat(apply(options("l0-smoothing").withMode(mode), floats(0, 1, Math.max(2, size[0]), size[1]))
				.dimension(1)).isEqualTo(size[1]);
		final Img<FloatType> constant = ArrayImgs.floats(16, 16);
		constant.forEach(pixel -> pixel.set(7));
		assertThat(apply(options("l0-smoothing").withMode(mode), constant).randomAccess().get().get()).isCloseTo(7f, offset(
			1e-5f));
	}

	@Test
	void aPartIsToldOfTheWhole() {
		final Img<ARGBType> image = colours();
		try (LearnedOperator operator = new LearnedOperator(options("pencil-drawing"))) {
			final RandomAccessibleInterval<?> whole = operator.apply(PlaneStack.of(image), Progress.NONE).image().plane(0);
			final LearnedOperator.Part part = operator.part(image, new Region(20, 10, 30, 25), ValueRange.BYTE,
				Progress.NONE);
			final RandomAccessibleInterval<?> found = part.at(1, Progress.NONE);
			assertThat(found.dimension(0)).isEqualTo(30);
			for (int y = 0; y < 25; y++)
				for (int x = 0; x < 30; x++)
					assertThat(((ARGBType) found.randomAccess().setPositionAndGet(x, y)).get()).isEqualTo(((ARGBType) whole
						.randomAccess().setPositionAndGet(x + 20, y + 10)).get());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "LEARNED", "EXACT" })
	void aPartInTheRangeOfAllSlicesIsThatOfTheResult(final Mode mode) {
		final Img<FloatType> image = floats(0, 4, 32, 24, 2);
		Views.hyperSlice(image, 2, 1).forEach(pixel -> pixel.mul(0.2f));
		image.getAt(10, 12, 1).set(Float.NaN);
		final PlaneStack stack = PlaneStack.of(image);
		try (LearnedOperator operator = new LearnedOperator(options("l0-smoothing").withMode(mode))) {
			final RandomAccessibleInterval<?> whole = operator.apply(stack, Progress.NONE).image().plane(1);
			final double strength = options("l0-smoothing").strength();
			final RandomAccessibleInterval<?> found = operator.part(stack.plane(1), new Region(0, 0, 32, 24), ValueRanges.of(stack,
				stack.rangeGroup(1), Progress.NONE), Progress.NONE).at(strength, Progress.NONE);
			for (int y = 0; y < 24; y++)
				for (int x = 0; x < 32; x++)
					assertThat(((FloatType) found.getAt(x, y)).get()).isEqualTo(Float.valueOf(((FloatType) whole
						.getAt(x, y)).get()));
			assertThat(((FloatType) found.getAt(10, 12)).get()).isNaN();
		}
	}

	@Test
	void cancelEndsIt() {
		for (final Mode mode : List.of(Mode.LEARNED, Mode.EXACT))
			try (LearnedOperator operator = new LearnedOperator(options("l0-smoothing").withMode(mode))) {
				assertThatThrownBy(() -> operator.apply(PlaneStack.of(floats(0, 1, 30, 30)), Cancelled.PROGRESS)).isInstanceOf(
					CancelledException.class);
			}
	}

	@Test
	void cancelIsHeardWhileAPlaneIsMeasured() {
		final Img<FloatType> image = floats(0, 1, 30, 30);
		final Region region = new Region(0, 0, 8, 8);
		final int[] asked = { 0 };
		final Progress later = new Progress() {

			@Override
			public void update(final double fraction) {
				// nobody listens
			}

			@Override
			public boolean isCancelled() {
				// once while the plane is read
				return ++asked[0] > 1;
			}
		};
		for (final Mode mode : List.of(Mode.LEARNED, Mode.EXACT))
			try (LearnedOperator operator = new LearnedOperator(options("photographic-style").withMode(mode))) {
				asked[0] = 0;
				assertThatThrownBy(() -> operator.part(image, region, new ValueRange(0, 1, 0), later)).isInstanceOf(
					CancelledException.class);
			}
	}

	/** Cameras have them; a network that was given their value would spoil the whole picture. */
	@Test
	void aHotPixelDoesNotSpoilItsSurroundings() {
		final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(200, 160);
		image.forEach(pixel -> pixel.set(100));
		for (int y = 40; y < 120; y++)
			for (int x = 0; x < 100; x++)
				image.getAt(x, y).set(200 + x % 7);
		try (LearnedOperator smoothing = new LearnedOperator(OperatorOptions.of("rof").withDevice(Device.CPU))) {
			final RandomAccessibleInterval<UnsignedShortType> clean = smoothing.apply(image);
			image.getAt(150, 80).set(65535);
			final RandomAccessibleInterval<UnsignedShortType> hot = smoothing.apply(image);
			for (int y = 0; y < 160; y++)
				for (int x = 0; x < 200; x++)
					if (Math.max(Math.abs(x - 150), Math.abs(y - 80)) > 12)
						assertThat(Math.abs(hot.getAt(x, y).get() - clean.getAt(x, y).get())).as("%d, %d", x, y).isLessThan(2);
			assertThat(hot.getAt(150, 80).get()).isGreaterThan(60000);
		}
	}

	/** Nor does a value that marks what is missing: one such pixel once moved the background of a disc of thousands. */
	@ParameterizedTest
	@EnumSource(value = Mode.class, names = { "LEARNED", "EXACT" })
	void aPixelFarBelowDoesNotSpoilTheRest(final Mode mode) {
		final Img<FloatType> image = spots();
		final OperatorOptions options = OperatorOptions.of("background-removal").withMode(mode).withDevice(Device.CPU);
		final RandomAccessibleInterval<FloatType> clean = apply(options, image);
		image.getAt(90, 80).set(-9999);
		final RandomAccessibleInterval<FloatType> found = apply(options, image);
		for (int y = 0; y < 96; y++)
			for (int x = 0; x < 96; x++)
				if (Math.max(Math.abs(x - 90), Math.abs(y - 80)) > 12)
					assertThat(found.getAt(x, y).get()).as("%d, %d", x, y).isCloseTo(clean.getAt(x, y).get(), offset(mode == Mode.EXACT
						? 0.2f : 1));
		assertThat(found.getAt(90, 80).get()).isLessThan(-9000);
	}

	/** Whatever the darkest pixel of the image is; it once was what a removed background became. */
	@ParameterizedTest
	@EnumSource(value = Mode.class, names = { "LEARNED", "EXACT" })
	void aRemovedBackgroundIsZero(final Mode mode) {
		final Img<FloatType> floats = spots();
		final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(96, 96);
		LoopBuilder.setImages(floats, image).forEachPixel((from, to) -> to.set(Math.round(from.get())));
		final OperatorOptions options = OperatorOptions.of("background-removal").withMode(mode).withDevice(Device.CPU);
		for (final RandomAccessibleInterval<? extends RealType<?>> found : List.of(apply(options, image), apply(options,
			floats)))
		{
			assertThat(found.getAt(10, 10).getRealDouble()).isBetween(-5.0, 20.0);
			assertThat(found.getAt(48, 48).getRealDouble()).isBetween(250.0, 330.0);
		}
		try (LearnedOperator operator = new LearnedOperator(options)) {
			assertThat(operator.apply(PlaneStack.of(image), Progress.NONE).image().below(0)).isBetween(980.0, 1000.0);
		}
	}

	/** A background of 1000 with a little noise, and a round object of 300 on it. */
	private static Img<FloatType> spots() {
		final Img<FloatType> image = ArrayImgs.floats(96, 96);
		final Random random = new Random(5);
		for (int y = 0; y < 96; y++)
			for (int x = 0; x < 96; x++)
				image.getAt(x, y).set((float) (1000 + random.nextGaussian() * 3 + 300 / (1 + Math.exp(Math.hypot(x - 48, y -
					48) - 7))));
		return image;
	}
}
