package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.IJ;
import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.view.Views;
import vernier.counting.simulation.SceneOptions;
import vernier.counting.simulation.Simulator;
import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.ImagePlusStack;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.quality.CramerRao;
import vernier.quality.SpotScore;

class LocalisationTest {

	private static final LocalisationOptions FIT = LocalisationOptions.defaults().withMethod(Method.FIT);
	private static final LocalisationOptions NETWORK = FIT.withMethod(Method.NETWORK).withDevice(Device.CPU);

	private static Localisation.Result locate(final RandomAccessibleInterval<?> image, final LocalisationOptions options) {
		try (Localisation localisation = new Localisation(options)) {
			return localisation.locate(PlaneStack.of(image), Progress.NONE);
		}
	}

	/** Isolated spots on a grid, each somewhere within its pixel. */
	private static List<double[]> grid(final int n, final double photons, final double sigma, final long seed) {
		final Random random = new Random(seed);
		final List<double[]> spots = new ArrayList<>();
		for (int i = 0; i < n * n; i++)
			spots.add(new double[] { 20 * (i % n) + 9.5 + random.nextDouble(), 20 * (i / n) + 9.5 + random.nextDouble(), photons,
				sigma });
		return spots;
	}

	private static SpotScore score(final List<double[]> truth, final List<Spot> spots) {
		return SpotScore.of(truth.toArray(double[][]::new), points(spots), 3);
	}

	private static double[][] points(final List<Spot> spots) {
		return spots.stream().map(spot -> new double[] { spot.x(), spot.y() }).toArray(double[][]::new);
	}

	/** 256 spots: the standard error of their RMSE is 3 percent. */
	@ParameterizedTest
	@CsvSource({ "200,5,1.3", "1000,20,1.0", "5000,20,2.0", "20000,10,1.3" })
	void theFitReachesTheBoundWithoutKnowingTheCamera(final double photons, final double background, final double sigma) {
		final List<double[]> truth = grid(16, photons, sigma, 7);
		final float[] image = SpotImages.noisy(SpotImages.clean(320, 320, background, truth), 1, 8);
		// gray levels are photons times 2.2, plus 100
		for (int i = 0; i < image.length; i++)
			image[i] = 100 + 2.2f * image[i];
		final List<Spot> spots = locate(SpotImages.image(image, 320), FIT.withSigma(sigma).withProbability(0.1)).spots(0);
		final SpotScore score = score(truth, spots);
		assertThat(score.recall()).isGreaterThan(0.95);
		final double bound = CramerRao.ofPhotons(0.3, 0.6, photons, background, sigma, 1).lateral();
		assertThat(score.rmsePerAxis() / bound).isBetween(0.85, 1.2);
		final double precision = spots.stream().mapToDouble(Spot::precision).sorted().toArray()[spots.size() / 2];
		assertThat(precision).isCloseTo(bound, within(0.2 * bound));
		final double intensity = spots.stream().mapToDouble(Spot::intensity).sorted().toArray()[spots.size() / 2];
		assertThat(intensity).isCloseTo(2.2 * photons, within(0.1 * 2.2 * photons));
	}

	@Test
	void withAKnownCameraIntensitiesAreInPhotons() {
		final List<double[]> truth = grid(8, 2000, 1.3, 3);
		final float[] image = SpotImages.noisy(SpotImages.clean(160, 160, 15, truth), 0, 4);
		for (int i = 0; i < image.length; i++)
			image[i] = 200 + 4 * image[i];
		final Localisation.Result result = locate(SpotImages.image(image, 160), FIT.withCamera(new CameraGain(4, 200, 0)));
		assertThat(result.photons()).isTrue();
		final double[] intensities = result.spots(0).stream().mapToDouble(Spot::intensity).sorted().toArray();
		assertThat(intensities[intensities.length / 2]).isCloseTo(2000, within(60.0));
		final double[] backgrounds = result.spots(0).stream().mapToDouble(Spot::background).sorted().toArray();
		assertThat(backgrounds[backgrounds.length / 2]).isCloseTo(15, within(1.0));
	}

	/** Multiplied electrons have twice the variance of shot noise, of which a gain says nothing. */
	@ParameterizedTest
	@CsvSource({ "1", "2" })
	void theNoiseOfAnAmplifyingCameraIsInThePrecision(final int timesTheVariance) {
		final List<double[]> truth = grid(12, 1000, 1.3, 5);
		final float[] clean = SpotImages.clean(240, 240, 20, truth);
		final float[] image = SpotImages.noisy(clean, 0, 6);
		if (timesTheVariance == 2) {
			final float[] more = SpotImages.noisy(clean, 0, 7);
			for (int i = 0; i < image.length; i++)
				image[i] += more[i] - clean[i];
		}
		for (int i = 0; i < image.length; i++)
			image[i] = 200 + 4 * image[i];
		final List<String> log = new ArrayList<>();
		final List<Spot> spots = locate(SpotImages.image(image, 240), FIT.withSigma(1.3).withCamera(new CameraGain(4, 200, 0))
			.withLog(log::add)).spots(0);
		final double bound = CramerRao.ofPhotons(0.3, 0.6, 1000, 20, 1.3, 0).lateral() * Math.sqrt(timesTheVariance);
		assertThat(score(truth, spots).rmsePerAxis() / bound).isBetween(0.85, 1.15);
		final double precision = spots.stream().mapToDouble(Spot::precision).sorted().toArray()[spots.size() / 2];
		assertThat(precision).isCloseTo(bound, within(0.1 * bound));
		assertThat(log.stream().anyMatch(line -> line.contains("EMCCD"))).isEqualTo(timesTheVariance == 2);
	}

	/** Movies of 16 bits are often divided by 65535; there are no whole gray levels then. */
	@ParameterizedTest
	@CsvSource({ "1", "65535" })
	void theUnitOfTheValuesDoesNotMatterWhereTheGainIsKnown(final double divisor) {
		final List<double[]> truth = grid(12, 1000, 1.3, 5);
		final float[] image = SpotImages.noisy(SpotImages.clean(240, 240, 20, truth), 0, 6);
		for (int i = 0; i < image.length; i++)
			image[i] = (float) ((200 + 2 * image[i]) / divisor);
		final List<Spot> spots = locate(SpotImages.image(image, 240), FIT.withSigma(1.3).withCamera(new CameraGain(2 / divisor,
			200 / divisor, 0))).spots(0);
		final double bound = CramerRao.ofPhotons(0.3, 0.6, 1000, 20, 1.3, 0).lateral();
		assertThat(score(truth, spots).rmsePerAxis() / bound).isBetween(0.85, 1.15);
		assertThat(middle(spots, Spot::precision)).isCloseTo(bound, within(0.1 * bound));
		assertThat(middle(spots, Spot::intensity)).isCloseTo(1000, within(30.0));
		assertThat(middle(spots, Spot::noise)).isCloseTo(Math.sqrt(20), within(0.2));
	}

	private static double middle(final List<Spot> spots, final ToDoubleFunction<Spot> value) {
		return spots.stream().mapToDouble(value).sorted().toArray()[spots.size() / 2];
	}

	@ParameterizedTest
	@CsvSource({ "0.9", "1.3", "1.9", "2.5" })
	void sigmaIsFoundFromTheImage(final double sigma) {
		final List<double[]> truth = grid(8, 3000, sigma, 5);
		final float[] image = SpotImages.noisy(SpotImages.clean(160, 160, 20, truth), 2, 6);
		final Localisation.Result result = locate(SpotImages.image(image, 160), FIT);
		final double[] sigmas = result.spots(0).stream().mapToDouble(Spot::sigma).sorted().toArray();
		assertThat(sigmas[sigmas.length / 2]).isCloseTo(sigma, within(0.05 * sigma));
		assertThat(Double.parseDouble(result.provenance().get("Vernier sigma").replace(" pixels", ""))).isCloseTo(sigma, within(
			0.06 * sigma));
	}

	/** Through a filter for narrow spots, wide ones are but the noise on them. */
	@Test
	void sigmaOfWideSpotsIsFoundToo() {
		final List<double[]> truth = new ArrayList<>();
		for (int i = 0; i < 9; i++)
			truth.add(new double[] { 30.3 + 60 * (i % 3), 30.8 + 60 * (i / 3), 60_000, 7 });
		final float[] image = SpotImages.noisy(SpotImages.clean(180, 180, 20, truth), 2, 4);
		final Localisation.Result result = locate(SpotImages.image(image, 180), FIT);
		assertThat(result.spots(0)).hasSize(9).allSatisfy(spot -> assertThat(spot.sigma()).isCloseTo(7, within(0.3)));
	}

	/** The network knows sigmas up to 2.5: of wider spots it sees the image reduced. */
	@Test
	void channelsCanHaveSpotsOfDifferentWidth() {
		final ImagePlus image = IJ.createHyperStack("two", 160, 160, 2, 1, 1, 32);
		final double[] widths = { 1.3, 3.2 };
		for (int channel = 0; channel < 2; channel++)
			image.getStack().setPixels(SpotImages.noisy(SpotImages.clean(160, 160, 20, grid(8, 9000, widths[channel], 5)), 2, 6),
				channel + 1);
		final Localisation.Result result;
		try (Localisation localisation = new Localisation(NETWORK.withMethod(Method.AUTO))) {
			result = localisation.locate(ImagePlusStack.of(image), Progress.NONE);
		}
		assertThat(result.provenance()).containsEntry("Vernier method", "network").hasEntrySatisfying("Vernier sigma",
			sigmas -> assertThat(sigmas).startsWith("1.").contains(", 3."));
		for (int channel = 0; channel < 2; channel++) {
			final double width = widths[channel];
			final SpotScore score = score(grid(8, 9000, width, 5), result.spots(channel));
			assertThat(score.f1()).isGreaterThan(0.97);
			assertThat(score.rmsePerAxis()).isLessThan(1.3 * CramerRao.ofPhotons(0.3, 0.6, 9000, 20, width, 2).lateral());
			assertThat(result.spots(channel)).filteredOn(spot -> spot.probability() > 0.9).allSatisfy(spot -> {
				assertThat(spot.sigma()).isCloseTo(width, within(0.15 * width));
				assertThat(spot.intensity()).isCloseTo(9000, within(900.0));
				assertThat(spot.background()).isCloseTo(20, within(6.0));
			});
		}
	}

	/** A size that the reduction does not divide, and spots that shine into each other, which no fit separates. */
	@ParameterizedTest
	@CsvSource({ "4,0.003", "7,0.001" })
	void theNetworkTellsWideSpotsInACrowdApart(final double sigma, final double density) {
		final int side = 241;
		final Random random = new Random(11);
		final List<double[]> truth = new ArrayList<>();
		for (int i = 0; i < density * side * side; i++)
			truth.add(new double[] { side * random.nextDouble(), side * random.nextDouble(), 600 * sigma * sigma, sigma });
		final RandomAccessibleInterval<?> image = SpotImages.image(SpotImages.noisy(SpotImages.clean(side, side, 10, truth), 1,
			4), side);
		final SpotScore[] scores = new SpotScore[2];
		for (final Method method : List.of(Method.FIT, Method.AUTO))
			scores[method == Method.AUTO ? 1 : 0] = SpotScore.of(truth.toArray(double[][]::new), points(locate(image, NETWORK
				.withMethod(method).withSigma(sigma)).spots(0)), 2 * sigma);
		assertThat(scores[1].f1()).isGreaterThan(0.88).isGreaterThan(scores[0].f1() + 0.05);
		assertThat(scores[1].rmse()).isLessThan(0.7 * scores[0].rmse());
	}

	/** The threshold is in the noise of the image as it is, whatever the network sees. */
	@Test
	void theThresholdOfWideSpotsIsInTheImagesOwnNoise() {
		final List<double[]> truth = grid(8, 9000, 3.2, 5);
		final RandomAccessibleInterval<?> image = SpotImages.image(SpotImages.noisy(SpotImages.clean(160, 160, 20, truth), 2, 6),
			160);
		// 139 above the ground, whose noise is 4.9, or 2.4 where it is reduced by two; nearer together than they are wide,
		// spots make the noise that is measured somewhat greater
		assertThat(locate(image, NETWORK.withSigma(3.2).withThreshold(16)).count()).isEqualTo(64);
		assertThat(locate(image, NETWORK.withSigma(3.2).withThreshold(36)).count()).isZero();
	}

	/** Every image of a batch has another sigma: what is made for one must not be kept until the last. */
	@Test
	void whatIsMadeForOneSigmaIsNotKept() throws InterruptedException {
		final Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (Localisation localisation = new Localisation(FIT)) {
			Set<Thread> threads = Set.of();
			for (final double sigma : new double[] { 1.3, 1.9 }) {
				final float[] image = SpotImages.clean(80, 80, 20, grid(4, 3000, sigma, 5));
				localisation.locate(PlaneStack.of(SpotImages.image(SpotImages.noisy(image, 2, 6), 80)), Progress.NONE);
				for (final Thread thread : threads)
					thread.join(60_000);
				assertThat(threads).noneMatch(Thread::isAlive);
				threads = Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread) && thread.getName()
					.equals("Vernier tile copier")).collect(Collectors.toSet());
				assertThat(threads).isNotEmpty();
			}
		}
	}

	@Test
	void neighboursAreTakenOff() {
		final List<double[]> truth = List.of(new double[] { 20.3, 20.6, 4000, 1.3 }, new double[] { 24.4, 21.1, 2500, 1.3 });
		final float[] image = SpotImages.noisy(SpotImages.clean(45, 42, 10, truth), 1, 2);
		final SpotScore fit = score(truth, locate(SpotImages.image(image, 45), FIT.withSigma(1.3)).spots(0));
		final SpotScore log = score(truth, locate(SpotImages.image(image, 45), FIT.withMethod(Method.LOG).withSigma(1.3)).spots(
			0));
		assertThat(fit.truePositives()).isEqualTo(2);
		assertThat(fit.rmse()).isLessThan(0.08).isLessThan(log.rmse());
	}

	@Test
	void planesAreLocalisedOneByOne() {
		final float[] one = SpotImages.noisy(SpotImages.clean(40, 40, 10, List.of(new double[] { 10.5, 11.5, 2000, 1.3 })), 1, 1);
		final float[] two = SpotImages.noisy(SpotImages.clean(40, 40, 10, List.of(new double[] { 30.5, 21.5, 2000, 1.3 })), 1, 2);
		final Localisation.Result result = locate(Views.stack(SpotImages.image(one, 40), SpotImages.image(two, 40)), FIT
			.withSigma(1.3));
		assertThat(result.planes()).hasSize(2);
		assertThat(result.spots(0).get(0).x()).isCloseTo(10.5, within(0.1));
		assertThat(result.spots(1).get(0).x()).isCloseTo(30.5, within(0.1));
		assertThat(result.count()).isEqualTo(2);
	}

	/** Bright spots turned over lie where they were, are as strong, and their ground has its own value. */
	@ParameterizedTest
	@CsvSource({ "LOG", "FIT", "NETWORK" })
	void darkSpotsAreThoseOfTheNegative(final Method method) {
		final float[] image = SpotImages.noisy(SpotImages.clean(80, 80, 10, grid(4, 3000, 1.3, 9)), 1, 9);
		final float[] dark = new float[image.length];
		for (int i = 0; i < dark.length; i++)
			dark[i] = 1000 - image[i];
		final LocalisationOptions options = NETWORK.withMethod(method).withSigma(1.3);
		final List<Spot> spots = locate(SpotImages.image(image, 80), options).spots(0);
		for (final Polarity polarity : List.of(Polarity.AUTO, Polarity.DARK)) {
			final Localisation.Result result = locate(SpotImages.image(dark, 80), options.withPolarity(polarity));
			assertThat(result.count()).isEqualTo(spots.size()).isEqualTo(16);
			for (int i = 0; i < 16; i++) {
				final Spot spot = result.spots(0).get(i);
				assertThat(spot.distance(spots.get(i))).isLessThan(0.01);
				assertThat(spot.intensity()).isCloseTo(spots.get(i).intensity(), within(0.01 * spots.get(i).intensity()));
				assertThat(spot.background()).isCloseTo(1000 - spots.get(i).background(), within(0.5));
			}
			assertThat(result.provenance()).containsEntry("Vernier objects", "dark");
		}
	}

	/** Where a dark spot takes light away, there is less shot noise. */
	@Test
	void aKnownCameraTellsThePhotonsThatDarkSpotsMiss() {
		final float[] missing = SpotImages.clean(80, 80, 0, grid(4, 2000, 1.3, 9));
		final float[] light = new float[missing.length];
		for (int i = 0; i < light.length; i++)
			light[i] = 500 - missing[i];
		final float[] image = SpotImages.noisy(light, 0, 4);
		for (int i = 0; i < image.length; i++)
			image[i] = 200 + 4 * image[i];
		final Localisation.Result result = locate(SpotImages.image(image, 80), FIT.withCamera(new CameraGain(4, 200, 0)));
		assertThat(result.count()).isEqualTo(16);
		final double[] intensities = result.spots(0).stream().mapToDouble(Spot::intensity).sorted().toArray();
		assertThat(intensities[8]).isCloseTo(2000, within(100.0));
		final double[] backgrounds = result.spots(0).stream().mapToDouble(Spot::background).sorted().toArray();
		assertThat(backgrounds[8]).isCloseTo(500, within(5.0));
		final double bound = CramerRao.of(0.3, 0.6, 2000, -500, 1.3, value -> 1 / 192.0 - value).lateral();
		final double[] precisions = result.spots(0).stream().mapToDouble(Spot::precision).sorted().toArray();
		assertThat(precisions[8]).isCloseTo(bound, within(0.1 * bound));
	}

	/** Dead pixels and a dark edge skew an image as dark spots do. */
	@Test
	void brightSpotsStayBrightAmongDeadPixels() {
		final List<double[]> truth = grid(4, 1000, 1.3, 9);
		final float[] image = SpotImages.noisy(SpotImages.clean(80, 80, 300, truth), 1, 9);
		for (int i = 0; i < 5; i++)
			image[(11 + 13 * i) * 80 + 17 * i] = 0;
		for (int i = 0; i < 80 * 6; i++)
			image[i] = 0;
		assertThat(Polarity.AUTO.sign(SpotImages.image(image, 80), Progress.NONE)).isEqualTo(-1);
		final LocalisationOptions log = FIT.withMethod(Method.LOG).withSigma(1.3);
		assertThat(locate(SpotImages.image(image, 80), log).spots(0)).isNotEmpty().isEqualTo(locate(SpotImages.image(image, 80),
			log.withPolarity(Polarity.BRIGHT)).spots(0));
	}

	@Test
	void nothingThereIsNothingFound() {
		for (final Method method : List.of(Method.LOG, Method.FIT, Method.NETWORK)) {
			assertThat(locate(ArrayImgs.unsignedBytes(50, 40), NETWORK.withMethod(method)).count()).isZero();
			final byte[] saturated = new byte[50 * 40];
			java.util.Arrays.fill(saturated, (byte) 255);
			assertThat(locate(ArrayImgs.unsignedBytes(saturated, 50, 40), NETWORK.withMethod(method)).count()).isZero();
			assertThat(locate(ArrayImgs.floats(new float[] { Float.NaN }, 1, 1), NETWORK.withMethod(method)).count()).isZero();
		}
	}

	@Test
	void planesOfOneValueAreTold() {
		final List<String> log = new ArrayList<>();
		locate(ArrayImgs.unsignedBytes(50, 40), FIT.withLog(log::add));
		assertThat(log).contains("All pixels have the value 0: there is nothing to be found");
	}

	/** Spots whose top is cut off are still where they are, and it is said that they are cut. */
	@Test
	void saturatedSpotsAreFoundAndTold() {
		final List<String> log = new ArrayList<>();
		final List<double[]> truth = grid(4, 8000, 1.5, 9);
		final float[] image = SpotImages.noisy(SpotImages.clean(80, 80, 10, truth), 1, 9);
		final byte[] bytes = new byte[image.length];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(image[i])));
		final SpotScore score = score(truth, locate(ArrayImgs.unsignedBytes(bytes, 80, 80), FIT.withLog(
			log::add)).spots(0));
		assertThat(score.truePositives()).isEqualTo(16);
		assertThat(score.rmse()).isLessThan(0.2);
		assertThat(log).anyMatch(line -> line.startsWith("16 of ") && line.contains("spots are saturated"));
		log.clear();
		locate(ArrayImgs.floats(image, 80, 80), FIT.withLog(log::add));
		assertThat(log).noneMatch(line -> line.contains("saturated"));
	}

	/** Of faint spots the probability leaves out some. */
	@Test
	void aThresholdTakesThePlaceOfTheProbability() {
		final List<double[]> truth = grid(4, 150, 1.3, 9);
		final RandomAccessibleInterval<?> image = SpotImages.image(SpotImages.noisy(SpotImages.clean(80, 80, 10, truth), 1, 9),
			80);
		final LocalisationOptions log = FIT.withMethod(Method.LOG).withSigma(1.3);
		final SpotScore low = score(truth, locate(image, log.withThreshold(4)).spots(0));
		assertThat(low.truePositives()).isEqualTo(16);
		assertThat(low.falsePositives()).isZero();
		assertThat(score(truth, locate(image, log).spots(0)).truePositives()).isLessThan(16);
		assertThat(locate(image, log.withThreshold(8)).count()).isBetween(1, 8);
	}

	/** 100 spots: the standard error of their RMSE is 5 percent. */
	@Test
	void theNetworkReachesTheBoundOnSpotsThatStandApart() {
		final List<double[]> truth = grid(10, 1000, 1.3, 3);
		final float[] image = SpotImages.noisy(SpotImages.clean(200, 200, 10, truth), 1, 4);
		final Localisation.Result result = locate(SpotImages.image(image, 200), NETWORK);
		final SpotScore score = score(truth, result.spots(0));
		assertThat(score.f1()).isGreaterThan(0.97);
		final double bound = CramerRao.ofPhotons(0.3, 0.6, 1000, 10, 1.3, 1).lateral();
		assertThat(score.rmsePerAxis()).isLessThan(1.3 * bound);
		assertThat(result.provenance()).containsEntry("Vernier method", "network").containsKey("Vernier model sha256");
	}

	/** 72 spots, of which each touches one other: the standard error of their RMSE is 6 percent. */
	@ParameterizedTest
	@CsvSource({ "3,true", "4,true", "3,false", "4,false" })
	void thePrecisionOfAPairIsThatOfAPair(final double distance, final boolean known) {
		final Random random = new Random(6);
		final List<double[]> truth = new ArrayList<>();
		for (final double[] middle : grid(6, 0, 0, 5)) {
			final double angle = Math.PI * random.nextDouble();
			for (int sign = -1; sign <= 1; sign += 2)
				truth.add(new double[] { middle[0] + sign * distance / 2 * Math.cos(angle), middle[1] + sign * distance / 2 * Math
					.sin(angle), 2000, 1.3 });
		}
		final float[] image = SpotImages.noisy(SpotImages.clean(120, 120, 10, truth), 1, 9);
		for (int i = 0; i < image.length; i++)
			image[i] = 100 + 2 * image[i];
		final LocalisationOptions options = known ? NETWORK.withCamera(new CameraGain(2, 100, 1)) : NETWORK;
		final List<Spot> spots = locate(SpotImages.image(image, 120), options).spots(0);
		final SpotScore score = SpotScore.of(truth.toArray(double[][]::new), points(spots), 1);
		assertThat(score.f1()).isGreaterThan(0.95);
		final double told = Math.sqrt(spots.stream().mapToDouble(spot -> spot.precision() * spot.precision()).average()
			.getAsDouble());
		assertThat(told / score.rmsePerAxis()).isBetween(1 / 1.5, 1.5);
		assertThat(spots).allSatisfy(spot -> assertThat(spot.background()).isCloseTo(known ? 10 : 120, within(known ? 2.0
			: 4.0)));
	}

	@Test
	void tilesOfTheNetworkDoNotMatter() {
		final List<double[]> truth = new ArrayList<>();
		final Random random = new Random(2);
		for (int i = 0; i < 60; i++)
			truth.add(new double[] { 90 * random.nextDouble(), 70 * random.nextDouble(), 2000, 1.3 });
		final float[] image = SpotImages.noisy(SpotImages.clean(90, 70, 10, truth), 1, 4);
		final List<Spot> whole = locate(ArrayImgs.floats(image, 90, 70), NETWORK).spots(0);
		final List<Spot> tiles = locate(ArrayImgs.floats(image, 90, 70), NETWORK.withTile(32)).spots(0);
		assertThat(tiles).hasSameSizeAs(whole);
		for (int i = 0; i < whole.size(); i++) {
			assertThat(tiles.get(i).x()).isCloseTo(whole.get(i).x(), within(1e-3));
			assertThat(tiles.get(i).intensity()).isCloseTo(whole.get(i).intensity(), within(1e-3 * whole.get(i).intensity()));
		}
	}

	/** As the log advises where spots are left out for not standing out of a texture. */
	@Test
	void aThresholdDoesNotTurnTheNetworkOff() {
		final Simulator.Scene scene = Simulator.simulate(SceneOptions.spots(160, 160), 3);
		final LocalisationOptions options = LocalisationOptions.defaults().withDevice(Device.CPU).withThreshold(1);
		final Localisation.Result result = locate(scene.image(), options);
		assertThat(result.provenance()).containsEntry("Vernier method", "network");
		final SpotScore score = SpotScore.of(scene.objects().stream().map(object -> new double[] { object.x(), object.y() })
			.toArray(double[][]::new), points(result.spots(0)), 3);
		assertThat(score.precision()).isGreaterThan(0.95);
		assertThat(score.f1()).isGreaterThan(0.8);
	}

	/** Spots of 300 photons are 27 gray levels high, those of 3,000 ten times that, over a noise of 3.3. */
	@Test
	void aThresholdKeepsTheBrightSpotsOfANetwork() {
		final List<double[]> truth = grid(4, 300, 1.3, 9);
		for (int i = 0; i < truth.size(); i += 2)
			truth.get(i)[2] = 3000;
		final float[] image = SpotImages.noisy(SpotImages.clean(80, 80, 10, truth), 1, 9);
		assertThat(locate(SpotImages.image(image, 80), NETWORK).count()).isEqualTo(16);
		assertThat(locate(SpotImages.image(image, 80), NETWORK.withThreshold(25)).count()).isEqualTo(8);
		assertThat(locate(SpotImages.image(image, 80), NETWORK.withThreshold(200)).count()).isZero();
	}

	@Test
	void badOptionsAreRefused() {
		assertThatThrownBy(() -> FIT.withSigma(0.1)).isInstanceOf(VernierException.class).hasMessageContaining("Sigma is 0.1");
		assertThatThrownBy(() -> FIT.withSigma(Double.NaN)).isInstanceOf(VernierException.class);
		assertThatThrownBy(() -> FIT.withProbability(1)).isInstanceOf(VernierException.class).hasMessageContaining(
			"probability is 1");
		assertThatThrownBy(() -> FIT.withThreshold(-1)).isInstanceOf(VernierException.class);
		assertThatThrownBy(() -> new CameraGain(0, 0, 0)).isInstanceOf(VernierException.class).hasMessageContaining("gain");
		assertThatThrownBy(() -> Method.parse("guess")).isInstanceOf(VernierException.class).hasMessageContaining("LoG");
		assertThatThrownBy(() -> locate(ArrayImgs.unsignedBytes(5, 5), LocalisationOptions.defaults().withModel("none-such")))
			.isInstanceOf(VernierException.class).hasMessageContaining("none-such");
	}

	/** A bead, and molecules up to 15 pixels from it, of which the network once saw none. */
	@ParameterizedTest
	@CsvSource({ "10000", "30000" })
	void dimSpotsBesideABrightOneAreFound(final double photons) {
		final List<double[]> truth = new ArrayList<>(List.of(new double[] { 32.3, 31.8, photons, 1.3 }));
		for (int i = 0; i < 5; i++)
			truth.add(new double[] { 32.3 + (7 + 2 * i) * Math.cos(1.3 * i), 31.8 + (7 + 2 * i) * Math.sin(1.3 * i), 500, 1.3 });
		final float[] image = SpotImages.noisy(SpotImages.clean(64, 64, 10, truth), 1.6, 3);
		final SpotScore score = score(truth, locate(SpotImages.image(image, 64), NETWORK.withSigma(1.3)).spots(0));
		assertThat(score.recall()).isEqualTo(1);
		assertThat(score.precision()).isEqualTo(1);
	}

	@Test
	void hotPixelsAreNoSpots() {
		final List<double[]> truth = grid(4, 800, 1.3, 5);
		final float[] image = SpotImages.noisy(SpotImages.clean(80, 80, 10, truth), 1.6, 7);
		final Random random = new Random(4);
		for (int i = 0; i < 12; i++)
			image[80 * (20 * (1 + i / 4) - 1) + 20 * (i % 4) + 5] = 5000 + 1000 * random.nextInt(10);
		final List<String> log = new ArrayList<>();
		final List<Spot> spots = locate(SpotImages.image(image, 80), FIT.withSigma(1.3).withLog(log::add)).spots(0);
		final SpotScore score = score(truth, spots);
		assertThat(score.precision()).isEqualTo(1);
		assertThat(score.recall()).isGreaterThan(0.9);
		assertThat(log).anyMatch(line -> line.startsWith("12 hot pixels are left out"));
	}

	/** Green spots under red ones that are brighter, and the log tells. */
	@Test
	void aColourThatIsChosenIsLocalisedIn() {
		final float[] green = SpotImages.noisy(SpotImages.clean(60, 40, 20, List.of(new double[] { 20.5, 15.5, 600, 1.3 })), 2, 1);
		final float[] red = SpotImages.noisy(SpotImages.clean(60, 40, 20, List.of(new double[] { 44.5, 25.5, 2000, 1.3 })), 2, 2);
		final int[] pixels = new int[green.length];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = ARGBType.rgba(Math.min(255, red[i]), Math.min(255, green[i]), 0, 255);
		final List<String> log = new ArrayList<>();
		final List<Spot> spots = locate(ArrayImgs.argbs(pixels, 60, 40), FIT.withSigma(1.3).withColour(Colour.GREEN).withLog(
			log::add)).spots(0);
		assertThat(spots).singleElement().satisfies(spot -> assertThat(spot.x()).isCloseTo(20.5, within(0.2)));
		assertThat(spots.get(0).intensity()).isCloseTo(600, within(60.0));
		assertThat(log).contains("The image is in colour: its green is used");
	}

	/** When its noise is learned, and when their precision is computed. */
	@Test
	void everySpotAsksTwice() {
		final List<double[]> truth = new ArrayList<>();
		for (int i = 0; i < 100; i++)
			truth.add(new double[] { 10 * (i % 10) + 5, 10 * (i / 10) + 5, 3000, 1.3 });
		final PlaneStack image = PlaneStack.of(SpotImages.image(SpotImages.noisy(SpotImages.clean(100, 100, 20, truth), 1, 3),
			100));
		final AtomicInteger asked = new AtomicInteger();
		final AtomicInteger most = new AtomicInteger(Integer.MAX_VALUE);
		final Progress progress = new Progress() {

			@Override
			public void update(final double fraction) {
				// nobody listens
			}

			@Override
			public boolean isCancelled() {
				return asked.incrementAndGet() > most.get();
			}
		};
		try (Localisation localisation = new Localisation(LocalisationOptions.defaults().withMethod(Method.LOG).withSigma(1.3)
			.withPolarity(Polarity.BRIGHT).withThreshold(5)))
		{
			assertThat(localisation.locate(image, progress).count()).isEqualTo(100);
			assertThat(asked.get()).isGreaterThan(200);
			// with few spots to go, on whatever thread
			most.set(asked.getAndSet(0) - 20);
			assertThatThrownBy(() -> localisation.locate(image, progress)).isInstanceOf(CancelledException.class);
		}
	}

	@Test
	void cancelIsHeard() {
		try (Localisation localisation = new Localisation(FIT)) {
			assertThatThrownBy(() -> localisation.locate(PlaneStack.of(ArrayImgs.unsignedBytes(50, 40)), Cancelled.PROGRESS))
				.isInstanceOf(CancelledException.class);
		}
	}

	@Test
	void aClosedOneDoesNotGoOnByAnotherMethod() {
		final Localisation localisation = new Localisation(LocalisationOptions.defaults().withDevice(Device.CPU));
		localisation.close();
		assertThatThrownBy(() -> localisation.locate(PlaneStack.of(ArrayImgs.floats(30, 30)), Progress.NONE)).isInstanceOf(
			IllegalStateException.class).hasMessageContaining("closed");
	}

	/** Neighbours vary together in a smoothed image: its noise made spots, and two of every spot. */
	@Test
	void spotsOfASmoothedImageAreFoundOnce() {
		final List<double[]> truth = grid(7, 1500, 1.3, 5);
		final float[] image = SpotImages.noisy(SpotImages.clean(150, 150, 30, truth), 2, 6);
		final float[] smooth = new float[image.length];
		for (int i = 0; i < image.length; i++)
			for (int dy = -1; dy <= 1; dy++)
				for (int dx = -1; dx <= 1; dx++)
					smooth[i] += image[Math.floorMod(i + dy * 150 + dx, image.length)] / 9;
		final List<String> log = new ArrayList<>();
		final List<Spot> spots = locate(SpotImages.image(smooth, 150), NETWORK.withSigma(1.54).withLog(log::add)).spots(0);
		assertThat(score(truth, spots).f1()).isGreaterThan(0.95);
		assertThat(log).anyMatch(line -> line.startsWith("Neighbouring pixels vary together"));
	}
}
