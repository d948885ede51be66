package vernier.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import vernier.image.VernierException;

/**
 * Reads rdf.yaml, the bioimage.io model description: github.com/bioimage-io/spec-bioimage-io, versions 0.5 and 0.4.
 */
final class ModelRdf {

	private final YamlMap rdf;
	private final String what;

	private ModelRdf(final YamlMap rdf, final String what) {
		this.rdf = rdf;
		this.what = what;
	}

	/**
	 * @param text content of rdf.yaml
	 * @param folder name of its folder, the id where none is stated
	 * @param what name of the file for error messages
	 * @throws VernierException if it describes no model with ONNX weights
	 */
	static ModelDescription parse(final String text, final String folder, final String what) {
		return new ModelRdf(YamlMap.parse(text, what), what).read(folder);
	}

	private ModelDescription read(final String folder) {
		final String format = rdf.text("format_version");
		if (!format.startsWith("0.4") && !format.startsWith("0.5"))
			throw new VernierException(what + " states format_version \"" + format +
				"\"; 0.4 or 0.5 of the bioimage.io model specification is expected.");
		final YamlMap onnx = rdf.map("weights").map("onnx");
		if (onnx.text("source").isEmpty())
			throw new VernierException(what + " names no ONNX weights (weights: onnx: source); choose a model that has them.");
		final YamlMap vernier = rdf.map("config").map("vernier");
		final String id = rdf.text("id").isEmpty() ? folder : rdf.text("id");
		return new ModelDescription(id, rdf.text("name").isEmpty() ? id : rdf.text("name"), rdf.text("version"), //
			vernier.text("task"), scale(vernier), channels(), onnx.text("sha256").toLowerCase(Locale.ROOT), //
			rdf.text("description"), rdf.text("license"), //
			rdf.maps("authors").stream().map(author -> author.text("name")).toList(), citations(), //
			ModelCheck.safePath(onnx.text("source"), what), tests("inputs", "test_inputs"), //
			tests("outputs", "test_outputs"), tolerance(), //
			steps("inputs", "preprocessing"), steps("outputs", "postprocessing"), vernier.all());
	}

	private List<String> citations() {
		return rdf.maps("cite").stream().map(cite -> Stream.of(cite.text("text"), cite.text("doi"), cite.text("url"))
			.filter(part -> !part.isEmpty()).reduce((a, b) -> a + " " + b).orElse("")).toList();
	}

	/** 0.5: each tensor names its own test file; 0.4: two lists. Either may give an address, which is not fetched. */
	private List<String> tests(final String tensors, final String list) {
		final Stream<String> named = rdf.text("format_version").startsWith("0.4") ? rdf.texts(list).stream()
			: rdf.maps(tensors).stream().map(tensor -> tensor.map("test_tensor").text("source"));
		return named.filter(file -> !file.isEmpty() && !file.contains("://")).map(file -> ModelCheck.safePath(file, what))
			.toList();
	}

	private List<String> steps(final String tensors, final String key) {
		return rdf.maps(tensors).stream().flatMap(tensor -> tensor.maps(key).stream()).map(step -> step.text("id").isEmpty()
			? step.text("name") : step.text("id")).filter(step -> !step.equals("ensure_dtype")).toList();
	}

	private Tolerance tolerance() {
		return rdf.map("config").map("bioimageio").maps("reproducibility_tolerance").stream().findFirst().map(
			stated -> new Tolerance(stated.number("absolute_tolerance", Tolerance.DEFAULT.absolute()), //
				stated.number("relative_tolerance", Tolerance.DEFAULT.relative()))).orElse(Tolerance.DEFAULT);
	}

	private int scale(final YamlMap vernier) {
		final double stated = vernier.number("scale", 0);
		if (stated == 0)
			return scaleOfAxes();
		if (stated != Math.rint(stated) || stated < 1 || stated > 64)
			throw new VernierException(what + " states the scale " + stated + "; a whole number from 1 to 64 is expected.");
		return (int) stated;
	}

	/** The scale by the pixel sizes of the first output's axis that is sized by an input's axis. */
	private int scaleOfAxes() {
		for (final YamlMap output : rdf.maps("outputs"))
			for (final YamlMap axis : output.maps("axes")) {
				final YamlMap size = axis.map("size");
				final YamlMap source = axis(size.text("tensor_id"), size.text("axis_id"));
				if (axis.text("type").equals("space") && source != null)
					return (int) Math.max(1, Math.round(source.number("scale", 1) / axis.number("scale", 1)));
			}
		for (final YamlMap output : rdf.maps("outputs")) {
			final List<?> scale = output.map("shape").list("scale");
			if (scale.size() == 4 && scale.get(3) instanceof Number factor)
				return (int) Math.max(1, Math.round(factor.doubleValue()));
		}
		return 1;
	}

	private YamlMap axis(final String tensor, final String axis) {
		return rdf.maps("inputs").stream().filter(input -> input.text("id").equals(tensor)).flatMap(input -> input.maps(
			"axes").stream()).filter(candidate -> name(candidate).equals(axis)).findFirst().orElse(null);
	}

	/** Axes without an id are called by their type; space axes are then x. */
	private static String name(final YamlMap axis) {
		if (!axis.text("id").isEmpty())
			return axis.text("id");
		return axis.text("type").equals("space") ? "x" : axis.text("type");
	}

	/** Channels of the first input: names of them in 0.5, a shape in 0.4; 0 if not stated. */
	private int channels() {
		if (rdf.maps("inputs").isEmpty())
			return 0;
		final YamlMap input = rdf.maps("inputs").get(0);
		for (final YamlMap axis : input.maps("axes"))
			if (axis.text("type").equals("channel"))
				return axis.list("channel_names").size();
		final List<?> shape = input.list("shape");
		final int place = input.text("axes").indexOf('c');
		return place >= 0 && place < shape.size() && shape.get(place) instanceof Number size ? size.intValue() : 0;
	}
}
