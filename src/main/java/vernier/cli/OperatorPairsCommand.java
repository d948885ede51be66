package vernier.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import vernier.image.ImageDocument;
import vernier.image.PlaneStack;
import vernier.image.VernierException;
import vernier.operators.TrainingPairs;
import vernier.operators.exact.ExactOperator;
import vernier.operators.exact.ExactOperators;
import vernier.operators.exact.Picture;

/**
 * Writes what a network is trained with to do what an exact operator does; see {@link TrainingPairs} for the files.
 * The same images, options and seed give the same pairs.
 */
@Command(name = "operator-pairs", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Writes random crops of images and what an exact operator makes of them, as NumPy arrays.")
final class OperatorPairsCommand implements Callable<Integer> {

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Parameters(arity = "2..*", paramLabel = "IN... OUT",
		description = "images or folders of images, and last the folder to write the folder named by the operator to")
	private List<Path> paths;

	@Option(names = "--operator", required = true, paramLabel = "ID", description = "see \"vernier operator --list\"")
	private String operator;

	@Option(names = "--count", defaultValue = "400", paramLabel = "N", description = "pairs (default: ${DEFAULT-VALUE})")
	private int count;

	@Option(names = "--seed", defaultValue = "1", paramLabel = "S",
		description = "of the random numbers (default: ${DEFAULT-VALUE})")
	private long seed;

	@Option(names = "--size", defaultValue = "192", paramLabel = "N",
		description = "columns and rows of a crop; smaller images are left out (default: ${DEFAULT-VALUE})")
	private int size;

	@Option(names = "--gray", defaultValue = "0.2", paramLabel = "SHARE",
		description = "share of gray crops, 0 to 1 (default: ${DEFAULT-VALUE})")
	private double gray;

	@Option(names = "--noise", defaultValue = "0.2", paramLabel = "SHARE",
		description = "share of crops with added noise, 0 to 1 (default: ${DEFAULT-VALUE})")
	private double noise;

	@Option(names = "--scenes", defaultValue = "0", paramLabel = "SHARE",
		description = "share of drawn pictures in the place of crops, of what photographs hardly show: points, thin lines, " +
			"masks, patterns, even areas, 0 to 1 (default: ${DEFAULT-VALUE})")
	private double scenes;

	@Option(names = "--haze", defaultValue = "0", paramLabel = "SHARE",
		description = "share of colour crops under drawn haze, 0 to 1 (default: ${DEFAULT-VALUE})")
	private double haze;

	@Option(names = "--whole",
		description = "whole images of one size instead of crops, in the order of their names")
	private boolean whole;

	@Option(names = "--slider", defaultValue = "0.25,0.5,0.75", split = ",", paramLabel = "U",
		description = "places of the slider for --whole, 0 to 1; one pair of each image for each (default: ${DEFAULT-VALUE})")
	private List<Double> sliders;

	@Override
	public Integer call() {
		if (count < 1 || size < 32 || size > 4096)
			throw new ParameterException(spec.commandLine(), "--count must be at least 1 and --size from 32 to 4096.");
		final DoubleStream places = sliders.stream().mapToDouble(Double::doubleValue);
		if (!DoubleStream.concat(DoubleStream.of(gray, noise, scenes, haze), places).allMatch(share -> share >= 0 && share <= 1))
			throw new ParameterException(spec.commandLine(), "--gray, --noise, --scenes, --haze and --slider are numbers " +
				"from 0 to 1.");
		final ExactOperator exact = Failure.checked(spec, () -> ExactOperators.get(operator));
		final Console console = main.console(System.console() != null ? Console.Style.BAR : Console.Style.LINES);
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			final int written = whole ? writeWhole(exact, files(), console) : write(exact, files(), console);
			console.clear();
			spec.commandLine().getOut().println(written + " pairs of " + exact.info().name() + " in " + out());
			return Main.DONE;
		});
	}

	private Path out() {
		return paths.get(paths.size() - 1);
	}

	/** One after the other, so that each has the processor to itself and the times say something. */
	private int writeWhole(final ExactOperator exact, final List<Path> files, final Console console) {
		final List<Picture> pictures = files.stream().map(file -> Crops.whole(ImageDocument.open(file).planes())).toList();
		final int width = pictures.get(0).width(), height = pictures.get(0).height();
		for (int i = 0; i < files.size(); i++)
			if (pictures.get(i).width() != width || pictures.get(i).height() != height)
				throw new VernierException(files.get(i) + " has " + pictures.get(i).width() + " x " + pictures.get(i).height() +
					" pixels and the first image " + width + " x " + height + ": --whole takes images of one size.");
		final int all = files.size() * sliders.size();
		try (TrainingPairs pairs = new TrainingPairs(out(), exact, all, width, height)) {
			for (int i = 0; i < all; i++) {
				console.checkCancelled();
				pairs.add(i, pictures.get(i / sliders.size()), 1, sliders.get(i % sliders.size()));
				console.update((i + 1.0) / all);
			}
			pairs.complete();
		}
		return all;
	}

	private int write(final ExactOperator exact, final List<Path> files, final Console console) {
		// pairs are drawn file by file, so that each is read once only
		final TreeMap<Path, List<Integer>> shares = new TreeMap<>();
		final double[] weights = weights(files);
		final Random choice = new Random(seed);
		for (int i = 0; i < count; i++)
			shares.computeIfAbsent(files.get(pick(weights, choice.nextDouble())), file -> new ArrayList<>()).add(i);
		final AtomicInteger done = new AtomicInteger();
		try (TrainingPairs pairs = new TrainingPairs(out(), exact, count, size, size)) {
			shares.entrySet().parallelStream().forEach(share -> {
				final Crops crops = new Crops(ImageDocument.open(share.getKey()).planes(), size);
				for (final int index : share.getValue()) {
					console.checkCancelled();
					add(pairs, exact, index, crops);
					console.update(done.incrementAndGet() / (double) count);
				}
			});
			pairs.complete();
		}
		return count;
	}

	private void add(final TrainingPairs pairs, final ExactOperator exact, final int index, final Crops crops) {
		// seeds in a row would make the first numbers of Random alike
		final Random random = new Random(new SplittableRandom(seed + ((long) index << 32)).nextLong());
		final double place = random.nextDouble(), times = Math.pow(6, random.nextDouble());
		Picture crop = scenes > 0 && random.nextDouble() < scenes ? Scenes.draw(size, random) : crops.draw(random);
		if (exact.info().needsColour() && !crop.isColour())
			throw new VernierException(exact.info().name() + " needs pictures in colour, and one of the images is gray: " +
				"leave it out.");
		if (haze > 0 && crop.isColour() && random.nextDouble() < haze)
			Weather.haze(crop, random);
		if (!exact.info().needsColour() && random.nextDouble() < gray)
			crop = Crops.gray(crop, random);
		if (random.nextDouble() < noise)
			Crops.disturb(crop, random);
		pairs.add(index, crop, times, place);
	}

	/** The images that are large enough. */
	private List<Path> files() {
		final List<Path> files = new ArrayList<>();
		for (final Path path : paths.subList(0, paths.size() - 1))
			try (Stream<Path> inside = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
				inside.filter(file -> file.toString().matches("(?i).*\\.(jpe?g|png|tiff?|bmp)")).sorted().forEach(files::add);
			}
			catch (final IOException e) {
				throw new VernierException("The folder " + path + " cannot be listed (" + e.getMessage() + ").", e);
			}
		if (files.isEmpty())
			throw new VernierException("There is no image (.jpg, .png, .tif or .bmp) in " + paths.get(0) +
				": name folders or files that have some.");
		return files;
	}

	/** Large images have more to show: weighted by the square root of their pixels; 0 if too small for a crop. */
	private double[] weights(final List<Path> files) {
		final double[] weights = new double[files.size()];
		IntStream.range(0, weights.length).parallel().forEach(i -> {
			final PlaneStack image = ImageDocument.open(files.get(i)).planes();
			weights[i] = Crops.fit(image, size) ? Math.sqrt((double) image.width() * image.height()) : 0;
		});
		if (Arrays.stream(weights).sum() == 0)
			throw new VernierException("None of the " + files.size() + " images has " + size + " x " + size +
				" pixels: choose larger images or a smaller --size.");
		return weights;
	}

	private static int pick(final double[] weights, final double random) {
		double left = random * Arrays.stream(weights).sum();
		for (int i = 0; i < weights.length; i++) {
			left -= weights[i];
			if (left < 0)
				return i;
		}
		return IntStream.range(0, weights.length).filter(i -> weights[i] > 0).max().orElseThrow();
	}
}
