package vernier.model;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import vernier.image.VernierException;

/** What is checked before a model is trusted. Every refusal is one sentence that says what to do. */
final class ModelCheck {

	/** Operator sets that ONNX Runtime 1.28 runs: found by loading models of each. */
	private static final int MIN_OPSET = 7, MAX_OPSET = 26, MAX_IR_VERSION = 13;

	private static final int MAX_CHANNELS = 64;

	private static final int FLOAT32 = 1;

	/** The ONNX standard and what ONNX Runtime itself adds; anything else needs a library of native code. */
	private static final Set<String> DOMAINS = Set.of("", "ai.onnx.ml", "com.microsoft");

	private ModelCheck() {}

	/**
	 * A path within a model's folder, as its description gives it.
	 *
	 * @throws VernierException if it is an address, absolute, or leads out of the folder
	 */
	static String safePath(final String path, final String what) {
		if (isUnsafe(path))
			throw new VernierException(what + " names the file \"" + path +
				"\", which is not in the model's own folder: only files beside it are read.");
		return path.startsWith("./") ? path.substring(2) : path;
	}

	private static boolean isUnsafe(final String path) {
		return path.isBlank() || path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf(':') >= 0 || path.indexOf(
			'\0') >= 0 || List.of(path.split("/")).contains("..");
	}

	/**
	 * The folder within a package that holds the description: empty, or a name with a slash at its end.
	 *
	 * @throws VernierException if an entry leads out of the package or there is no description
	 */
	static String packageFolder(final Path zip, final List<String> entries) {
		entries.forEach(entry -> safePath(entry, "The package " + zip));
		for (final String name : ModelLoader.DESCRIPTIONS)
			for (final String entry : entries)
				if (entry.equals(name) || entry.endsWith("/" + name) && entry.indexOf('/') == entry.lastIndexOf('/'))
					return entry.substring(0, entry.length() - name.length());
		throw new VernierException("The package " + zip + " has no rdf.yaml: a bioimage.io model package is expected.");
	}

	/** SHA-256 in lower-case hexadecimal. */
	static String sha256(final byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}

	/** @throws VernierException if the checksum differs from the one that the description states */
	static void checksum(final ModelDescription model, final String found) {
		if (!model.sha256().isEmpty() && !model.sha256().equals(found))
			throw new VernierException("The weights of the model \"" + model.id() + "\" have the sha256 " + found +
				", but its description states " + model.sha256() + ": the file is damaged or was changed, get the model anew.");
	}

	/** @throws VernierException if the network cannot be run, must not be, or is not what the description says */
	static void graph(final ModelDescription model, final OnnxGraph graph) {
		final String name = "The model \"" + model.id() + "\"";
		if (graph.opset() != 0 && (graph.opset() < MIN_OPSET || graph.opset() > MAX_OPSET))
			throw new VernierException(name + " uses operator set " + graph.opset() + "; " + MIN_OPSET + " to " + MAX_OPSET +
				" can be run: export it again with one of these.");
		if (graph.irVersion() > MAX_IR_VERSION)
			throw new VernierException(name + " is in version " + graph.irVersion() + " of the ONNX file format; up to " +
				MAX_IR_VERSION + " can be read: export it again with an older one.");
		inside(name, graph, graph.functionNames());
		graph.functions().forEach(function -> inside(name, function, graph.functionNames()));
		final OnnxValue image = graph.imageInput();
		final OnnxValue.Dimension channels = image.shape().get(1);
		if (channels.size() == 0 || channels.size() > MAX_CHANNELS)
			throw new VernierException(name + " takes an image of shape " + image.shape() + " with " + channels +
				" channels; 1 to " + MAX_CHANNELS + " in the order batch, channel, y, x are expected.");
		if (model.channels() > 0 && !channels.isFree() && channels.size() != model.channels())
			throw new VernierException(name + " takes " + channels + " channel(s), but its description states " +
				model.channels() + ": one of the two files belongs to another model.");
		floats(name + " takes", image);
		graph.outputs().stream().limit(1).forEach(output -> floats(name + " gives", output));
	}

	private static void floats(final String what, final OnnxValue image) {
		if (image.elementType() != FLOAT32)
			throw new VernierException(what + " an image of " + type(image.elementType()) +
				"; float32 is expected: export it again with float32 input and output.");
	}

	private static String type(final int elementType) {
		return switch (elementType) {
			case 2 -> "uint8";
			case 3 -> "int8";
			case 6 -> "int32";
			case 7 -> "int64";
			case 10 -> "float16";
			case 11 -> "float64";
			case 16 -> "bfloat16";
			default -> "ONNX element type " + elementType;
		};
	}

	/** Checks the operations and constants, subgraphs included. */
	private static void inside(final String name, final OnnxGraph graph, final Set<String> functions) {
		graph.initializers().values().forEach(tensor -> external(name, tensor));
		for (final OnnxNode node : graph.nodes()) {
			if (!DOMAINS.contains(node.domain()) && !functions.contains(node.domain() + ":" + node.op()))
				throw new VernierException(name + " needs the operator " + node.domain() + "." + node.op() +
					", which is not of the ONNX standard; libraries of custom operators are not loaded.");
			for (final OnnxAttribute attribute : node.attributes().values()) {
				attribute.tensors().forEach(tensor -> external(name, tensor));
				attribute.graphs().forEach(inner -> inside(name, inner, functions));
			}
		}
	}

	private static void external(final String name, final OnnxInitializer tensor) {
		if (tensor.externalFile() == null)
			return;
		final String file = tensor.externalFile();
		throw new VernierException(name + " keeps weights in the " + (isUnsafe(file) ? "file \"" + file +
			"\" outside its folder" : "separate file \"" + file + "\"") +
				", which is not read: save it as a single .onnx file.");
	}
}
