package vernier.cli;

import java.nio.file.Path;
import java.util.Map;

import vernier.image.Geometry;
import vernier.image.ImageDocument;
import vernier.image.OutputFile;
import vernier.image.PlaneStack;
import vernier.image.Titles;
import vernier.image.VernierException;
import vernier.image.zarr.OmeZarr;
import vernier.operators.LearnedOperator;
import vernier.operators.OperatorOptions;
import vernier.operators.exact.OperatorInfo;

/**
 * One file processed into another.
 *
 * @param in file to read
 * @param out file to write
 * @param map file with a strength for each pixel, or null
 */
record OperatorJob(Path in, Path out, Path map) {

	/**
	 * @return what was written, and what made it
	 * @throws vernier.image.VernierException if something fails; no file is left half-written
	 */
	String run(final OperatorOptions options, final Console console) {
		if (OmeZarr.isZarr(in))
			return blockwise(options, console);
		OutputFile.check(out);
		final ImageDocument input = ImageDocument.open(in);
		input.checkSavable(out);
		final OperatorOptions all = map == null ? options : options.withMap(ImageDocument.open(map).values());
		final LearnedOperator.Result result;
		try (LearnedOperator operator = new LearnedOperator(all)) {
			result = operator.apply(input.planes(), console);
		}
		finally {
			console.clear();
		}
		console.checkCancelled();
		final Map<String, String> made = result.provenance();
		final String title = Titles.withSuffix(input.title(), made.get("Vernier operator"));
		final ImageDocument document = input.derive(result.image(), Geometry.IDENTITY, title, made);
		document.save(out);
		final boolean learned = made.get("Vernier mode").equals("Learned");
		return out + ": " + document.describe(out) + System.lineSeparator() + "from " + in.getFileName() + ": " + input
			.describe() + System.lineSeparator() + "by " + made.get("Vernier operator") + ", strength " + made.get(
				"Vernier strength") + ", " + (learned ? "learned by " + made.get("Vernier model") : "exact") + ", on " +
			made.get("Vernier device") + " in " + made.get("Vernier time");
	}

	private String blockwise(final OperatorOptions options, final Console console) {
		final ZarrJob job = new ZarrJob(in, out);
		job.check();
		final PlaneStack strengths = map == null ? null : ImageDocument.open(map).values();
		if (strengths != null && strengths.size() > 1)
			throw new VernierException("The strength map has " + strengths.size() + " planes, and for OME-Zarr images it holds for " +
				"all planes: give a map of one plane.");
		try (LearnedOperator operator = new LearnedOperator(map == null ? options : options.withMap(strengths))) {
			return job.run((source, target, progress) -> operator.apply(source, target, progress).provenance(), //
				options.operator().info().id() + ", strength " + (map == null ? OperatorInfo.text(options.strength()) : "map") + ", " +
				(operator.isLearned() ? "learned by " : "exact: "), console);
		}
	}
}
