package vernier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import vernier.counting.Count;
import vernier.counting.CountMethod;
import vernier.counting.CountOptions;
import vernier.counting.ObjectCounter;
import vernier.image.Grid;
import vernier.image.MaskArea;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.quality.CountScore;

/**
 * Counts of every method against the truth, for whole images and for their quadrants: synthetic cells (VGG), nuclei
 * (BBBC039) whose images are reduced until a nucleus is a few pixels or less, and simulated objects.
 * <p>
 * Arguments: data=FOLDER (with vgg_cells_101_200 and bbbc039) sets=vgg,bbbc8,bbbc16,bbbc32,simulated
 * methods=density,LoG model=Auto images=1000 (at most).
 */
public final class CountsTable {

	/**
	 * A picture and its truth.
	 *
	 * @param image one plane
	 * @param mass objects per pixel, row by row
	 * @param objectSize diameter of an object, px
	 */
	record Sample(PlaneStack image, double[] mass, double objectSize) {

		double truth(final MaskArea area) {
			double sum = 0;
			for (int i = 0; i < mass.length; i++)
				if (area.contains(i % image.width(), i / image.width()))
					sum += mass[i];
			return sum;
		}
	}

	private CountsTable() {}

	public static void main(final String[] args) throws IOException {
		final Bench bench = new Bench(args);
		System.out.printf("%-12s %-16s %5s %8s %8s %8s %8s %8s | quadrants %8s %8s %8s | %8s%n", "set", "method", "n", "truth",
			"MAE", "MRE %", "bias", "cover %", "MAE", "MRE %", "cover %", "Mpx/s");
		for (final String set : bench.get("sets", "vgg,bbbc8,bbbc16,bbbc32,simulated").split(","))
			for (final String method : bench.get("methods", "density,LoG").split(","))
				table(bench, set, CountMethod.parse(method));
		System.exit(0);
	}

	private static void table(final Bench bench, final String set, final CountMethod method) throws IOException {
		final List<CountScore.Pair> whole = new ArrayList<>();
		final List<CountScore.Pair> quadrants = new ArrayList<>();
		double seconds = 0;
		double pixels = 0;
		double truth = 0;
		String name = method.label();
		for (final Sample sample : samples(set, Path.of(bench.get("data", "data/test")), bench.get("images", 1000))) {
			final long width = sample.image.width();
			final long height = sample.image.height();
			final List<MaskArea> areas = new ArrayList<>(List.of(MaskArea.whole(width, height)));
			areas.addAll(new Grid(2, 2).areas(width, height));
			final long start = System.nanoTime();
			final ObjectCounter.Result result;
			try {
				result = ObjectCounter.count(sample.image, areas, CountOptions.ofSize(sample.objectSize).withMethod(method).withModel(
					bench.get("model", CountOptions.AUTO)).withDevice(Device.CPU), Progress.NONE);
			}
			catch (final VernierException e) {
				System.out.println(set + " " + method.label() + ": " + e.getMessage());
				return;
			}
			seconds += (System.nanoTime() - start) / 1e9;
			pixels += (double) width * height;
			name = result.method();
			for (int i = 0; i < areas.size(); i++) {
				final Count count = result.counts().get(i);
				(i == 0 ? whole : quadrants).add(new CountScore.Pair(sample.truth(areas.get(i)), count.count(), count.low(), count
					.high()));
			}
			truth += whole.get(whole.size() - 1).truth();
		}
		final CountScore w = CountScore.of(whole);
		final CountScore q = CountScore.of(quadrants);
		System.out.printf(Locale.ROOT, "%-12s %-16s %5d %8.1f %8.2f %8.2f %8.2f %8.1f |           %8.2f %8.2f %8.1f | %8.3f%n",
			set, name, w.number(), truth / w.number(), w.meanAbsoluteError(), 100 * w.meanRelativeError(), w.bias(), 100 * w
				.coverage(), q.meanAbsoluteError(), 100 * q.meanRelativeError(), 100 * q.coverage(), pixels / seconds / 1e6);
	}

	private static List<Sample> samples(final String set, final Path data, final int most) throws IOException {
		if (set.equals("simulated"))
			return CountsData.simulated(Math.min(most, 40));
		final boolean cells = set.equals("vgg");
		final List<Sample> samples = new ArrayList<>();
		try (Stream<Path> files = Files.list(data.resolve(cells ? "vgg_cells_101_200" : "bbbc039/images"))) {
			for (final Path file : files.filter(f -> !cells || f.toString().endsWith("cell.png")).sorted().limit(most).toList())
				samples.add(cells ? CountsData.cells(file) : CountsData.nuclei(file, Integer.parseInt(set.substring(4))));
		}
		return samples;
	}
}
