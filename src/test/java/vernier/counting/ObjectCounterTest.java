package vernier.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import vernier.counting.simulation.SceneOptions;
import vernier.counting.simulation.Simulator;
import vernier.counting.simulation.Span;
import vernier.counting.spots.Colour;
import vernier.counting.spots.Polarity;
import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.Grid;
import vernier.image.MaskArea;
import vernier.image.PlanePosition;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.VernierException;
import vernier.inference.Device;

class ObjectCounterTest {

	private static ObjectCounter.Result count(final RandomAccessibleInterval<?> image, final CountOptions options,
		final MaskArea... areas)
	{
		return ObjectCounter.count(PlaneStack.of(image), List.of(areas), options, Progress.NONE);
	}

	private static double whole(final RandomAccessibleInterval<?> image, final CountOptions options) {
		return count(image, options).counts().get(0).count();
	}

	/** No resampling, reduced by 5, enlarged by 2.5. */
	@ParameterizedTest
	@ValueSource(doubles = { 3, 20, 1.6 })
	void theDensitySumsToTheCountWhateverTheTiles(final double size) {
		final RandomAccessibleInterval<UnsignedByteType> image = CountingFixtures.picture(67, 45, 1);
		final ObjectCounter.Result large = count(image, CountingFixtures.tiny(size).withDensity(true));
		final double expected = large.counts().get(0).count();
		assertThat(expected).isGreaterThan(1);
		assertThat(PointDensity.sum(large.density().orElseThrow())).isCloseTo(expected, within(1e-5 * expected));
		for (final int tile : new int[] { 7, 16, 40 }) {
			final ObjectCounter.Result small = count(image, CountingFixtures.tiny(size).withDensity(true).withTile(tile));
			assertThat(small.counts().get(0).count()).isCloseTo(expected, within(1e-6 * expected));
			assertThat(small.counts().get(0).low()).isEqualTo(large.counts().get(0).low());
			assertThat(difference(small, large)).isLessThan(1e-6);
		}
	}

	/** By the bundled network. */
	@Test
	void ofNoiseAloneTheIntervalBeginsAtNothing() {
		final Random random = new Random(5);
		final float[] noise = new float[128 * 128];
		for (int i = 0; i < noise.length; i++)
			noise[i] = (float) (100 + 10 * random.nextGaussian());
		final Count count = count(ArrayImgs.floats(noise, 128, 128), CountOptions.ofSize(1).withDevice(Device.CPU)).counts()
			.get(0);
		assertThat(count.count()).isLessThan(20);
		assertThat(count.low()).isZero();
		assertThat(count.high()).isBetween(2.0, 40.0);
	}

	@Test
	void crowdsThatMayBeTextureAreTold() {
		final MaskArea area = MaskArea.whole(100, 100);
		final PlanePosition first = new PlanePosition(1, 1, 1);
		final List<Count> counts = List.of(new Count(area, first, 300, 280, 320), new Count(area, first, 900, 800, 1000));
		assertThat(ObjectCounter.crowd(counts, 3).orElseThrow()).startsWith("900 objects of 3.00 pixels would fill 0.64 of " +
			"their area");
		assertThat(ObjectCounter.crowd(counts, 2)).isEmpty();
		// around a single object
		final MaskArea tight = MaskArea.whole(3, 3);
		assertThat(ObjectCounter.crowd(List.of(new Count(tight, first, 1, 0, 2)), 3)).isEmpty();
	}

	/** Objects are round in the unit of the image, and wide ellipses in its pixels. */
	@Test
	void pixelsNeedNotBeSquare() {
		final double[] centres = new Random(8).doubles(2 * 30).toArray();
		final float[] square = new float[200 * 200], wide = new float[400 * 200];
		for (int i = 0; i < wide.length; i++) {
			final double x = i % 400 / 2 + 0.5, y = i / 400 + 0.5;
			for (int k = 0; k < centres.length; k += 2)
				wide[i] += (float) (100 / (1 + Math.exp(Math.hypot(x - 10 - 180 * centres[k], y - 10 - 180 * centres[k + 1]) * 2 - 11)));
			square[i / 400 * 200 + i % 400 / 2] = wide[i];
		}
		final CountOptions options = CountOptions.ofSize(11).withDevice(Device.CPU);
		final double expected = count(ArrayImgs.floats(square, 200, 200), options).counts().get(0).count();
		final CountOptions of = CountOptions.ofSize(11 * Math.sqrt(2)).withDevice(Device.CPU);
		assertThat(count(ArrayImgs.floats(wide, 400, 200), of.withAspect(2)).counts().get(0).count()).isCloseTo(expected, within(
			0.02 * expected));
	}

	@Test
	void enlargedImagesAreCountedWithLessCertainty() {
		final RandomAccessibleInterval<UnsignedByteType> image = CountingFixtures.picture(200, 150, 1);
		assertThat(width(count(image, CountingFixtures.tiny(2)))).isLessThan(0.3);
		// by 2 and by 4
		assertThat(width(count(image, CountingFixtures.tiny(1.99)))).isBetween(0.38, 0.6);
		assertThat(width(count(image, CountingFixtures.tiny(1)))).isBetween(0.78, 0.95);
	}

	/** Of the interval, relative to the count. */
	private static double width(final ObjectCounter.Result result) {
		final Count count = result.counts().get(0);
		return (count.high() - count.low()) / count.count();
	}

	private static double difference(final ObjectCounter.Result a, final ObjectCounter.Result b) {
		double greatest = 0;
		final var values = Views.flatIterable(b.density().orElseThrow().plane(0)).cursor();
		for (final Object value : Views.flatIterable(a.density().orElseThrow().plane(0)))
			greatest = Math.max(greatest, Math.abs(((FloatType) value).get() - ((FloatType) values.next()).get()));
		return greatest;
	}

	@Test
	void areasThatShareTheImageShareTheCount() {
		final RandomAccessibleInterval<UnsignedByteType> image = CountingFixtures.picture(64, 50, 2);
		final double all = whole(image, CountingFixtures.tiny(10));
		double sum = 0;
		for (final Count count : count(image, CountingFixtures.tiny(10), new Grid(3, 7).areas(64, 50).toArray(MaskArea[]::new))
			.counts())
			sum += count.count();
		assertThat(sum).isCloseTo(all, within(1e-9 * all));
		// a mask and what it leaves out
		final byte[] mask = new byte[64 * 50];
		final byte[] rest = new byte[64 * 50];
		for (int i = 0; i < mask.length; i++)
			(i % 7 < 3 ? mask : rest)[i] = 1;
		final Region bounds = new Region(0, 0, 64, 50);
		final List<Count> two = count(image, CountingFixtures.tiny(10), new MaskArea("a", bounds, mask, 0, 0, 0), new MaskArea(
			"b", bounds, rest, 0, 0, 0)).counts();
		assertThat(two.get(0).count() + two.get(1).count()).isCloseTo(all, within(1e-9 * all));
		assertThat(two.get(0).area().size() + two.get(1).area().size()).isEqualTo(3200);
	}

	/** The network's own arithmetic, on values normalised by hand. */
	@Test
	void countsWhatTheNetworkGives() {
		final float[] pixels = new float[30 * 20];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = 500 + i % 11 * 10;
		final double bright = whole(ArrayImgs.floats(pixels, 30, 20), CountingFixtures.tiny(4));
		// gain and offset of a camera do not count
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = 3 * pixels[i] - 1000;
		assertThat(whole(ArrayImgs.floats(pixels, 30, 20), CountingFixtures.tiny(4))).isCloseTo(bright, within(1e-4 * bright));
		// dark objects count as bright ones, if it is said
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = -pixels[i];
		assertThat(whole(ArrayImgs.floats(pixels, 30, 20), CountingFixtures.tiny(4).withPolarity(Polarity.DARK))).isCloseTo(
			bright, within(1e-4 * bright));
		// the tiny network adds a thousandth of log2 of the object size to each pixel
		assertThat(whole(ArrayImgs.floats(pixels, 30, 20), CountingFixtures.tiny(8).withPolarity(Polarity.DARK))).isCloseTo(
			bright + 0.6, within(1e-3 * bright));
	}

	@Test
	void colourCountsAsItsLuma() {
		final RandomAccessibleInterval<UnsignedByteType> gray = CountingFixtures.picture(40, 30, 5);
		final RandomAccessibleInterval<ARGBType> color = Converters.convert(gray, (in, out) -> out.set(ARGBType.rgba(in.get(),
			in.get(), in.get(), 255)), new ARGBType());
		final List<String> log = new ArrayList<>();
		final double expected = whole(gray, CountingFixtures.tiny(4));
		assertThat(whole(color, CountingFixtures.tiny(4).withLog(log::add))).isCloseTo(expected, within(1e-4 * expected));
		assertThat(log).anyMatch(line -> line.contains("in colour"));
	}

	/** Pink tissue of any thickness hides blue nuclei in green, and hardly in red. */
	@Test
	void darkObjectsInColourAreCountedInTheColourOfTheirStain() {
		final Random random = new Random(3);
		final int side = 60;
		final int[] pixels = new int[side * side];
		final byte[] red = new byte[pixels.length];
		for (int i = 0; i < pixels.length; i++) {
			final boolean nucleus = Math.hypot(i % side % 20 - 10, i / side % 20 - 10) < 4;
			red[i] = (byte) (nucleus ? 90 : 235 - random.nextInt(10));
			pixels[i] = ARGBType.rgba(red[i] & 0xff, nucleus ? 70 : 80 + random.nextInt(150), nucleus ? 140 : 160 + random
				.nextInt(60), 255);
		}
		final List<String> log = new ArrayList<>();
		final CountOptions options = CountOptions.ofSize(8).withMethod(CountMethod.LOG).withLog(log::add);
		final Count colour = count(ArrayImgs.argbs(pixels, side, side), options).counts().get(0);
		assertThat(colour.count()).isEqualTo(9);
		assertThat(colour.count()).isEqualTo(whole(ArrayImgs.unsignedBytes(red, side, side), options));
		assertThat(log).anyMatch(line -> line.contains("its red is used"));
		// a movie that begins black, of the same with red and blue exchanged
		final int[] exchanged = Arrays.stream(pixels).map(pixel -> ARGBType.rgba(ARGBType.blue(pixel), ARGBType.green(pixel),
			ARGBType.red(pixel), 255)).toArray();
		final PlaneStack movie = PlaneStack.of(Views.stack(ArrayImgs.argbs(new int[pixels.length], side, side), ArrayImgs.argbs(
			exchanged, side, side)));
		log.clear();
		assertThat(ObjectCounter.count(movie, List.of(), options, Progress.NONE).counts().get(1).count()).isEqualTo(9);
		assertThat(log).anyMatch(line -> line.contains("its blue is used"));
	}

	/** Where light is what is counted, a few bright beads make the others seem less than they are. */
	@ParameterizedTest
	@CsvSource({ "1,false", "40,true" })
	void objectsOfUnlikeLightAreTold(final int times, final boolean told) {
		final int side = 120;
		final float[] pixels = new float[side * side];
		final Random random = new Random(1);
		for (int i = 0; i < pixels.length; i++) {
			final int x = i % side % 12 - 6, y = i / side % 12 - 6, bead = i % side / 12 + i / side / 12;
			pixels[i] = (float) ((bead % 5 == 0 ? times : 1) * 60 * Math.exp(-(x * x + y * y) / 3.4) + 10 + 3 * random
				.nextGaussian());
		}
		final List<String> log = new ArrayList<>();
		whole(ArrayImgs.floats(pixels, side, side), CountingFixtures.tiny(3).withLog(log::add));
		assertThat(log.stream().anyMatch(line -> line.contains("times the light of others"))).isEqualTo(told);
	}

	/** Of a merge, nuclei in blue, which luma hardly sees, under spots in green. */
	@Test
	void aColourThatIsChosenIsCountedIn() {
		final int side = 60;
		final int[] pixels = new int[side * side];
		for (int i = 0; i < pixels.length; i++) {
			final boolean nucleus = Math.hypot(i % side % 20 - 10, i / side % 20 - 10) < 4;
			final boolean spot = Math.hypot(i % side % 30 - 5, i / side % 30 - 5) < 4;
			pixels[i] = ARGBType.rgba(0, spot ? 250 : 10, nucleus ? 120 : 20, 255);
		}
		final List<String> log = new ArrayList<>();
		final CountOptions options = CountOptions.ofSize(8).withMethod(CountMethod.LOG).withLog(log::add);
		final RandomAccessibleInterval<ARGBType> merge = ArrayImgs.argbs(pixels, side, side);
		assertThat(whole(merge, options.withColour(Colour.BLUE))).isEqualTo(9);
		assertThat(log).contains("The image is in colour: its blue is used");
		assertThat(whole(merge, options.withColour(Colour.GREEN))).isEqualTo(4);
		log.clear();
		whole(CountingFixtures.picture(40, 30, 5), options.withColour(Colour.RED));
		assertThat(log).anyMatch(line -> line.contains("The image is gray"));
	}

	/** Blue nuclei among brown ones: each stain by itself, dark without being told. */
	@Test
	void stainsAreCountedEachByItself() {
		final int side = 80;
		final int[] pixels = new int[side * side];
		for (int i = 0; i < pixels.length; i++) {
			final boolean nucleus = Math.hypot(i % side % 20 - 10, i / side % 20 - 10) < 4;
			final boolean brown = i % side < 20;
			// light that 0.8 of a stain's densities leave
			pixels[i] = !nucleus ? ARGBType.rgba(250, 250, 250, 255) : brown ? ARGBType.rgba(152, 90, 61, 255) : ARGBType.rgba(77,
				70, 150, 255);
		}
		final CountOptions options = CountOptions.ofSize(8).withMethod(CountMethod.LOG);
		final RandomAccessibleInterval<ARGBType> slide = ArrayImgs.argbs(pixels, side, side);
		assertThat(whole(slide, options.withColour(Colour.DAB))).isEqualTo(4);
		assertThat(whole(slide, options.withColour(Colour.HAEMATOXYLIN))).isEqualTo(12);
	}

	@Test
	void polarityIsSeen() {
		final RandomAccessibleInterval<UnsignedByteType> bright = CountingFixtures.picture(40, 30, 5);
		assertThat(Polarity.AUTO.sign(bright, Progress.NONE)).isEqualTo(1);
		assertThat(Polarity.AUTO.sign(Converters.convert(bright, (in, out) -> out.set(255 - in.get()),
			new UnsignedByteType()), Progress.NONE)).isEqualTo(-1);
		final RandomAccessibleInterval<ARGBType> lit = Converters.convert(bright, (in, out) -> out.set(ARGBType.rgba(255 - in
			.get(), 200, 230, 255)), new ARGBType());
		assertThat(Polarity.AUTO.sign(lit, Progress.NONE)).isEqualTo(-1);
		final RandomAccessibleInterval<ARGBType> blue = Converters.convert(bright, (in, out) -> out.set(ARGBType.rgba(0, 0, in
			.get(), 255)), new ARGBType());
		assertThat(Polarity.AUTO.sign(blue, Progress.NONE)).isEqualTo(1);
	}

	@Test
	void polarityIsSeenInUnevenLight() {
		final float[] pixels = new float[100 * 80];
		for (int i = 0; i < pixels.length; i++) {
			final double x = (i % 100 - 20) / 100.0;
			final double y = (i / 100 - 30) / 80.0;
			// dark cells, brightest illumination off the middle
			pixels[i] = (float) (200 - 160 * (x * x + y * y) - (i % 100 % 20 < 5 && i / 100 % 20 < 5 ? 25 : 0));
		}
		assertThat(Polarity.AUTO.sign(ArrayImgs.floats(pixels, 100, 80), Progress.NONE)).isEqualTo(-1);
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = -pixels[i];
		assertThat(Polarity.AUTO.sign(ArrayImgs.floats(pixels, 100, 80), Progress.NONE)).isEqualTo(1);
	}

	@Test
	void aBlankPlaneDoesNotSettleThePolarityOfAMovie() {
		final RandomAccessibleInterval<UnsignedByteType> blank = ArrayImgs.unsignedBytes(40, 30);
		final RandomAccessibleInterval<UnsignedByteType> dark = Converters.convert(CountingFixtures.picture(40, 30, 5), (in,
			out) -> out.set(255 - in.get()), new UnsignedByteType());
		for (final PlaneStack movie : List.of(PlaneStack.of(Views.stack(blank, dark)), PlaneStack.of(Views.stack(blank, dark,
			dark))))
			assertThat(ObjectCounter.count(movie, List.of(), CountingFixtures.tiny(4), Progress.NONE).provenance()).containsEntry(
				"Vernier objects", "dark");
	}

	@Test
	void planesOfAStackAreCountedOneByOne() {
		final RandomAccessibleInterval<UnsignedByteType> first = CountingFixtures.picture(40, 30, 5);
		final RandomAccessibleInterval<UnsignedByteType> second = CountingFixtures.picture(40, 30, 6);
		final List<Count> counts = count(Views.stack(first, second), CountingFixtures.tiny(4), MaskArea.whole(40, 30),
			new MaskArea("second", new Region(0, 0, 40, 30), null, 0, 2, 0)).counts();
		assertThat(counts).extracting(count -> count.area().name() + count.position().slice()).containsExactly("image1",
			"image2", "second2");
		assertThat(counts.get(0).count()).isEqualTo(whole(first, CountingFixtures.tiny(4)));
		assertThat(counts.get(1).count()).isEqualTo(counts.get(2).count()).isEqualTo(whole(second, CountingFixtures.tiny(4)));
	}

	@Test
	void darknessHasNothing() {
		for (final CountMethod method : CountMethod.values()) {
			final Count count = count(ArrayImgs.unsignedShorts(50, 40), CountingFixtures.tiny(4).withMethod(method)).counts()
				.get(0);
			// all that the tiny network gives is what it makes of the object size
			assertThat(count.count()).as(method.label()).isCloseTo(method == CountMethod.LOG ? 0 : 4, within(1e-3));
			assertThat(count.high()).isFinite();
		}
	}

	@Test
	void pixelsWithoutValueCountAsGround() {
		final float[] pixels = new float[40 * 30];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = i % 13;
		final double before = whole(ArrayImgs.floats(pixels, 40, 30), CountingFixtures.tiny(4));
		pixels[77] = Float.NaN;
		pixels[500] = Float.POSITIVE_INFINITY;
		final double after = whole(ArrayImgs.floats(pixels, 40, 30), CountingFixtures.tiny(4));
		assertThat(after).isBetween(before - 1, before + 0.1);
		assertThat(whole(ArrayImgs.floats(pixels, 40, 30), CountingFixtures.tiny(12))).isFinite();
	}

	@ParameterizedTest
	@EnumSource(CountMethod.class)
	void saturationAndDarknessAreTold(final CountMethod method) {
		final byte[] pixels = new byte[40 * 30];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) (i % 10 == 0 ? 255 : i % 50);
		final List<String> log = new ArrayList<>();
		final CountOptions options = CountingFixtures.tiny(4).withMethod(method).withLog(log::add);
		whole(ArrayImgs.unsignedBytes(pixels, 40, 30), options);
		assertThat(log).contains("10.0 % of the pixels have the greatest value: where an image is saturated, counts may be " +
			"wrong beyond their intervals");
		log.clear();
		whole(ArrayImgs.unsignedBytes(40, 30), options);
		assertThat(log).containsExactly("All pixels have the value 0: there is nothing to be found");
		Arrays.fill(pixels, (byte) 255);
		assertThat(whole(ArrayImgs.unsignedBytes(pixels, 40, 30), options)).isNaN();
	}

	/** Spots that stand apart, in noise; one in twenty may fall on another. */
	@Test
	void localMaximaAreCounted() {
		final SceneOptions scene = SceneOptions.spots(150, 150);
		final Simulator.Scene truth = Simulator.simulate(new SceneOptions(scene.kind(), 150, 150, scene.objectSize(),
			Span.of(0.003), Span.of(3000), scene.sigma(), scene.psf(),
			scene.background(), 0, 0, scene.camera(), 2, 1.6, 100), 4);
		final ObjectCounter.Result result = ObjectCounter.count(PlaneStack.of(truth.image()), List.of(), CountOptions.ofSize(
			1.3 * 2 * Math.sqrt(2)).withMethod(CountMethod.LOG).withDensity(true), Progress.NONE);
		final Count count = result.counts().get(0);
		assertThat(count.count()).isCloseTo(truth.objects().size(), within(0.15 * truth.objects().size()));
		assertThat(count.low()).isLessThan(count.count());
		assertThat(PointDensity.sum(result.density().orElseThrow())).isEqualTo(count.count());
		assertThat(result.method()).isEqualTo("LoG");
	}

	/** Far wider than the filter is made for; one of them in the last row and column. */
	@Test
	void localMaximaOfLargeObjectsAreCountedInAReducedPlane() {
		final int side = 601;
		final float[] image = new float[side * side];
		final double[][] centres = { { 150, 160 }, { 450, 170 }, { 600.9, 600.9 } };
		for (int i = 0; i < image.length; i++)
			for (final double[] centre : centres)
				image[i] += (float) Math.exp(-(Math.pow(i % side + 0.5 - centre[0], 2) + Math.pow(i / side + 0.5 - centre[1], 2)) /
					(2 * 60 * 60));
		final ObjectCounter.Result result = ObjectCounter.count(PlaneStack.of(ArrayImgs.floats(image, side, side)), List.of(),
			CountOptions.ofSize(60 * 2 * Math.sqrt(2)).withMethod(CountMethod.LOG).withDensity(true), Progress.NONE);
		assertThat(result.counts().get(0).count()).isEqualTo(3);
		assertThat(PointDensity.sum(result.density().orElseThrow())).isEqualTo(3);
	}

	@Test
	void aNetworkIsOpenedOnceForSeveralImages() {
		final PlaneStack image = PlaneStack.of(CountingFixtures.picture(67, 45, 1));
		try (DensityNetworks networks = new DensityNetworks()) {
			for (final double size : new double[] { 3, 5, 3 }) {
				final CountOptions options = CountingFixtures.tiny(size);
				final ObjectCounter.Result kept = ObjectCounter.count(image, List.of(), options, networks, Progress.NONE);
				assertThat(kept.counts()).isEqualTo(ObjectCounter.count(image, List.of(), options, Progress.NONE).counts());
			}
			final CountOptions options = CountingFixtures.tiny(4);
			assertThat(networks.model(options)).isSameAs(networks.model(options.withTile(16)));
			assertThat(networks.session(networks.model(options), options)).isSameAs(networks.session(networks.model(options),
				options));
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -1, Double.NaN, Double.POSITIVE_INFINITY })
	void sizesThatAreNone(final double size) {
		assertThatThrownBy(() -> count(CountingFixtures.picture(30, 20, 1), CountingFixtures.tiny(size))).isInstanceOf(
			VernierException.class).hasMessageContaining("object size is " + size);
	}

	@Test
	void badInputGetsASentence() {
		final RandomAccessibleInterval<UnsignedByteType> image = CountingFixtures.picture(30, 20, 1);
		assertThatThrownBy(() -> count(image, CountingFixtures.tiny(21))).isInstanceOf(VernierException.class)
			.hasMessageContaining("larger than the image of 30 x 20");
		assertThatThrownBy(() -> count(image, CountingFixtures.tiny(0.1))).hasMessageContaining("too small for the model");
		assertThatThrownBy(() -> count(image, CountingFixtures.tiny(4), new MaskArea("far", new Region(29, 5, 4, 4), null, 0, 0,
			0))).isInstanceOf(VernierException.class).hasMessageContaining("\"far\" lies outside");
		assertThatThrownBy(() -> count(image, CountOptions.ofSize(4).withModel("sr-fast-x2"))).isInstanceOf(
			VernierException.class).hasMessageContaining("not for counting");
		assertThatThrownBy(() -> ObjectCounter.count(PlaneStack.of(image), List.of(), CountingFixtures.tiny(4),
			Cancelled.PROGRESS)).isInstanceOf(CancelledException.class);
	}

	@Test
	void choicesAreRead() {
		assertThat(CountMethod.parse("log")).isEqualTo(CountMethod.LOG);
		assertThat(Polarity.parse(" Dark")).isEqualTo(Polarity.DARK);
		assertThatThrownBy(() -> CountMethod.parse("x")).isInstanceOf(VernierException.class);
		assertThatThrownBy(() -> Polarity.parse("x")).isInstanceOf(VernierException.class);
	}

	/** Discs of 12 pixels in noise, by the bundled network. */
	private static float[] discs(final int perSide, final double height) {
		final int side = 160;
		final Random random = new Random(8);
		final float[] image = new float[side * side];
		for (int i = 0; i < image.length; i++) {
			final double x = i % side % 40 - 20;
			final double y = i / side % 40 - 20;
			final boolean one = i % side / 40 < perSide && i / side / 40 < perSide;
			image[i] = (float) (100 + 8 * random.nextGaussian() + (one ? height / (1 + Math.exp(Math.hypot(x, y) - 6)) : 0));
		}
		return image;
	}

	private static double cells(final float[] image, final List<String> log) {
		return whole(ArrayImgs.floats(image, 160, 160), CountOptions.ofSize(12).withPolarity(Polarity.BRIGHT).withDevice(
			Device.CPU).withLog(log::add));
	}

	@Test
	void hotPixelsAndDirtDoNotHideObjects() {
		final List<String> log = new ArrayList<>();
		final double usual = cells(discs(4, 300), log);
		assertThat(usual).isBetween(15.0, 20.0);
		final float[] hot = discs(4, 300);
		for (int i = 40; i < hot.length; i += 997)
			hot[i] = 60000;
		assertThat(cells(hot, log)).isCloseTo(usual, within(0.7));
		assertThat(log).isEmpty();
		final float[] dirt = discs(4, 300);
		for (int y = 36; y < 44; y++)
			for (int x = 36; x < 46; x++)
				dirt[y * 160 + x] = 60000;
		assertThat(cells(dirt, log)).isCloseTo(usual, within(4.0));
		assertThat(log).singleElement().asString().startsWith("Some pixels are ").contains("cut");
	}

	/** It covers less than the percentile sees that becomes 1. */
	@Test
	void aLonelyObjectIsOne() {
		final float[] image = new float[400 * 400];
		final Random random = new Random(9);
		for (int i = 0; i < image.length; i++)
			image[i] = (float) (100 + 8 * random.nextGaussian() + 300 / (1 + Math.exp(Math.hypot(i % 400 - 200.3, i / 400 -
				120.6) - 6)));
		assertThat(whole(ArrayImgs.floats(image, 400, 400), CountOptions.ofSize(12).withDevice(Device.CPU))).isBetween(0.8, 1.5);
	}
}
