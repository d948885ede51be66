package vernier.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import vernier.image.ImageDocument;
import vernier.image.NamedFile;
import vernier.image.OutputFile;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.image.zarr.ZarrTransform;
import vernier.model.ModelCatalog;

/**
 * What is done with every image, in this order.
 *
 * <pre>
 * try (Steps steps = Steps.parse(List.of("super-resolve scale=2", "operator operator=l0-smoothing"), catalog, log)) { ... }
 * </pre>
 */
public final class Steps implements AutoCloseable {

	/**
	 * What all steps share.
	 *
	 * @param catalog where models are looked up
	 * @param log takes lines worth telling
	 */
	record Surroundings(ModelCatalog catalog, Consumer<String> log) {}

	private static final Map<String, BiFunction<StepLine, Surroundings, Step>> KINDS = kinds();

	private final List<StepLine> lines;
	private final List<Step> steps;
	private final ModelCatalog catalog;

	private Steps(final List<StepLine> lines, final List<Step> steps, final ModelCatalog catalog) {
		this.lines = lines;
		this.steps = steps;
		this.catalog = catalog;
	}

	private static Map<String, BiFunction<StepLine, Surroundings, Step>> kinds() {
		final Map<String, BiFunction<StepLine, Surroundings, Step>> kinds = new LinkedHashMap<>();
		kinds.put("super-resolve", SuperResolveStep::new);
		kinds.put("operator", OperatorStep::new);
		kinds.put("count", CountStep::new);
		kinds.put("locate", LocateStep::new);
		kinds.put("volume", VolumeStep::new);
		return kinds;
	}

	static String names() {
		return String.join(", ", KINDS.keySet());
	}

	/**
	 * @param texts one step each, see {@link StepLine}
	 * @param log takes lines worth telling, such as why no GPU is used
	 * @throws VernierException if there is no step, or one is unknown or has wrong parameters
	 */
	public static Steps parse(final List<String> texts, final ModelCatalog catalog, final Consumer<String> log) {
		final Surroundings surroundings = new Surroundings(catalog, log);
		final List<StepLine> lines = new ArrayList<>();
		final List<Step> steps = new ArrayList<>();
		for (final String text : texts) {
			final StepLine line = StepLine.parse(text);
			final BiFunction<StepLine, Surroundings, Step> kind = KINDS.get(line.name());
			if (kind == null)
				throw new VernierException("There is no step \"" + line.name() + "\": there are " + names() + ".");
			steps.add(kind.apply(line, surroundings));
			line.checkAllKnown();
			lines.add(line);
		}
		if (steps.isEmpty())
			throw new VernierException("There is nothing to do: give at least one step, such as \"super-resolve scale=2\".");
		return new Steps(lines, steps, catalog);
	}

	/** Steps in one text, separated by semicolons outside of square brackets or by line ends. */
	public static List<String> split(final String text) {
		return Arrays.stream(text.split("[;\\n](?![^\\[]*\\])")).map(String::trim).filter(step -> !step.isEmpty()).toList();
	}

	/** Opens all networks. */
	void open() {
		steps.forEach(Step::open);
	}

	/**
	 * Fingerprints of the models that steps choose from and of the files that they name, models and others: another may take
	 * the same name or place.
	 *
	 * @throws VernierException if one cannot be read
	 */
	String dependencies() {
		final StringBuilder hashes = new StringBuilder();
		for (final StepLine line : lines) {
			hashes.append(' ').append(catalog.fingerprint(line.text("model", "")));
			for (final String file : line.files())
				NamedFile.of(file).ifPresent(path -> hashes.append(' ').append(fingerprint(path)));
		}
		return hashes.toString();
	}

	private static String fingerprint(final Path path) {
		try {
			// a description stands for the folder that it lies in
			return Sha256.of(path.toString().matches(".*\\.ya?ml") ? path.toAbsolutePath().getParent() : path);
		}
		catch (final IOException e) {
			throw new VernierException(path + " cannot be read (" + e.getMessage() + "): check its permissions.", e);
		}
	}

	/** Runs all steps on one image. */
	Step.Result apply(final ImageDocument input, final Progress progress) {
		Step.Result result = null;
		for (int i = 0; i < steps.size(); i++) {
			progress.checkCancelled();
			final Step.Result next = steps.get(i).apply(result == null ? input : result.image(), progress.part((double) i / steps
				.size(), (i + 1.0) / steps.size()));
			result = result == null ? next : next.after(result);
		}
		return result;
	}

	/** True if the image that comes out is another than the one that goes in. */
	boolean changeImages() {
		return steps.stream().anyMatch(Step::changes);
	}

	/** Bytes of all that the steps make of an image, one after the other, as a multiple of the image's. */
	double growth() {
		double image = 1;
		double besides = 0;
		for (final Step step : steps) {
			besides += image * step.besides();
			image *= step.growth();
		}
		return image + besides;
	}

	/** Bytes of what the steps make of all planes together, per pixel of one plane of the image. */
	double drawn() {
		double image = 1;
		double drawn = 0;
		for (final Step step : steps) {
			drawn += image * step.drawn();
			image *= step.growth();
		}
		return drawn;
	}

	/** True if all steps can be done by {@link #transform}. */
	boolean goBlockwise() {
		return steps.stream().allMatch(BlockStep.class::isInstance);
	}

	/**
	 * Runs all steps from one OME-Zarr image to another, block by block.
	 *
	 * @param out folder to write; images in between lie beside it
	 */
	Step.Result transform(final Path in, final Path out, final Progress progress) {
		Step.Result result = null;
		Path from = in;
		for (int i = 0; i < steps.size(); i++) {
			final Path to = i == steps.size() - 1 ? out : out.resolveSibling(".step-" + i + ".ome.zarr");
			final Step.Result next = Step.Result.onDisk(new ZarrTransform(from, to).run(((BlockStep) steps.get(i)).work(), progress
				.part((double) i / steps.size(), (i + 1.0) / steps.size())).provenance());
			result = result == null ? next : next.after(result);
			if (!from.equals(in))
				OutputFile.discard(from);
			from = to;
		}
		return result;
	}

	@Override
	public void close() {
		steps.forEach(Step::close);
	}

	/** The same for steps that do the same. */
	@Override
	public String toString() {
		return String.join("; ", lines.stream().map(StepLine::toString).toList());
	}
}
