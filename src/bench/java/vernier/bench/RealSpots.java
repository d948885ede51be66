package vernier.bench;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import vernier.counting.spots.Localisation;
import vernier.counting.spots.LocalisationOptions;
import vernier.counting.spots.Method;
import vernier.counting.spots.Spot;
import vernier.image.CsvTable;
import vernier.image.GrayReader;
import vernier.image.ImageDocument;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.inference.Device;
import vernier.quality.SpotScore;

/**
 * Localisation on images whose spots were tagged by hand: F1 at 3 pixels at the threshold that is best on the other images
 * of the set, at that which is best on the image itself, and at the default. For LoG the width of the spots is chosen in
 * the same way, for the default it is found from the image; for a network, besides the probability, the height. Only the
 * part of an image counts that was tagged: what lies within 10 pixels of the convex hull of the tags.
 * <p>
 * Arguments: smfish=FOLDER (img1, img2, each with image.tif and Results.csv) zebrafish=FOLDER (NAME.png,
 * NAME_output.csv with boxes) methods=LoG,network sigmas=0.9,1.1,... heights=0,2,...
 * model=Auto.
 */
public final class RealSpots {

	/** Pixels around the tagged part. */
	private static final double MARGIN = 10;
	private static final int DIRECTIONS = 72;

	/** An image and the true places. */
	private record Tagged(String name, RandomAccessibleInterval<?> plane, double[][] truth) {

		/** By the greatest extent of the tags in every direction. */
		boolean covers(final double x, final double y) {
			for (int i = 0; i < DIRECTIONS; i++) {
				final double cos = Math.cos(2 * Math.PI * i / DIRECTIONS);
				final double sin = Math.sin(2 * Math.PI * i / DIRECTIONS);
				if (x * cos + y * sin > MARGIN + Arrays.stream(truth).mapToDouble(tag -> tag[0] * cos + tag[1] * sin).max()
					.orElse(0))
					return false;
			}
			return true;
		}
	}

	private RealSpots() {}

	public static void main(final String[] args) throws IOException {
		final Bench bench = new Bench(args);
		System.out.println("| set | image | method | tagged | F1, threshold of the others | F1, best | F1, default |");
		System.out.println("|---|---|---|---|---|---|---|");
		for (final String set : List.of("smfish", "zebrafish")) {
			if (bench.get(set, "").isEmpty())
				continue;
			final Path folder = Path.of(bench.get(set, ""));
			final List<Tagged> images = set.equals("smfish") ? smfish(folder) : zebrafish(folder);
			for (final String method : bench.get("methods", "LoG,network").split(","))
				print(set, images, LocalisationOptions.defaults().withMethod(Method.parse(method)).withDevice(Device.CPU).withModel(
					bench.get("model", "Auto")), numbers(bench.get("sigmas", "0.9,1.1,1.4,1.8,2.3")), numbers(bench.get("heights",
						"0,2,3,4,5,6,8")));
		}
		System.exit(0);
	}

	private static double[] numbers(final String text) {
		return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
	}

	private static void print(final String set, final List<Tagged> images, final LocalisationOptions options,
		final double[] sigmas, final double[] heights)
	{
		// a network finds the width by itself
		final List<List<BestThreshold.Picture>> tries = new ArrayList<>();
		final boolean network = options.method() == Method.NETWORK;
		for (final double value : network ? heights : sigmas)
			try (Localisation generous = BestThreshold.generous(network ? options.withThreshold(value) : options.withSigma(
				value))) {
				tries.add(images.stream().map(image -> new BestThreshold.Picture(comparable(locate(generous, image), options.method()),
					image.truth)).toList());
			}
		try (Localisation plain = new Localisation(options)) {
			for (int i = 0; i < images.size(); i++) {
				final int own = i;
				final double usual = SpotScore.of(images.get(i).truth, locate(plain, images.get(i)).stream().map(
					spot -> new double[] { spot.x(), spot.y() }).toArray(double[][]::new), SpotScore.DISTANCE).f1();
				System.out.printf(Locale.ROOT, "| %s | %s | %s | %d | %.3f | %.3f | %.3f |%n", set, images.get(i).name, options
					.method().label(), images.get(i).truth.length, f1(tries, options.method(), own, k -> k != own), f1(tries, options
						.method(), own, k -> k == own), usual);
			}
		}
	}

	/** F1 of an image at the width and threshold that are best on some images. */
	private static double f1(final List<List<BestThreshold.Picture>> tries, final Method method, final int own,
		final IntPredicate judge)
	{
		double best = -1;
		double f1 = 0;
		for (final List<BestThreshold.Picture> pictures : tries) {
			final List<BestThreshold.Picture> judges = IntStream.range(0, pictures.size()).filter(judge).mapToObj(pictures::get)
				.toList();
			final double threshold = BestThreshold.of(judges, method);
			final double theirs = BestThreshold.score(judges, method, threshold).f1();
			if (theirs > best) {
				best = theirs;
				f1 = BestThreshold.score(List.of(pictures.get(own)), method, threshold).f1();
			}
		}
		return f1;
	}

	/**
	 * Heights of peaks as multiples of the response's noise, which mean the same in every image, in the place of
	 * intensities: the weakest of many that were found is {@value BestThreshold#LEAST} times as high.
	 */
	private static List<Spot> comparable(final List<Spot> spots, final Method method) {
		final double weakest = spots.stream().mapToDouble(Spot::intensity).min().orElse(1) / BestThreshold.LEAST;
		return method == Method.NETWORK ? spots : spots.stream().map(spot -> new Spot(spot.x(), spot.y(), spot.intensity() /
			weakest, spot.background(), spot.sigma(), spot.precision(), spot.probability())).toList();
	}

	private static List<Spot> locate(final Localisation localisation, final Tagged image) {
		return localisation.locate(PlaneStack.of(image.plane), Progress.NONE).spots(0).stream().filter(spot -> image.covers(spot
			.x(), spot.y())).toList();
	}

	/**
	 * Boxes of 8 pixels without headers: file, left, top, right, bottom, kind. The boxes that come with image z are not of
	 * that image: wherever they are shifted, flipped or turned to, they lie on spots no more often than by chance.
	 */
	private static List<Tagged> zebrafish(final Path folder) throws IOException {
		final List<Tagged> images = new ArrayList<>();
		for (final Path file : files(folder, ".png")) {
			final String name = file.getFileName().toString().replace(".png", "");
			if (name.endsWith("-z"))
				continue;
			final double[][] truth = Files.readAllLines(folder.resolve(name + "_output.csv")).stream().map(line -> line.split(
				",")).map(v -> new double[] { (Double.parseDouble(v[1]) + Double.parseDouble(v[3])) / 2, (Double.parseDouble(v[2]) +
					Double.parseDouble(v[4])) / 2 }).toArray(double[][]::new);
			images.add(new Tagged(name, ImageDocument.open(file).planes().plane(0), truth));
		}
		return images;
	}

	/**
	 * Tagged in one channel of a stack, in micrometres from the centre of the first pixel, as ImageJ measures points; the
	 * slices are projected by their maximum.
	 */
	private static List<Tagged> smfish(final Path folder) {
		final List<Tagged> images = new ArrayList<>();
		for (final String name : List.of("img1", "img2")) {
			final ImageDocument document = ImageDocument.open(folder.resolve(name).resolve("image.tif"));
			final CsvTable tags = CsvTable.read(folder.resolve(name).resolve("Results.csv"));
			final double[] size = document.voxelSize();
			final double[][] truth = new double[tags.size()][];
			for (int i = 0; i < truth.length; i++)
				truth[i] = new double[] { tags.number(i, "X") / size[0] + 0.5, tags.number(i, "Y") / size[1] + 0.5 };
			final PlaneStack planes = document.planes();
			images.add(new Tagged(name, projection(planes, (int) tags.number(0, "Ch") - 1, document.channels()), truth));
		}
		return images;
	}

	private static RandomAccessibleInterval<?> projection(final PlaneStack planes, final int channel, final int channels) {
		final int width = (int) planes.width();
		final int height = (int) planes.height();
		final float[] greatest = new float[width * height];
		Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
		final FloatBuffer values = FloatBuffer.allocate(width * height);
		for (int i = channel; i < planes.size(); i += channels) {
			new GrayReader(planes.plane(i), new ValueRange(0, 1, 0)).read(new Region(0, 0, width, height), values);
			for (int k = 0; k < greatest.length; k++)
				greatest[k] = Math.max(greatest[k], values.get(k));
		}
		return ArrayImgs.floats(greatest, width, height);
	}

	private static List<Path> files(final Path folder, final String end) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
		}
	}
}
