package vernier.bench;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
 * of the set, and at the default. Sigma is found from each image.
 * <p>
 * Arguments: smfish=FOLDER (img1, img2, each with image.tif and Results.csv) zebrafish=FOLDER (NAME.png,
 * NAME_output.csv with boxes) methods=LoG,network model=Auto.
 */
public final class RealSpots {

	/** An image and the true places. */
	private record Tagged(String name, RandomAccessibleInterval<?> plane, double[][] truth) {}

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
					bench.get("model", "Auto")));
		}
		System.exit(0);
	}

	private static void print(final String set, final List<Tagged> images, final LocalisationOptions options) {
		final List<BestThreshold.Picture> pictures = new ArrayList<>();
		final List<SpotScore> usual = new ArrayList<>();
		for (final Tagged image : images)
			try (Localisation generous = BestThreshold.generous(options); Localisation plain = new Localisation(options)) {
				pictures.add(new BestThreshold.Picture(locate(generous, image), image.truth));
				usual.add(SpotScore.of(image.truth, locate(plain, image).stream().map(spot -> new double[] { spot.x(), spot.y() })
					.toArray(double[][]::new), SpotScore.DISTANCE));
			}
		for (int i = 0; i < images.size(); i++) {
			final List<BestThreshold.Picture> others = new ArrayList<>(pictures);
			final BestThreshold.Picture own = others.remove(i);
			final double chosen = BestThreshold.of(others, options.method());
			final double best = BestThreshold.of(List.of(own), options.method());
			System.out.printf(Locale.ROOT, "| %s | %s | %s | %d | %.3f | %.3f | %.3f |%n", set, images.get(i).name, options
				.method().label(), own.truth().length, BestThreshold.score(List.of(own), options.method(), chosen).f1(),
				BestThreshold.score(List.of(own), options.method(), best).f1(), usual.get(i).f1());
		}
	}

	private static List<Spot> locate(final Localisation localisation, final Tagged image) {
		return localisation.locate(PlaneStack.of(image.plane), Progress.NONE).spots(0);
	}

	/** Boxes of 8 pixels without headers: file, left, top, right, bottom, kind. */
	private static List<Tagged> zebrafish(final Path folder) throws IOException {
		final List<Tagged> images = new ArrayList<>();
		for (final Path file : files(folder, ".png")) {
			final String name = file.getFileName().toString().replace(".png", "");
			final double[][] truth = Files.readAllLines(folder.resolve(name + "_output.csv")).stream().map(line -> line.split(
				",")).map(v -> new double[] { (Double.parseDouble(v[1]) + Double.parseDouble(v[3])) / 2, (Double.parseDouble(v[2]) +
					Double.parseDouble(v[4])) / 2 }).toArray(double[][]::new);
			images.add(new Tagged(name, ImageDocument.open(file).planes().plane(0), truth));
		}
		return images;
	}

	/** Tagged in one channel of a stack, in micrometres; the slices are projected by their maximum. */
	private static List<Tagged> smfish(final Path folder) {
		final List<Tagged> images = new ArrayList<>();
		for (final String name : List.of("img1", "img2")) {
			final ImageDocument document = ImageDocument.open(folder.resolve(name).resolve("image.tif"));
			final CsvTable tags = CsvTable.read(folder.resolve(name).resolve("Results.csv"));
			final double[] size = document.voxelSize();
			final double[][] truth = new double[tags.size()][];
			for (int i = 0; i < truth.length; i++)
				truth[i] = new double[] { tags.number(i, "X") / size[0], tags.number(i, "Y") / size[1] };
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
